import { mix } from '../core/hash.ts';
import type { Entry, Side } from '../core/record.ts';
import { Flag, type Tape, ValueType } from '../core/tape.ts';

/** Puts one side of a sample together from string facts. One part keeps its own hashes, so a label and an answer compare across kinds. */
export class SideBuilder implements Side {
  hashLo = 0;
  hashHi = 0;
  normLo = 0;
  normHi = 0;
  codePoints = 0;
  blank = true;
  entry: Entry = -1;
  private parts = 0;
  private normParts = 0;
  private readonly lanes = { lo: 0, hi: 0 };

  reset(): this {
    this.hashLo = this.hashHi = this.normLo = this.normHi = this.codePoints = 0;
    this.blank = true;
    this.entry = -1;
    this.parts = this.normParts = 0;
    return this;
  }

  /** Adds a string, a scalar, or every string below a container; nulls and absent entries add nothing. */
  add(tape: Tape, entry: Entry): this {
    if (entry < 0) return this;
    if (this.entry < 0) this.entry = entry;
    const end = tape.next[entry];
    for (let e = entry; e < end; e++) {
      const type = tape.type[e];
      if (type === ValueType.null || type <= ValueType.array) continue;
      this.part(tape, e, type !== ValueType.string || (tape.flags[e] & Flag.blank) === 0);
    }
    return this;
  }

  /** Adds what is no text of its own but sets samples apart: a role. */
  mark(lo: number, hi: number): void {
    this.take(lo, hi);
    this.takeNorm(lo, hi);
  }

  /** Marks a side that has no text as filled: an image, a tool call. */
  fill(): void {
    this.blank = false;
  }

  private part(tape: Tape, e: Entry, filled: boolean): void {
    this.take(tape.hashLo[e], tape.hashHi[e]);
    if (!filled) return;
    this.blank = false;
    this.codePoints += tape.codePoints[e];
    this.takeNorm(tape.normLo[e], tape.normHi[e]);
  }

  private take(lo: number, hi: number): void {
    if (this.parts++ === 0) {
      this.hashLo = lo;
      this.hashHi = hi;
      return;
    }
    this.lanes.lo = this.hashLo;
    this.lanes.hi = this.hashHi;
    mix(this.lanes, lo, hi);
    this.hashLo = this.lanes.lo;
    this.hashHi = this.lanes.hi;
  }

  private takeNorm(lo: number, hi: number): void {
    if (this.normParts++ === 0) {
      this.normLo = lo;
      this.normHi = hi;
      return;
    }
    this.lanes.lo = this.normLo;
    this.lanes.hi = this.normHi;
    mix(this.lanes, lo, hi);
    this.normLo = this.lanes.lo;
    this.normHi = this.lanes.hi;
  }
}
