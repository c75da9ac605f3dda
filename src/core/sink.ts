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
}

function order(a: Place, b: Place): number {
  return compareRefs(a.ref, b.ref) || a.order - b.order;
}

/** Exact counts and the first `keep` places of every rule, in file order however the input was cut. */
export class Sink {
  readonly byRule = new Map<string, Kept>();
  private readonly keep: number;

  constructor(keep: number) {
    this.keep = keep;
  }

  private kept(rule: string): Kept {
    let kept = this.byRule.get(rule);
    if (kept === undefined) this.byRule.set(rule, (kept = { count: 0, places: [] }));
    return kept;
  }

  /** Counts a record that a rule reported. */
  count(rule: string, records = 1): void {
    this.kept(rule).count += records;
  }

  /** Whether a place at `ref` would be kept: asked before anything is decoded for it. */
  wants(rule: string, ref: Ref): boolean {
    const { places } = this.kept(rule);
    return places.length < this.keep || compareRefs(ref, places[places.length - 1].ref) <= 0;
  }

  place(rule: string, place: Place): void {
    const { places } = this.kept(rule);
    let i = places.length;
    while (i > 0 && order(places[i - 1], place) > 0) i--;
    if (i >= this.keep) return;
    places.splice(i, 0, place);
    if (places.length > this.keep) places.pop();
  }

  merge(later: Sink): this {
    for (const [rule, { count, places }] of later.byRule) {
      this.count(rule, count);
      for (const place of places) this.place(rule, place);
    }
    return this;
  }
}
