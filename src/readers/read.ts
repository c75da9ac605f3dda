import type { Container, FilePlan, Segment, SegmentEnd } from '../core/plan.ts';
import type { Batch } from '../core/tape.ts';
import type { Scanner } from '../kernel/types.ts';
import type { ReadOptions } from './batch.ts';
import { readCsv } from './csv/csv.ts';
import { readJson } from './json/json.ts';
import { readJsonl } from './json/jsonl.ts';
import { readRows } from './rows/rows.ts';
import type { Source } from './source.ts';
import { readText } from './text.ts';

type Reader = typeof readJsonl;

const READERS: Readonly<Record<Container, Reader>> = {
  jsonl: readJsonl,
  'json-array': readJson,
  'json-object': readJson,
  csv: readCsv,
  tsv: readCsv,
  parquet: readRows,
  arrow: readRows,
  text: readText,
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
