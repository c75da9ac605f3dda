import { SPLITS } from './splits.ts';
import type { TableGroup } from './table-group.ts';

/** Bound once: as a global it is looked up for every member where a program runs in a context of its own. */
const { imul, clz32 } = Math;

/** Members that are looked at together, so that what is remembered of them stays small, however large the group. */
const PIECE = 1 << 16;
/** log2 of the pieces of one group, at most. */
const MOST_BITS = 12;
/** All splits. */
export const EVERY = -1;
/** Bytes for each member of the largest group. */
export const PIECE_BYTES = 12;

/**
 * Members of a group in pieces: those with equal words are in one piece, each piece is in file order. Two words of each
 * member are copied beside its number: entries of one piece lie far apart.
 */
export class Pieces {
  /** Number of the member in its group, and its two words. */
  order = new Uint32Array(64);
  first = new Uint32Array(64);
  second = new Uint32Array(64);
  private ends = new Uint32Array(1);

  /**
   * Divides the `count` members of a split (its number, or `EVERY`) by `word`, one of the names of `Word`, and copies
   * that word and `beside`. Returns where each piece ends; valid until the next call.
   */
  divide(group: TableGroup, split: number, count: number, word: number, beside: number): Uint32Array {
    if (this.order.length < count) this.grow(group.size);
    const bits = count <= PIECE ? 0 : Math.min(32 - clz32(Math.ceil(count / PIECE)), MOST_BITS);
    if (this.ends.length !== 1 << bits) this.ends = new Uint32Array(1 << bits);
    const { order, first, second, ends: next } = this;
    if (bits === 0) next[0] = 0;
    else begins(group, split, word, 32 - bits, next);
    for (let i = 0; i < group.size; i++) {
      if (split !== EVERY && group.splitNumber(i) !== split) continue;
      const value = group.word(i, word);
      const at = next[bits === 0 ? 0 : imul(value, 0x9e3779b1) >>> (32 - bits)]++;
      order[at] = i;
      first[at] = value;
      second[at] = group.word(i, beside);
    }
    return next;
  }

  private grow(count: number): void {
    const length = count > PIECE ? count : count * 2;
    this.order = new Uint32Array(length);
    this.first = new Uint32Array(length);
    this.second = new Uint32Array(length);
  }
}

/** Where each piece begins, into `next`. */
function begins(group: TableGroup, split: number, word: number, shift: number, next: Uint32Array): void {
  next.fill(0);
  for (let i = 0; i < group.size; i++)
    if (split === EVERY || group.splitNumber(i) === split) next[imul(group.word(i, word), 0x9e3779b1) >>> shift]++;
  for (let piece = 0, sum = 0; piece < next.length; piece++) {
    const size = next[piece];
    next[piece] = sum;
    sum += size;
  }
}

/** Members of each split, by its number, into `counts`. */
export function countSplits(group: TableGroup, counts: Uint32Array): void {
  counts.fill(0, 0, SPLITS.length);
  for (let i = 0; i < group.size; i++) counts[group.splitNumber(i)]++;
}
