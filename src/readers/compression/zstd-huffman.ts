import { backwardBits, corrupt, highBit } from './zstd-bits.ts';
import { readFse } from './zstd-fse.ts';

/** A table of Huffman codes (RFC 8878, 4.2): by the next `log` bits, the symbol and the bits it takes. */
export interface HuffmanTable {
  readonly log: number;
  readonly symbol: Uint8Array;
  readonly bits: Uint8Array;
}

const LOG_MOST = 12;
const WEIGHTS_MOST = 255;

/** Reads a table at `bytes[from, to)`; answers it and where it ends. Throws where it is none. */
export function readHuffman(
  bytes: Uint8Array,
  from: number,
  to: number,
): { readonly table: HuffmanTable; readonly end: number } {
  if (from >= to) throw corrupt();
  const head = bytes[from];
  const direct = head >= 128;
  const end = from + 1 + (direct ? (head - 126) >> 1 : head);
  if (end > to) throw corrupt();
  const weights = direct
    ? Array.from({ length: head - 127 }, (_, i) => (bytes[from + 1 + (i >> 1)] >> (i % 2 === 0 ? 4 : 0)) & 15)
    : packedWeights(bytes, from + 1, end);
  return { table: huffmanTable(weights), end };
}

/** Weights by two states that take turns, until one asks for bits that are not there. */
function packedWeights(bytes: Uint8Array, from: number, to: number): number[] {
  const { table, end } = readFse(bytes, from, to, { symbols: LOG_MOST + 1, log: 6 });
  const bits = backwardBits(bytes, end, to);
  const weights: number[] = [];
  let now = bits.read(table.log);
  let other = bits.read(table.log);
  if (bits.left < 0) throw corrupt();
  for (;;) {
    weights.push(table.symbol[now]);
    if (weights.length >= WEIGHTS_MOST) throw corrupt();
    if (bits.left < table.bits[now]) break;
    [now, other] = [other, table.base[now] + bits.read(table.bits[now])];
  }
  weights.push(table.symbol[other]);
  return weights;
}

function huffmanTable(weights: number[]): HuffmanTable {
  const sum = weights.reduce((total, weight) => total + ((1 << weight) >> 1), 0);
  if (sum === 0) throw corrupt();
  const log = highBit(sum) + 1;
  // The last weight is not written: it fills up to a power of two.
  const rest = (1 << log) - sum;
  if (log > LOG_MOST || (rest & (rest - 1)) !== 0) throw corrupt();
  weights.push(highBit(rest) + 1);
  const longest = weights.filter((weight) => weight === 1).length;
  if (longest < 2 || longest % 2 === 1) throw corrupt();
  const table: HuffmanTable = { log, symbol: new Uint8Array(1 << log), bits: new Uint8Array(1 << log) };
  let at = 0;
  for (let weight = 1; weight <= log; weight++)
    weights.forEach((own, symbol) => {
      if (own !== weight) return;
      const next = at + (1 << (weight - 1));
      table.symbol.fill(symbol, at, next);
      table.bits.fill(log + 1 - weight, at, next);
      at = next;
    });
  return table;
}

/** Decodes the stream `bytes[from, to)` to all of `out`. Throws unless it ends where its symbols do. */
export function unhuffman(bytes: Uint8Array, from: number, to: number, table: HuffmanTable, out: Uint8Array): void {
  const bits = backwardBits(bytes, from, to);
  for (let i = 0; i < out.length; i++) {
    const code = bits.peek(table.log);
    out[i] = table.symbol[code];
    bits.left -= table.bits[code];
  }
  if (bits.left !== 0) throw corrupt();
}
