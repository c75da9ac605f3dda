import type { Entry, RecordView } from '../../core/record.ts';
import { ValueType } from '../../core/tape.ts';
import { shorten } from './fenced.ts';

/** Code points of a message, or of a part of a record, on the page. */
export const SHOWN = 4000;
/** Code points of what stands beside: a column that nobody learns, an argument of a call. */
export const SHOWN_BESIDE = 1000;
/** Containers inside containers that are written down. */
const DEEPEST = 12;
/** Code points from which a string without a space may be a file in base64. */
const LONG_WORD = 200;

/** A string, cut to `most` code points: none takes more than four bytes. An image or another file inside it is told by its size. */
export function cut(record: RecordView, entry: Entry, most = SHOWN): string {
  const points = record.codePoints(entry);
  if (points >= LONG_WORD && isEncoded(record.head(entry, LONG_WORD))) return `(${points} characters of encoded data)`;
  return shorten(record.head(entry, most * 4), most, points);
}

const isEncoded = (head: string): boolean =>
  /^data:[\w.+-]+\/[\w.+-]+;/.test(head) ||
  (/^[A-Za-z0-9+/_-]+=*$/.test(head) && /\d/.test(head) && /[A-Z]/.test(head));

/** Any value on one line, as JSON with bare keys, cut to about `most` characters. */
export function outline(record: RecordView, entry: Entry, most = SHOWN_BESIDE): string {
  const out: string[] = [];
  let left = most;
  const put = (text: string): void => {
    out.push(text);
    left -= text.length;
  };
  const write = (e: Entry, deep: number): void => {
    const type = record.type(e);
    if (type === ValueType.string) put(quoted(cut(record, e, most)));
    else if (type > ValueType.array) put(record.text(e));
    else if (deep > DEEPEST) put('…');
    else {
      put(type === ValueType.array ? '[' : '{');
      for (let child = record.first(e), first = true; child >= 0; child = record.sibling(child, e), first = false) {
        if (!first) put(', ');
        // What was cut is said once, by the innermost container.
        if (left <= 0) {
          put('…');
          break;
        }
        const key = record.key(child);
        if (key !== undefined) put(`${key}: `);
        write(child, deep + 1);
      }
      put(type === ValueType.array ? ']' : '}');
    }
  };
  write(entry, 0);
  return shorten(out.join(''), most * 2);
}

/** In quotes; arguments of calls are JSON in a string, and read better without a second layer of quotes. */
const quoted = (text: string): string => (/^[{[][^\n]*$/.test(text) ? text : JSON.stringify(text));

/** A scalar as it is written, a string as it reads, anything else on one line. */
export const plainly = (record: RecordView, entry: Entry, most?: number): string =>
  record.isString(entry) ? cut(record, entry, most) : outline(record, entry, most);
