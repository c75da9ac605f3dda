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
  // Signed, here and wherever a hash is handed on: V8 keeps such integers in place, and allocates for what needs a 32nd bit.
  private lo = 0;
  private hi = 0;
  private nLo = 0;
  private nHi = 0;
  /** 1: something was added to the hashes; to the normalised ones. */
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

  /** `reset` and `add` of one entry: most sides are one string. */
  only(tape: Tape, entry: Entry): this {
    if (entry < 0 || tape.type[entry] !== ValueType.string || (tape.flags[entry] & Flag.blank) !== 0)
      return this.reset().add(tape, entry);
    this.lo = tape.hashLo[entry] | 0;
    this.hi = tape.hashHi[entry] | 0;
    this.nLo = tape.normLo[entry] | 0;
    this.nHi = tape.normHi[entry] | 0;
    this.codePoints = tape.codePoints[entry];
    this.blank = false;
    this.entry = entry;
    this.parts = this.normParts = 1;
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
    this.take(lo | 0, hi | 0);
    this.takeNorm(lo | 0, hi | 0);
  }

  /** Adds a turn: its role, its content, its call where that is not the content (-1: none). */
  addTurn(tape: Tape, role: number, content: Entry, calls: Entry): void {
    if (
      content >= 0 &&
      calls < 0 &&
      tape.type[content] === ValueType.string &&
      (tape.flags[content] & Flag.blank) === 0
    ) {
      this.addPlainTurn(tape, role, content);
      return;
    }
    this.markTurn(role);
    this.add(tape, content);
    if (calls !== content) this.add(tape, calls);
  }

  /** Begins a turn: its role. */
  markTurn(role: number): void {
    this.mark(role, role + MARK);
  }

  /** The same as `mark` and `add`, in one step: most turns of most files are of this kind. */
  private addPlainTurn(tape: Tape, role: number, content: Entry): void {
    const first = this.parts === 0;
    const normFirst = this.normParts === 0;
    const hi = role + MARK;
    this.lo = sequenceLo(first ? role : sequenceLo(this.lo, role), tape.hashLo[content] | 0);
    this.hi = sequenceHi(first ? hi : sequenceHi(this.hi, hi), tape.hashHi[content] | 0);
    this.nLo = sequenceLo(normFirst ? role : sequenceLo(this.nLo, role), tape.normLo[content] | 0);
    this.nHi = sequenceHi(normFirst ? hi : sequenceHi(this.nHi, hi), tape.normHi[content] | 0);
    this.parts = this.normParts = 1;
    this.codePoints += tape.codePoints[content];
    this.blank = false;
    if (this.entry < 0) this.entry = content;
  }

  /** Marks a side that has no text as filled: an image, a tool call. */
  fill(): void {
    this.blank = false;
  }

  private part(tape: Tape, e: Entry, filled: boolean): void {
    this.take(tape.hashLo[e] | 0, tape.hashHi[e] | 0);
    if (!filled) return;
    this.blank = false;
    this.codePoints += tape.codePoints[e];
    this.takeNorm(tape.normLo[e] | 0, tape.normHi[e] | 0);
  }

  private take(lo: number, hi: number): void {
    const first = this.parts === 0;
    this.parts = 1;
    this.lo = first ? lo : sequenceLo(this.lo, lo);
    this.hi = first ? hi : sequenceHi(this.hi, hi);
  }

  private takeNorm(lo: number, hi: number): void {
    const first = this.normParts === 0;
    this.normParts = 1;
    this.nLo = first ? lo : sequenceLo(this.nLo, lo);
    this.nHi = first ? hi : sequenceHi(this.nHi, hi);
  }
}
