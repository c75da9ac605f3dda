import type { Entry, RecordView } from '../../../core/record.ts';
import { ValueType } from '../../../core/tape.ts';

/** Code points of a message, or of a part of a record, on the page. */
export const SHOWN = 4000;
/** Code points of what stands beside: a column that nobody learns, an argument of a call. */
export const SHOWN_BESIDE = 1000;
/** Containers inside containers that are written down. */
const DEEPEST = 12;
/** Elements of one list on the page: nobody reads more of one record. */
const MOST = 200;
/** Code points from which a string without a space may be a file in base64. */
const LONG_WORD = 200;

/** The first `most` code points; what was cut is said. `whole`: code points of a text of which only the beginning is given. */
export function shorten(text: string, most: number, whole?: number): string {
  if (whole === undefined && text.length <= most) return text;
  const points = [...text];
  const more = (whole ?? points.length) - most;
  return more <= 0 ? text : `${points.slice(0, most).join('')}\n(cut: ${more} more characters)`;
}

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

/** The first of several members that is there; -1: none. */
export function memberOf(record: RecordView, object: Entry, keys: readonly string[]): Entry {
  for (const key of keys) {
    const child = record.child(object, key);
    if (child >= 0) return child;
  }
  return -1;
}

/** The elements of a list, or the members of an object. */
export function childrenOf(record: RecordView, entry: Entry): readonly Entry[] {
  const all: Entry[] = [];
  for (let e = record.first(entry); e >= 0; e = record.sibling(e, entry)) all.push(e);
  return all;
}

/** Whether an entry is there and is an object. */
export const isObject = (record: RecordView, entry: Entry): boolean =>
  entry >= 0 && record.type(entry) === ValueType.object;
/** Whether an entry is there and is a list. */
export const isList = (record: RecordView, entry: Entry): boolean =>
  entry >= 0 && record.type(entry) === ValueType.array;

/** At most `MOST` of a list; how many more there are is said. */
export function capped<T>(all: readonly T[], name: string, show: (one: T, i: number) => string): readonly string[] {
  const more = all.length - MOST;
  return [...all.slice(0, MOST).map(show), ...(more > 0 ? [`(cut: ${more} more ${name})`] : [])];
}
