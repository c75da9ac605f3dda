import { type BackwardBits, backwardBits, corrupt } from './zstd-bits.ts';
import { type FseTable, fseTable, oneSymbol, readFse } from './zstd-fse.ts';

/** What the blocks of a frame hand on to each other. */
export interface SequenceState {
  /** Tables of literal lengths, offsets and match lengths. */
  tables: readonly (FseTable | undefined)[];
  /** The last three offsets. */
  offsets: [number, number, number];
}

/** Steps of a code's base, and how many bits are added to it, from the code at which they are no longer one and none. */
function steps(first: number, bits: readonly number[], plain: number): readonly (readonly [number, number])[] {
  const list: [number, number][] = Array.from({ length: plain }, (_, i) => [first + i, 0]);
  for (let base = first + plain, i = 0; i < bits.length; base += 2 ** bits[i++]) list.push([base, bits[i]]);
  return list;
}

/** RFC 8878, 3.1.1.3.2.1.1. */
const LENGTHS = steps(0, [1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16], 16);
const MATCHES = steps(3, [1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16], 32);

/** RFC 8878, 3.1.1.3.2.2: frequencies where a block brings none of its own, and what its own are bounded by. */
const KINDS = [
  {
    symbols: 36,
    log: 9,
    usual: fseTable(
      [4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 2, 1, 1, 1, 1, 1, -1, -1, -1, -1],
      6,
    ),
  },
  {
    symbols: 32,
    log: 8,
    usual: fseTable([1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1], 5),
  },
  {
    symbols: 53,
    log: 9,
    usual: fseTable(
      [
        1, 4, 3, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
        1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1,
      ],
      6,
    ),
  },
] as const;

/** Called for each sequence: literals to take over, then bytes to copy from so far back. */
export type OnSequence = (literals: number, offset: number, match: number) => void;

/** Reads the sequences `bytes[from, to)` of a block. Throws unless they end with it. */
export function readSequences(
  bytes: Uint8Array,
  from: number,
  to: number,
  state: SequenceState,
  each: OnSequence,
): void {
  const [a, b = 0, c = 0] = bytes.subarray(from, Math.min(to, from + 3));
  if (a === undefined) throw corrupt();
  const count = a < 128 ? a : a < 255 ? ((a - 128) << 8) | b : b + (c << 8) + 0x7f00;
  let at = from + (a < 128 ? 1 : a < 255 ? 2 : 3);
  if (count === 0) {
    if (at !== to) throw corrupt();
    return;
  }
  if (at >= to) throw corrupt();
  const modes = bytes[at++];
  if ((modes & 3) !== 0) throw corrupt();
  state.tables = KINDS.map((kind, i) => {
    const mode = (modes >> (6 - 2 * i)) & 3;
    if (mode === 0) return kind.usual;
    if (mode === 3) return state.tables[i];
    if (mode === 2) {
      const { table, end } = readFse(bytes, at, to, kind);
      at = end;
      return table;
    }
    if (at >= to || bytes[at] >= kind.symbols) throw corrupt();
    return oneSymbol(bytes[at++]);
  });
  const [lengths, offsets, matches] = state.tables;
  if (lengths === undefined || offsets === undefined || matches === undefined) throw corrupt();
  const bits = backwardBits(bytes, at, to);
  let length = bits.read(lengths.log);
  let offset = bits.read(offsets.log);
  let match = bits.read(matches.log);
  for (let left = count; left > 0; left--) {
    // The order in which they are written: offset, match, literals; then the states in another.
    const code = offsets.symbol[offset];
    const distance = 2 ** code + longRead(bits, code);
    const [matchBase, matchBits] = MATCHES[matches.symbol[match]];
    const copied = matchBase + bits.read(matchBits);
    const [base, more] = LENGTHS[lengths.symbol[length]];
    const literals = base + bits.read(more);
    each(literals, offsetOf(distance, literals === 0, state), copied);
    if (left === 1) break;
    length = lengths.base[length] + bits.read(lengths.bits[length]);
    match = matches.base[match] + bits.read(matches.bits[match]);
    offset = offsets.base[offset] + bits.read(offsets.bits[offset]);
    if (bits.left < 0) throw corrupt();
  }
  if (bits.left !== 0) throw corrupt();
}

function longRead(bits: BackwardBits, count: number): number {
  if (count <= 16) return bits.read(count);
  const high = bits.read(count - 16);
  return high * 65_536 + bits.read(16);
}

/** Values up to 3 mean one of the last offsets, shifted by one where no literals stand before the match. */
function offsetOf(value: number, bare: boolean, state: SequenceState): number {
  const [first, second, third] = state.offsets;
  const which = value > 3 ? 4 : value - 1 + (bare ? 1 : 0);
  if (which === 0) return first;
  const offset = which === 1 ? second : which === 2 ? third : which === 3 ? first - 1 : value - 3;
  if (offset === 0) throw corrupt();
  state.offsets = [offset, first, which === 1 ? third : second];
  return offset;
}
