import type { SegmentEnd } from '../../src/core/plan.ts';
import { ValueType } from '../../src/core/tape.ts';
import type { Batch, Problem } from '../../src/core/tape.ts';
import type { Scanner } from '../../src/kernel/types.ts';
import { readSegment } from '../../src/readers/read.ts';
import { gridSegments } from '../../src/readers/segments.ts';
import { bytesSource } from './file.ts';
import type { How, TwinFile } from './file.ts';

/** Numbers written for a record, in this order; then come its entries. */
export const RECORD = [
  'segment',
  'offset',
  'length',
  'line',
  'split',
  'rooted',
  'hashLo',
  'hashHi',
  'shapeLo',
  'shapeHi',
  'hits',
  'problems',
  'entries',
  'bytes',
] as const;

/** Numbers written for an entry. `key` is a name, `start` and `next` are relative to the record's root, `spanBytes` sums up what the span of a root or a cell holds. */
export const ENTRY = [
  'type',
  'depth',
  'key',
  'start',
  'span',
  'spanBytes',
  'next',
  'flags',
  'hashLo',
  'hashHi',
  'normLo',
  'normHi',
  'codePoints',
  'hits',
  'text',
] as const;

/** All that one engine said of a file, record by record, free of batches and of ids. */
export interface Recording {
  readonly numbers: Numbers;
  /** Where the records begin in `numbers`, and where the last one ends. */
  readonly starts: number[];
  readonly bytes: Uint8Array[];
  /** Problems that belong to no record, and segment ends, in order. */
  readonly loose: string[];
}

/** Strings as numbers, the same for all recordings. */
const known = new Map<string, number>();
const spelled: string[] = [];
export function numberOf(text: string): number {
  let number = known.get(text);
  if (number === undefined) {
    number = spelled.push(text) - 1;
    known.set(text, number);
  }
  return number;
}
export const spell = (number: number): string => spelled[number] ?? '';

/** Forgets the strings: numbers of earlier recordings lose their meaning. */
export function forgetStrings(): void {
  known.clear();
  spelled.length = 0;
}

/** A growing array of doubles. */
export interface Numbers {
  values: Float64Array;
  length: number;
}

function push(numbers: Numbers, value: number): void {
  if (numbers.length === numbers.values.length) {
    const more = new Float64Array(numbers.length * 2);
    more.set(numbers.values);
    numbers.values = more;
  }
  numbers.values[numbers.length++] = value;
}

/** Reads the whole file with one scanner. */
export async function record(file: TwinFile, scanner: Scanner, how: How): Promise<Recording> {
  const into: Recording = { numbers: { values: new Float64Array(4096), length: 0 }, starts: [], bytes: [], loose: [] };
  const { segment: segmentBytes = Infinity, chunk: _chunk, direct: _direct, ...options } = how;
  const source = bytesSource(file.bytes, how);
  for (const segment of gridSegments(file.plan, 0, file.bytes.length, segmentBytes)) {
    const reader = readSegment(file.plan, segment, source, scanner, options);
    for (;;) {
      const step = await reader.next();
      if (step.done) {
        into.loose.push(endText(segment.id, step.value));
        break;
      }
      addBatch(into, step.value, segment.id, file.plan.csv === undefined);
    }
  }
  into.starts.push(into.numbers.length);
  return into;
}

const endText = (segment: number, end: SegmentEnd): string =>
  `segment ${segment} ends: ${JSON.stringify(Object.entries(end).sort(([a], [b]) => (a < b ? -1 : 1)))}`;

function problemText(problem: Problem): string {
  const { code, offset, line, pointer, data } = problem;
  return JSON.stringify({ code, offset, line, pointer, data });
}

function addBatch(into: Recording, batch: Batch, segment: number, json: boolean): void {
  const { records, problems } = batch;
  const ofRecord = new Map<number, string>();
  for (const problem of problems) {
    if (problem.record < 0) into.loose.push(`segment ${segment}: ${problemText(problem)}`);
    else ofRecord.set(problem.record, (ofRecord.get(problem.record) ?? '') + problemText(problem));
  }
  for (let i = 0; i < records.count; i++) addRecord(into, batch, i, segment, json, ofRecord.get(i) ?? '');
}

const NO_BYTES = new Uint8Array(0);

function addRecord(into: Recording, batch: Batch, i: number, segment: number, json: boolean, problems: string): void {
  const { records, tape } = batch;
  const { numbers } = into;
  const root = records.root[i];
  const stop = root < 0 ? root : tape.next[root];
  const bytes = batch.recordBytes(i);
  into.starts.push(numbers.length);
  // The bytes stay the engine's own until the next batch: copied.
  into.bytes.push(bytes === undefined ? NO_BYTES : bytes.slice());
  for (const value of [
    segment,
    records.offset[i],
    records.length[i],
    records.line[i],
    batch.split === undefined ? -1 : numberOf(batch.split),
    root < 0 ? 0 : 1,
    records.hashLo[i],
    records.hashHi[i],
    records.shapeLo[i],
    records.shapeHi[i],
    records.hits[i],
    numberOf(problems),
    stop - root,
    bytes === undefined ? -1 : bytes.length,
  ])
    push(numbers, value);
  if (root >= 0) for (let e = root; e < stop; e++) addEntry(into, batch, e, root, json);
}

function addEntry({ numbers }: Recording, batch: Batch, e: number, root: number, json: boolean): void {
  const { tape } = batch;
  const scalar = tape.type[e] >= ValueType.string;
  // A cell lies where its engine decoded it to, and a row has no span of its own.
  const span = json || scalar ? tape.end[e] - tape.start[e] : 0;
  push(numbers, tape.type[e]);
  push(numbers, tape.depth[e]);
  push(numbers, tape.key[e] < 0 ? tape.key[e] : numberOf(batch.keys.name(tape.key[e])));
  push(numbers, json ? tape.start[e] - tape.start[root] : 0);
  push(numbers, span);
  push(numbers, span > 0 && (scalar ? !json : e === root) ? sumOf(tape.bytes, tape.start[e], tape.end[e]) : 0);
  push(numbers, tape.next[e] - root);
  push(numbers, tape.flags[e]);
  push(numbers, tape.hashLo[e]);
  push(numbers, tape.hashHi[e]);
  push(numbers, tape.normLo[e]);
  push(numbers, tape.normHi[e]);
  push(numbers, tape.codePoints[e]);
  push(numbers, tape.hits[e]);
  push(numbers, scalar ? numberOf(batch.text(e)) : -1);
}

const { imul } = Math;

/** FNV-1a: enough to tell whether two engines point at the same bytes. */
function sumOf(bytes: Uint8Array, from: number, to: number): number {
  let sum = 0x811c9dc5;
  for (let i = from; i < to; i++) sum = imul(sum ^ bytes[i], 0x01000193);
  return sum >>> 0;
}
