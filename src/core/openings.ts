import type { Entry, RecordView } from './record.ts';

const encoder = new TextEncoder();
const BACKSLASH = 0x5c;
/** White space before the first word that is looked over. */
const LEADING = 16;

/** A few beginnings of a text, told by its bytes as they stand in the file: nothing is decoded. Letters of ASCII in any case. */
export class Openings {
  /** By the byte that they begin with. */
  private readonly byFirst: Uint8Array[][] = Array.from({ length: 256 }, () => []);

  constructor(openings: readonly string[]) {
    const spelt = openings.flatMap((opening) =>
      // eslint-disable-next-line no-control-regex -- all that is not ASCII
      /^[\x00-\x7f]*$/.test(opening)
        ? [encoder.encode(opening)]
        : [encoder.encode(opening), encoder.encode(escaped(opening))],
    );
    for (const opening of spelt) this.byFirst[opening[0]].push(opening);
  }

  /** Whether the string at `entry` begins with one of them, white space aside. */
  begin(record: RecordView, entry: Entry): boolean {
    let at = 0;
    let byte = record.byteAt(entry, 0);
    for (; at < LEADING && byte >= 0; byte = record.byteAt(entry, at)) {
      if (byte <= 0x20) at++;
      else if (byte === BACKSLASH && isSpaceLetter(record.byteAt(entry, at + 1))) at += 2;
      else break;
    }
    if (byte < 0) return false;
    const possible = this.byFirst[lower(byte)];
    for (let i = 0; i < possible.length; i++) if (matches(record, entry, at, possible[i])) return true;
    return false;
  }
}

function matches(record: RecordView, entry: Entry, from: number, opening: Uint8Array): boolean {
  // The first byte is the one that it was found by.
  for (let i = 1; i < opening.length; i++) if (lower(record.byteAt(entry, from + i)) !== opening[i]) return false;
  return true;
}

function lower(byte: number): number {
  return byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte;
}

/** `\n`, `\r`, `\t`. */
function isSpaceLetter(byte: number): boolean {
  return byte === 0x6e || byte === 0x72 || byte === 0x74;
}

/** As writers of JSON spell it that keep to ASCII. */
function escaped(text: string): string {
  return text.replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
