import type { FilePlan, Segment, SegmentEnd } from '../core/plan.ts';
import type { Batch } from '../core/tape.ts';
import type { Scanner } from '../kernel/types.ts';
import { BATCH_BYTES, BATCH_RECORDS } from './batch.ts';
import type { ReadOptions } from './batch.ts';
import { readCsv } from './csv/csv.ts';
import { detectEncoding } from './detect-encoding.ts';
import { textBom, toUtf8 } from './encoding.ts';
import { openFeed } from './feed.ts';
import { invalidUtf8, lineFeeds } from './invalid-utf8.ts';
import { memberPath, memberStarts } from './members.ts';
import type { Source } from './source.ts';
import { TEXT_COLUMNS } from './text-names.ts';

/** Texts: a document each, or with a dialect a line each. */
export function readText(
  plan: FilePlan,
  segment: Segment,
  source: Source,
  scanner: Scanner,
  options: ReadOptions = {},
): AsyncGenerator<Batch, SegmentEnd> {
  if (plan.csv !== undefined) return readCsv(plan, segment, source, scanner, options);
  return plan.members === undefined
    ? readDocument(plan, source, scanner)
    : readCorpus(plan, segment, source, scanner, options);
}

/** The file as one record. What broke off is no document: the file is reported instead. */
async function* readDocument(plan: FilePlan, source: Source, scanner: Scanner): AsyncGenerator<Batch, SegmentEnd> {
  const feed = openFeed(plan, source, 0, undefined);
  try {
    while (!feed.ended) await feed.more(0, Math.max(BATCH_BYTES, feed.length));
  } finally {
    await feed.close();
  }
  const end: SegmentEnd = { bytes: feed.length, lines: 0, records: 0, lf: 0, crlf: 0, blank: 0 };
  if (feed.broken !== undefined) return { ...end, broken: feed.broken };
  const bytes = feed.bytes.subarray(0, feed.length);
  scanner.begin(bytes.subarray(0, 0));
  addDocument(scanner, bytes.subarray(textBom(plan)), textBom(plan), feed.length);
  yield scanner.finish();
  const lf = lineFeeds(bytes, 0, bytes.length);
  return { ...end, records: 1, lf, lines: lf + (bytes.at(-1) === 0x0a ? 0 : 1) };
}

/** The documents of a corpus that begin in `segment`, each from its own file; lines count from the document's first. */
async function* readCorpus(
  plan: FilePlan,
  segment: Segment,
  source: Source,
  scanner: Scanner,
  { batchBytes = BATCH_BYTES }: ReadOptions,
): AsyncGenerator<Batch, SegmentEnd> {
  const { members = [] } = plan;
  const starts = memberStarts(members);
  const end: SegmentEnd = { bytes: 0, lines: 0, records: 0, lf: 0, crlf: 0, blank: 0 };
  let waiting = 0;
  scanner.begin(new Uint8Array(0));
  for (const [i, member] of members.entries()) {
    if (starts[i] < segment.start || starts[i] >= segment.end) continue;
    const stored = source.member?.(i) ?? new Uint8Array(0);
    const { encoding, bom } = detectEncoding(stored, memberPath(plan.path, member));
    const text = toUtf8(encoding)(stored, true).subarray(encoding === 'utf-8' ? bom : 0);
    addDocument(scanner, text, starts[i], Math.max(1, stored.length));
    end.records++;
    end.bytes += stored.length;
    waiting += stored.length;
    if (waiting < batchBytes && scanner.records < BATCH_RECORDS) continue;
    yield scanner.finish();
    scanner.begin(new Uint8Array(0));
    waiting = 0;
  }
  if (scanner.records > 0) yield scanner.finish();
  return end;
}

/** Adds UTF-8 as the one text of a record; the line end that closes every text file is no part of it. */
function addDocument(scanner: Scanner, bytes: Uint8Array, offset: number, length: number): void {
  let to = bytes.length;
  if (bytes[to - 1] === 0x0a) to -= bytes[to - 2] === 0x0d ? 2 : 1;
  const body = bytes.subarray(0, to);
  const text = Buffer.from(body.buffer, body.byteOffset, body.length).toString('utf8');
  scanner.row(TEXT_COLUMNS, [text], { offset, length, line: 0 });
  const bad = invalidUtf8(text, body);
  if (bad >= 0) scanner.problem('invalid-utf8', scanner.records - 1, offset + bad, lineFeeds(body, 0, bad));
}
