import { createScanner } from '../src/kernel/scanner.ts';
import type { FilePlan, Segment, SegmentEnd } from '../src/core/plan.ts';
import { type Batch, type Problem, ValueType } from '../src/core/tape.ts';
import { planFile } from '../src/readers/plan.ts';
import { readSegment } from '../src/readers/read.ts';
import { gridSegments } from '../src/readers/segments.ts';
import { type Source, streamSource } from '../src/readers/source.ts';

/** One record as a reader delivered it. */
export interface Seen {
  readonly offset: number;
  readonly length: number;
  /** From 1, over the whole file. */
  readonly line: number;
  /** undefined: it did not parse. */
  readonly value: unknown;
  readonly split: string | undefined;
}

export interface Reading {
  readonly plan: FilePlan;
  readonly records: Seen[];
  /** With the number of the record in the file, and lines from 1. */
  readonly problems: Problem[];
  readonly end: SegmentEnd;
}

export interface How {
  readonly chunk?: number;
  readonly batch?: number;
  readonly segment?: number;
  readonly quoteBytes?: number;
}

const HEAD = 1 << 20;

/** Plans and reads bytes as if they were the file `name`, in chunks, batches and segments of the given sizes. */
export async function readAll(bytes: Uint8Array, name: string, how: How = {}): Promise<Reading> {
  const open = (): Promise<Source> => streamSource(once(bytes), name, { chunkBytes: how.chunk ?? HEAD });
  const first = await open();
  const head = await first.head(HEAD);
  const facts = {
    path: name,
    origin: 'named',
    bytes: bytes.length,
    compression: first.compression,
    headIsWhole: head.whole,
  } as const;
  const plan = planFile(head.bytes, facts);
  const source: Source =
    first.compression === null
      ? { ...first, read: (offset) => slices(bytes.subarray(offset), how.chunk ?? HEAD) }
      : first;
  const segments = gridSegments(plan, 0, bytes.length, how.segment ?? Infinity);
  const whole: Reading = {
    plan,
    records: [],
    problems: [],
    end: { bytes: 0, lines: 0, records: 0, lf: 0, crlf: 0, blank: 0 },
  };
  for (const segment of segments) await readOne(whole, segment, source, how);
  return whole;
}

async function readOne(into: Reading, segment: Segment, source: Source, how: How): Promise<void> {
  const options = {
    ...(how.batch === undefined ? {} : { batchBytes: how.batch }),
    ...(how.quoteBytes === undefined ? {} : { quoteBytes: how.quoteBytes }),
  };
  const reader = readSegment(into.plan, segment, source, createScanner({ triggers: [], maxDepth: 100 }), options);
  const lines = into.end.lines + 1;
  for (;;) {
    const step = await reader.next();
    if (step.done) {
      const { broken, ...counts } = step.value;
      for (const key of Object.keys(counts) as (keyof typeof counts)[]) into.end[key] += counts[key];
      if (broken !== undefined) into.end.broken = broken;
      return;
    }
    const { records, problems, split } = step.value;
    for (const problem of problems) {
      const record = problem.record < 0 ? -1 : into.records.length + problem.record;
      into.problems.push({ ...problem, record, line: problem.line + lines });
    }
    for (let i = 0; i < records.count; i++) {
      const value = records.root[i] < 0 ? undefined : valueAt(step.value, records.root[i]);
      into.records.push({
        offset: records.offset[i],
        length: records.length[i],
        line: records.line[i] + lines,
        value,
        split,
      });
    }
  }
}

/** The value of a tape entry; from the tape's own spans and keys, not from JSON.parse of the record. */
export function valueAt(batch: Batch, entry: number): unknown {
  const { type, next, key } = batch.tape;
  if (type[entry] === ValueType.string) return batch.text(entry);
  if (type[entry] > ValueType.string) return JSON.parse(batch.text(entry));
  const inner: number[] = [];
  for (let i = entry + 1; i < next[entry]; i = next[i]) inner.push(i);
  if (type[entry] === ValueType.array) return inner.map((i) => valueAt(batch, i));
  return Object.fromEntries(inner.map((i) => [batch.keys.name(key[i]), valueAt(batch, i)]));
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

async function* slices(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
