import type { Container, FilePlan, Segment, SegmentEnd } from '../core/plan.ts';
import type { Batch } from '../core/tape.ts';
import type { Scanner } from '../kernel/types.ts';
import type { ReadOptions } from './batch.ts';
import { readCsv } from './csv.ts';
import { readJson } from './json.ts';
import { readJsonl } from './jsonl.ts';
import type { Source } from './source.ts';

type Reader = typeof readJsonl;

const READERS: Readonly<Record<Container, Reader>> = {
  jsonl: readJsonl,
  'json-array': readJson,
  'json-object': readJson,
  csv: readCsv,
  tsv: readCsv,
};

/** Batches of the records that begin in `segment`, each valid until the next is asked for; at the end, what was read. */
export function readSegment(
  plan: FilePlan,
  segment: Segment,
  source: Source,
  scanner: Scanner,
  options: ReadOptions = {},
): AsyncGenerator<Batch, SegmentEnd> {
  return READERS[plan.container](plan, segment, source, scanner, options);
}
