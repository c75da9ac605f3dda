import type { Entry } from '../core/record.ts';
import { ValueType } from '../core/tape.ts';
import type { View } from '../core/view.ts';

/** Lengths of lists that are told apart: the most frequent is among the first of these. */
const LENGTHS = 64;

/** The lists of one column: whether a place in them is a class, and the value there says if it holds. */
export class BitLists {
  private lists = 0;
  private bits = 0;
  /** Two equal values in one list: ids of classes are given once. */
  private repeated = 0;
  private readonly lengths = new Map<number, number>();

  add(view: View, list: Entry): void {
    this.lists++;
    const found = [0, 0];
    for (let e = view.first(list); e >= 0; e = view.sibling(e, list)) {
      const bit = bitOf(view, e);
      if (bit === undefined) return;
      found[bit]++;
    }
    const length = found[0] + found[1];
    if (length < 2) return;
    this.bits++;
    if (found[0] > 1 || found[1] > 1) this.repeated++;
    if (this.lengths.size < LENGTHS || this.lengths.has(length))
      this.lengths.set(length, (this.lengths.get(length) ?? 0) + 1);
  }

  /** Undefined: the lists name the labels that hold. */
  positions(): Positions | undefined {
    // A set of the ids 0 and 1 repeats none and is often alone; positions do and are not.
    if (this.bits === 0 || this.bits * 10 < this.lists * 9 || this.repeated === 0) return undefined;
    const [[length, count]] = [...this.lengths].sort(([a, m], [b, n]) => n - m || a - b);
    return { length, lists: this.bits, others: this.bits - count };
  }
}

/** Lists in which a place is a class. */
export interface Positions {
  /** Of most of them. */
  readonly length: number;
  readonly lists: number;
  /** Lists of another length. */
  readonly others: number;
}

function bitOf(view: View, e: Entry): 0 | 1 | undefined {
  switch (view.type(e)) {
    case ValueType.true:
      return 1;
    case ValueType.false:
      return 0;
    case ValueType.number: {
      const text = view.text(e);
      return /^[01](?:\.0)?$/.test(text) ? (text.startsWith('1') ? 1 : 0) : undefined;
    }
    default:
      return undefined;
  }
}
