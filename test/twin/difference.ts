import { ENTRY, RECORD, spell } from './recording.ts';
import type { Recording } from './recording.ts';

/** The first thing in which two recordings differ: the record (-1: what belongs to none), and both sides in words. */
export interface Difference {
  readonly record: number;
  readonly where: string;
  readonly left: string;
  readonly right: string;
}

export function difference(a: Recording, b: Recording): Difference | undefined {
  const records = Math.min(a.starts.length, b.starts.length) - 1;
  for (let r = 0; r < records; r++) {
    const found = recordDifference(a, b, r);
    if (found) return found;
  }
  if (a.starts.length !== b.starts.length)
    return { record: records, where: 'records', left: `${a.starts.length - 1}`, right: `${b.starts.length - 1}` };
  for (let i = 0; i < Math.max(a.loose.length, b.loose.length); i++)
    if (a.loose[i] !== b.loose[i])
      return { record: -1, where: `what belongs to no record, ${i}`, left: `${a.loose[i]}`, right: `${b.loose[i]}` };
  return undefined;
}

function recordDifference(a: Recording, b: Recording, r: number): Difference | undefined {
  const [from, to] = [a.starts[r], a.starts[r + 1]];
  const other = b.starts[r];
  const most = Math.max(to - from, b.starts[r + 1] - other);
  for (let i = 0; i < most; i++) {
    const [left, right] = [a.numbers.values[from + i], b.numbers.values[other + i]];
    if (left === right) continue;
    const column = columnOf(i);
    return { record: r, where: placeOf(i), left: shown(column, left), right: shown(column, right) };
  }
  if (Buffer.compare(a.bytes[r], b.bytes[r]) === 0) return undefined;
  return { record: r, where: 'record bytes', left: quoted(a.bytes[r]), right: quoted(b.bytes[r]) };
}

const columnOf = (i: number): string => (i < RECORD.length ? RECORD[i] : ENTRY[(i - RECORD.length) % ENTRY.length]);

const placeOf = (i: number): string =>
  i < RECORD.length ? columnOf(i) : `entry ${Math.floor((i - RECORD.length) / ENTRY.length)} ${columnOf(i)}`;

const SPELLED = new Set<string>(['problems', 'split', 'key', 'text']);

const shown = (column: string, value: number): string =>
  SPELLED.has(column) && value >= 0 ? JSON.stringify(spell(value)) : String(value);

/** Bytes as a JavaScript string of Latin-1, so that every byte shows and the case can be pasted. */
export const quoted = (bytes: Uint8Array): string =>
  JSON.stringify(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')).replace(
    /[\u007f-\u00ff]/g,
    (c) => `\\u00${c.charCodeAt(0).toString(16)}`,
  );
