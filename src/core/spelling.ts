import type { Entry, RecordView } from './record.ts';

const BACKSLASH = 0x5c;
const LETTER_U = 0x75;
/** Bytes from the backslash of a numeric escape to its last digit. */
const NUMERIC = 5;

/**
 * Whether two strings whose first `at` bytes are alike may go on with the same text in another spelling: JSON writes `é` as
 * itself or as an escape. Only an escape at the place where the bytes part can hide that, so most texts are never decoded.
 */
export function mayBeSpelt(record: RecordView, a: Entry, b: Entry, at: number): boolean {
  if (record.byteAt(a, at) === BACKSLASH || record.byteAt(b, at) === BACKSLASH) return true;
  if (at > 0 && record.byteAt(a, at - 1) === BACKSLASH) return true;
  for (let i = Math.max(0, at - NUMERIC); i < at - 1; i++)
    if (record.byteAt(a, i) === BACKSLASH && record.byteAt(a, i + 1) === LETTER_U) return true;
  return false;
}
