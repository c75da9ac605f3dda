import { rules } from '../../rules/index.ts';
import { triggersOf } from '../core/triggers.ts';
import { FtlintError } from '../core/error.ts';
import type { FilePlan, Segment } from '../core/plan.ts';
import type { Format } from '../formats/format.ts';
import { planFile } from '../readers/plan.ts';
import { readSegment } from '../readers/read.ts';
import { withStretches } from '../readers/rows/row-plan.ts';
import { bytesDirect, fileSource, HEAD_BYTES, type Source, streamSource } from '../readers/source.ts';
import { enginesOf } from './engine.ts';
import { nameFacts } from './file-names.ts';
import type { FoundInput } from './inputs.ts';
import type { CheckOptions } from './options.ts';
import { HeadReader, type ReadingPlan } from './reading-plan.ts';
import type { OpenFile } from './scan-dataset.ts';
import { MAX_DEPTH } from './scan-segments.ts';

/** An input whose head was read: how its bytes and its records are to be read. */
export interface Opened extends OpenFile, FoundInput {
  readonly reading: ReadingPlan;
}

const TRIGGERS = triggersOf(rules);

/** Bytes to which the head may grow until one whole record is in it. */
const MOST_HEAD = 256 * 1024 * 1024;

/** Opens an input and plans it from its head. Throws FtlintError when it cannot be read; `skipped` when it is no training data. */
export async function openInput(
  input: FoundInput,
  options: CheckOptions,
  formats: readonly Format[],
): Promise<Opened | { readonly skipped: string }> {
  const source = await sourceOf(input, options);
  let head = await source.head(HEAD_BYTES);
  const facts = {
    path: input.path,
    origin: input.origin,
    bytes: source.bytes,
    compression: source.compression,
    headIsWhole: head.whole,
    lines: options.lines === true,
  };
  const planned: FilePlan = { ...planFile(head.bytes, facts), split: input.split, shard: input.shard };
  const plan = await withStretches(planned, source);
  let reader = await readHead(plan, head.bytes, source, formats, options);
  // A first record longer than the head says nothing of its columns yet.
  for (let limit = HEAD_BYTES * 16; reader.whole === 0 && !head.whole && limit <= MOST_HEAD; limit *= 16) {
    head = await source.head(limit);
    reader = await readHead(plan, head.bytes, source, formats, options);
  }
  const reading = reader.plan(input.path);
  const unknown = reading.main === null || reading.guessed;
  const foundOnly = input.origin === 'found' || (input.origin === 'named' && options.skipUnknown === true);
  if (unknown && foundOnly && plan.split === null && plan.shard === null && reader.broken <= (head.whole ? 0 : 1))
    return { skipped: 'not training data' };
  if (input.corpus === undefined || plan.container === 'text') return { ...input, plan, source, reading };
  // A table under the name of a text is grouped as tables are.
  const { corpus: _, ...table } = input;
  const split = input.given ? input.split : nameFacts(input.path).split;
  return { ...table, split, plan: { ...plan, split }, source, reading };
}

/** Plans how the records of a corpus are read: as those of its first documents. */
export async function openCorpus(
  { plan, source }: Pick<Opened, 'plan' | 'source'>,
  input: FoundInput,
  absolute: string,
  options: CheckOptions,
  formats: readonly Format[],
): Promise<Opened> {
  const reader = await readHead(plan, new Uint8Array(0), source, formats, options);
  return { ...input, path: plan.path, absolute, plan, source, reading: reader.plan(plan.path) };
}

async function sourceOf(input: FoundInput, options: CheckOptions): Promise<Source> {
  if (input.origin !== 'stdin') return fileSource(input.absolute, input.path);
  if (options.stdin === undefined) throw new FtlintError('no-stdin', 'there is no standard input to read');
  return streamSource(options.stdin[Symbol.asyncIterator]() as never, input.path);
}

/** Reads the records of the head, as if the file ended there; a last record that is cut off by it is left out. */
async function readHead(
  plan: FilePlan,
  bytes: Uint8Array,
  source: Source,
  formats: readonly Format[],
  options: CheckOptions,
): Promise<HeadReader> {
  const reader = new HeadReader(formats, options.columns ?? {}, options.group);
  const whole: Segment = { id: 0, file: 0, start: 0, end: Infinity };
  const beginning: Source = {
    path: source.path,
    compression: null,
    bytes: bytes.length,
    head: async () => ({ bytes, whole: true }),
    async *read(offset: number) {
      yield bytes.subarray(offset);
    },
    // By pieces of the size in which the file is read: more memory than that need not be touched.
    direct: (offset: number) => bytesDirect(bytes.subarray(offset)),
  };
  // Rows that are no text, and documents of their own, do not stand in the first bytes: as many are read as would fill a head.
  const apart = plan.stretches !== undefined || plan.members !== undefined;
  const head = apart ? source : beginning;
  // The scanner that will read the file most likely: once released, it serves the pass too.
  const scanner = enginesOf(options.engine ?? 'auto').scanner({ triggers: TRIGGERS, maxDepth: MAX_DEPTH });
  try {
    let seen = 0;
    for await (const batch of readSegment(plan, whole, head, scanner)) {
      reader.add(batch);
      for (let i = 0; i < batch.records.count; i++) seen += batch.records.length[i];
      if (apart && seen >= HEAD_BYTES) break;
    }
  } finally {
    scanner.release();
  }
  return reader;
}
