import type { Entry, RecordView } from '../../core/record.ts';
import { ValueType } from '../../core/tape.ts';

/** Elements of one list on the page: nobody reads more of one record. */
const MOST = 200;
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
