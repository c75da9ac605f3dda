import type { Entry, RecordView } from '../core/record.ts';
import { Flag } from '../core/tape.ts';
import { behindEscape, centsOf, pointsOf, sumEscaped, sumPlain } from './character-cost.ts';
import type { TokenCounter } from './counter.ts';

/** A string is looked at in this many windows of so many bytes: a quarter of a long one, 256 bytes at most. */
const [WIDTH, FEWEST, MOST] = [16, 4, 16];

/**
 * Measured on the texts of `character-cost.ts`, those of 20 tokens and more: 95 % of the English ones are within 25 % of
 * o200k_base and of cl100k_base, of the code within 22 %, of all languages together within 30 % of o200k_base. Sums: English
 * 5 % too many, code 2 % too few, other languages between 30 % too few (Hebrew) and 21 % too many (Russian). cl100k_base
 * takes more for scripts other than Latin: twice as much for Arabic, five times for Georgian. Written with escapes, the texts
 * have the same sum within 0.1 %.
 */
const ERROR = 0.3;

/**
 * Guesses tokens from the kinds of a sample of a text's characters, and its length in code points. No string is made, and no
 * more than 256 bytes are looked at; a text in escapes counts like the same text in plain.
 */
export function createEstimate(): TokenCounter {
  return { id: 'estimate', exact: false, error: ERROR, count };
}

function count(record: RecordView, entry: Entry): number {
  if (!record.isString(entry)) return 0;
  const points = record.codePoints(entry);
  if (points === 0) return 0;
  const { bytes } = record.tape;
  const start = record.tape.start[entry];
  const end = record.tape.end[entry];
  const escaped = (record.flags(entry) & Flag.escaped) !== 0;
  const windows = Math.max(FEWEST, Math.min(MOST, (end - start) >> 6));
  const whole = end - start <= windows * WIDTH;
  const step = (end - start - WIDTH) / (windows - 1);
  let sum = 0;
  if (whole) sum = escaped ? sumEscaped(bytes, start, end, end, 0) : sumPlain(bytes, start, end, 0);
  else if (escaped) {
    // Where characters are spelt by number, sixteen bytes are three of them.
    const width = end - start > 2 * points ? WIDTH * 3 : WIDTH;
    for (let i = 0; i < windows; i++) {
      const at = behindEscape(bytes, start, start + Math.floor(i * step));
      sum += sumEscaped(bytes, at, Math.min(end, at + width), end, at === start ? 0 : bytes[at - 1]);
    }
  } else {
    for (let i = 0; i < windows; i++) {
      const at = start + Math.floor(i * step);
      sum += sumPlain(bytes, at, at + WIDTH, i === 0 ? 0 : bytes[at - 1]);
    }
  }
  return Math.max(1, Math.round((centsOf(sum) * points) / (100 * Math.max(1, pointsOf(sum)))));
}
