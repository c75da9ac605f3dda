import type { Ref } from './record.ts';
import { compareRefs } from './ref-order.ts';
import type { Data } from './rule-types.ts';
import type { SplitName } from './tape.ts';

/** One statement of a rule about a record. */
export interface Place {
  readonly ref: Ref;
  readonly split: SplitName;
  readonly message: string;
  readonly pointer?: string;
  /** Where it is not the record's own beginning. */
  readonly at?: { readonly offset: number; readonly line: number };
  readonly data: Data;
  readonly partner?: Ref;
  /** Order inside one record. */
  readonly order: number;
}

/** Findings of one rule: an exact count of records and the first K places. */
export interface Kept {
  count: number;
  places: Place[];
  /** Places behind it are not among the first K; undefined while nothing was dropped. */
  last: Place | undefined;
}

function order(a: Place, b: Place): number {
  return compareRefs(a.ref, b.ref) || a.order - b.order;
}

/** Exact counts and the first `keep` places of every rule, in file order however the input was cut. */
export class Sink {
  private readonly byRule = new Map<string, Kept>();
  /** Places kept of each rule. */
  readonly keep: number;

  constructor(keep: number) {
    this.keep = keep;
  }

  private kept(rule: string): Kept {
    let kept = this.byRule.get(rule);
    if (kept === undefined) this.byRule.set(rule, (kept = { count: 0, places: [], last: undefined }));
    return kept;
  }

  /** Counts a record that a rule reported. */
  count(rule: string, records = 1): void {
    this.kept(rule).count += records;
  }

  /** Whether a place at `ref` would be kept: asked before anything is decoded for it. */
  wants(rule: string, ref: Ref): boolean {
    const { last } = this.kept(rule);
    return last === undefined || compareRefs(ref, last.ref) <= 0;
  }

  place(rule: string, place: Place): void {
    const kept = this.kept(rule);
    if (kept.last !== undefined && order(place, kept.last) > 0) return;
    kept.places.push(place);
    // Sorting once per K new places keeps an addition cheap, however many there are.
    if (kept.places.length >= this.keep * 2 + 16) this.prune(kept);
  }

  /** Exact count and kept places of a rule, in file order. */
  of(rule: string): Readonly<Kept> | undefined {
    const kept = this.byRule.get(rule);
    if (kept !== undefined) this.prune(kept);
    return kept;
  }

  /** Ids of the rules that reported anything. */
  rules(): readonly string[] {
    return [...this.byRule.keys()];
  }

  private prune(kept: Kept): void {
    kept.places.sort(order);
    if (kept.places.length <= this.keep) return;
    kept.places.length = this.keep;
    kept.last = kept.places.at(-1);
  }

  merge(later: Sink): this {
    for (const [rule, { count, places }] of later.byRule) {
      this.count(rule, count);
      for (const place of places) this.place(rule, place);
    }
    return this;
  }
}
