import type { Entry, Side } from '../core/record.ts';
import { sequenceHi, sequenceLo } from '../core/sequence.ts';
import { Flag, type Tape, ValueType } from '../core/tape.ts';

/** Second lane of what `mark` adds for a small number. */
const MARK = 0x726f6c65;

/** Puts one side of a sample together from string facts. One part keeps its own hashes, so a label and an answer compare across kinds. */
export class SideBuilder implements Side {
  codePoints = 0;
  blank = true;
  entry: Entry = -1;
  // Signed: an engine keeps small integers in place, and what needs the 32nd bit as a float in a box.
  private lo = 0;
  private hi = 0;
  private nLo = 0;
  private nHi = 0;
  private parts = 0;
  private normParts = 0;

  get hashLo(): number {
    return this.lo >>> 0;
  }
  get hashHi(): number {
    return this.hi >>> 0;
  }
  get normLo(): number {
    return this.nLo >>> 0;
  }
  get normHi(): number {
    return this.nHi >>> 0;
  }

  reset(): this {
    this.lo = this.hi = this.nLo = this.nHi = this.codePoints = 0;
    this.blank = true;
    this.entry = -1;
    this.parts = this.normParts = 0;
    return this;
  }

  /** Adds a string, a scalar, or every string below a container; nulls and absent entries add nothing. */
  add(tape: Tape, entry: Entry): this {
    if (entry < 0) return this;
    if (this.entry < 0) this.entry = entry;
    const { type, next } = tape;
    if (type[entry] === ValueType.string) {
      this.part(tape, entry, (tape.flags[entry] & Flag.blank) === 0);
      return this;
    }
    for (let e = entry, end = next[entry]; e < end; e++) {
      const found = type[e];
      if (found === ValueType.null || found <= ValueType.array) continue;
      this.part(tape, e, found !== ValueType.string || (tape.flags[e] & Flag.blank) === 0);
    }
    return this;
  }

  /** Adds what is no text of its own but sets samples apart: a role's name. */
  mark(lo: number, hi: number): void {
    this.take(lo, hi);
    this.takeNorm(lo, hi);
  }

  /** The same of a role's number. */
  markRole(role: number): void {
    this.mark(role, role + MARK);
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
    const first = this.parts++ === 0;
    this.lo = first ? lo | 0 : sequenceLo(this.lo, lo);
    this.hi = first ? hi | 0 : sequenceHi(this.hi, hi);
  }

  private takeNorm(lo: number, hi: number): void {
    const first = this.normParts++ === 0;
    this.nLo = first ? lo | 0 : sequenceLo(this.nLo, lo);
    this.nHi = first ? hi | 0 : sequenceHi(this.nHi, hi);
  }
}
