import { bitsAt, corrupt, highBit } from './zstd-bits.ts';

/** A table of finite state entropy (RFC 8878, 4.1): of each state its symbol, and how the next state is read. */
export interface FseTable {
  /** Bits of the first state. */
  readonly log: number;
  readonly symbol: Uint8Array;
  readonly bits: Uint8Array;
  readonly base: Uint16Array;
}

/** A table in which every state means one symbol. */
export const oneSymbol = (symbol: number): FseTable => ({
  log: 0,
  symbol: Uint8Array.of(symbol),
  bits: Uint8Array.of(0),
  base: Uint16Array.of(0),
});

/** Reads a table's description at `bytes[from, to)`; answers it and where it ends. Throws where it is none. */
export function readFse(
  bytes: Uint8Array,
  from: number,
  to: number,
  { symbols, log: most }: { readonly symbols: number; readonly log: number },
): { readonly table: FseTable; readonly end: number } {
  let at = 0;
  const read = (count: number): number => {
    const value = bitsAt(bytes, from, at, count);
    at += count;
    return value;
  };
  const log = read(4) + 5;
  if (log > most) throw corrupt();
  const counts: number[] = [];
  let left = (1 << log) + 1;
  for (let threshold = 1 << log, width = log + 1; left > 1;) {
    if (counts.length >= symbols || at > (to - from) * 8) throw corrupt();
    // Values that cannot be so large as to need all bits are written with one less.
    const small = 2 * threshold - 1 - left;
    let value = bitsAt(bytes, from, at, width - 1);
    if (value < small) at += width - 1;
    else {
      value = read(width);
      if (value >= threshold) value -= small;
    }
    const count = value - 1;
    left -= Math.abs(count);
    counts.push(count);
    for (let more = count === 0 ? 3 : 0; more === 3;) {
      more = read(2);
      for (let i = 0; i < more; i++) counts.push(0);
      if (counts.length > symbols) throw corrupt();
    }
    while (left < threshold && threshold > 1) {
      threshold >>= 1;
      width--;
    }
  }
  const end = from + ((at + 7) >> 3);
  if (left !== 1 || end > to) throw corrupt();
  return { table: fseTable(counts, log), end };
}

/** The table of symbols that are as frequent as `counts` says; -1: less than once. */
export function fseTable(counts: readonly number[], log: number): FseTable {
  const size = 1 << log;
  const table: FseTable = {
    log,
    symbol: new Uint8Array(size),
    bits: new Uint8Array(size),
    base: new Uint16Array(size),
  };
  let high = size - 1;
  counts.forEach((count, symbol) => {
    if (count < 0) table.symbol[high--] = symbol;
  });
  const step = (size >> 1) + (size >> 3) + 3;
  let at = 0;
  counts.forEach((count, symbol) => {
    for (let i = 0; i < count; i++) {
      table.symbol[at] = symbol;
      do at = (at + step) & (size - 1);
      while (at > high);
    }
  });
  const next = counts.map(Math.abs);
  for (let i = 0; i < size; i++) {
    const state = next[table.symbol[i]]++;
    table.bits[i] = log - highBit(state);
    table.base[i] = (state << table.bits[i]) - size;
  }
  return table;
}
