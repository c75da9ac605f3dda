import type { Entry, RecordView } from './record.ts';
import { afterUnit, isBlankUnit, unitAt } from './units.ts';

const [BLANK_MOST, BACKSLASH] = [0x20, 0x5c];
/** White space before the first word that is looked over. */
const LEADING = 16;

/** A few beginnings of a text, however its JSON is spelt: nothing is decoded. Letters of ASCII in any case. */
export class Openings {
  /** By the lower byte of the unit that they begin with. */
  private readonly byFirst: Uint16Array[][] = Array.from({ length: 256 }, () => []);

  /** 1: some opening begins with these two letters of ASCII, first << 8 | second. */
  private readonly pairs = new Uint8Array(1 << 15);

  constructor(openings: readonly string[]) {
    for (const opening of openings) {
      const units = Uint16Array.from({ length: opening.length }, (_, i) => opening.charCodeAt(i));
      this.byFirst[units[0] & 0xff].push(units);
      if (units[0] < 0x80 && units[1] < 0x80) this.pairs[(units[0] << 8) | units[1]] = 1;
    }
  }

  /** Whether the string at `entry` begins with one of them, white space aside. */
  begin(record: RecordView, entry: Entry): boolean {
    const byte = record.byteAt(entry, 0);
    // Most texts begin with a letter of ASCII: it is its own unit.
    if (byte > BLANK_MOST && byte < 0x80 && byte !== BACKSLASH) {
      const second = record.byteAt(entry, 1);
      const plain = second >= 0 && second < 0x80 && second !== BACKSLASH;
      if (plain && this.pairs[(lower(byte) << 8) | lower(second)] === 0) return false;
      return this.goesOn(record, entry, 0, byte);
    }
    let at = 0;
    let unit = unitAt(record, entry, 0);
    for (let left = LEADING; left > 0 && isBlankUnit(unit); left--) {
      at = afterUnit(record, entry, at);
      unit = unitAt(record, entry, at);
    }
    return unit >= 0 && this.goesOn(record, entry, at, unit);
  }

  /** Whether the text goes on like one of those that begin with this unit. */
  private goesOn(record: RecordView, entry: Entry, at: number, unit: number): boolean {
    const possible = this.byFirst[lower(unit) & 0xff];
    for (let i = 0; i < possible.length; i++) if (matches(record, entry, at, possible[i])) return true;
    return false;
  }
}

function matches(record: RecordView, entry: Entry, from: number, opening: Uint16Array): boolean {
  let at = from;
  for (let i = 0; i < opening.length; i++) {
    const byte = record.byteAt(entry, at);
    if (byte < 0x80 && byte !== BACKSLASH) {
      if (lower(byte) !== opening[i]) return false;
      at++;
      continue;
    }
    if (lower(unitAt(record, entry, at)) !== opening[i]) return false;
    at = afterUnit(record, entry, at);
  }
  return true;
}

function lower(unit: number): number {
  return unit >= 0x41 && unit <= 0x5a ? unit | 0x20 : unit;
}
