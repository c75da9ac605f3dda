import { wholeText } from './stretch.ts';
import type { Batch, KeyNames, RecordTable, SplitName, Tape } from './tape.ts';
import type { View } from './view.ts';

/** Larger records are not worth a copy: of bytes, and of values. */
const [BYTES_MOST, ENTRIES_MOST] = [32 * 1024, 512];

const COLUMNS = [
  'start',
  'end',
  'next',
  'key',
  'type',
  'depth',
  'flags',
  'hashLo',
  'hashHi',
  'normLo',
  'normHi',
  'codePoints',
  'hits',
] as const satisfies readonly (keyof Tape)[];
const FACTS = ['offset', 'length', 'line', 'hashLo', 'hashHi', 'shapeLo', 'shapeHi', 'hits'] as const;

/** One record's part of a batch, packed: it lasts when the scanner reads on. */
export interface RecordCopy {
  /** The columns of its part of the tape, one behind the other, as they stand there. */
  readonly columns: Int32Array;
  readonly entries: number;
  readonly root: number;
  readonly bytes: Uint8Array;
  /** Where `bytes` began. */
  readonly from: number;
  /** By `FACTS`. */
  readonly facts: readonly number[];
  readonly keys: KeyNames;
  readonly segment: number;
  readonly split: SplitName | undefined;
}

/** A copy of the record at hand; undefined: it is too large for that. Most copies are thrown away, so this is the cheap half. */
export function copyRecord({ batch, tape, index, root, segment }: View): RecordCopy | undefined {
  const stop = tape.next[root];
  const entries = stop - root;
  if (entries > ENTRIES_MOST) return undefined;
  // Strings stand in the order of their entries, whatever a container's own span is.
  let [from, to] = [-1, 0];
  for (let e = root; e < stop; e++) {
    if (tape.end[e] <= tape.start[e]) continue;
    if (from < 0 || tape.start[e] < from) from = tape.start[e];
    if (tape.end[e] > to) to = tape.end[e];
  }
  if (to - from > BYTES_MOST) return undefined;
  // One buffer: making one costs more than filling it.
  const words = COLUMNS.length * entries;
  const room = new ArrayBuffer(words * 4 + to - Math.max(0, from));
  const columns = new Int32Array(room, 0, words);
  for (let c = 0; c < COLUMNS.length; c++) put(columns, c * entries, tape[COLUMNS[c]], root, stop);
  // An id that the scanner was asked for stays, others may be given away in the next batch.
  for (let e = root; e < stop; e++) if (tape.key[e] >= 0) batch.keys.id(batch.keys.name(tape.key[e]));
  const facts = FACTS.map((name) => batch.records[name][index]);
  const bytes = new Uint8Array(room, words * 4);
  bytes.set(tape.bytes.subarray(Math.max(0, from), to));
  return { columns, entries, root, bytes, from, facts, keys: batch.keys, segment, split: batch.split };
}

/** Copies elements `[from, stop)`: for so few a loop is faster than a view and `set`. */
function put(to: Int32Array, at: number, column: Tape[(typeof COLUMNS)[number]], from: number, stop: number): void {
  for (let i = from; i < stop; i++) to[at + i - from] = column[i];
}

/** Where the copied record stands in its segment. */
export const offsetOf = ({ facts }: RecordCopy): number => facts[FACTS.indexOf('offset')];

/** The copied record as a batch of its own. */
export function batchOf({ columns, entries, root, bytes, from, facts, keys, split }: RecordCopy): Batch {
  const column = (name: (typeof COLUMNS)[number]): Int32Array => {
    const c = COLUMNS.indexOf(name) * entries;
    return columns.subarray(c, c + entries);
  };
  const words = (name: (typeof COLUMNS)[number], less = 0): Uint32Array =>
    Uint32Array.from(column(name), (word) => Math.max(0, (word >>> 0) - less));
  const tape: Tape = {
    bytes,
    count: entries,
    type: Uint8Array.from(column('type')),
    depth: Uint16Array.from(column('depth')),
    key: column('key'),
    start: words('start', from),
    end: words('end', from),
    next: words('next', root),
    flags: Uint16Array.from(column('flags')),
    hashLo: words('hashLo'),
    hashHi: words('hashHi'),
    normLo: words('normLo'),
    normHi: words('normHi'),
    codePoints: words('codePoints'),
    hits: words('hits'),
  };
  const fact = (name: (typeof FACTS)[number]): number => facts[FACTS.indexOf(name)];
  const records: RecordTable = {
    count: 1,
    root: Int32Array.of(0),
    offset: Float64Array.of(fact('offset')),
    length: Float64Array.of(fact('length')),
    line: Uint32Array.of(fact('line')),
    hashLo: Uint32Array.of(fact('hashLo')),
    hashHi: Uint32Array.of(fact('hashHi')),
    shapeLo: Uint32Array.of(fact('shapeLo')),
    shapeHi: Uint32Array.of(fact('shapeHi')),
    hits: Uint32Array.of(fact('hits')),
  };
  const text = (entry: number): string => wholeText(tape, entry);
  return { tape, records, keys, problems: [], split, text, recordBytes: () => undefined };
}
