import type { FilePlan, Segment, SegmentEnd } from '../../core/plan.ts';
import type { Batch } from '../../core/tape.ts';
import type { Scanner } from '../../kernel/types.ts';
import { BATCH_BYTES, BATCH_ENTRIES, BATCH_RECORDS } from '../batch.ts';
import type { ReadOptions } from '../batch.ts';
import { createJsonText } from './json-text.ts';
import { openRows, orUnreadable } from './row-files.ts';
import type { Source } from '../source.ts';

const LF = 0x0a;

/**
 * Rows of a file whose rows are not text. Each is written as a line of JSON and read as such, so that a table says the same
 * of itself in every container. Offsets are numbers of rows from 0; lengths are those of the lines.
 */
export async function* readRows(
  plan: FilePlan,
  segment: Segment,
  source: Source,
  scanner: Scanner,
  options: ReadOptions = {},
): AsyncGenerator<Batch, SegmentEnd> {
  const { batchBytes = BATCH_BYTES, batchEntries = BATCH_ENTRIES } = options;
  const file = await openRows(plan, source);
  const end: SegmentEnd = { bytes: 0, lines: 0, records: 0, lf: 0, crlf: 0, blank: 0 };
  const text = createJsonText();

  /** The lines, where the scanner is fast at them if they fit. */
  function begin(): Uint8Array {
    const { room } = scanner;
    const lines = text.bytes.subarray(0, text.length);
    const fits = room !== undefined && lines.length <= room.length;
    if (fits) room.set(lines);
    return fits ? room.subarray(0, lines.length) : lines;
  }

  function close(): Batch {
    const batch = scanner.finish();
    const { records } = batch;
    const first = segment.start + end.records;
    for (let i = 0; i < records.count; i++) {
      records.offset[i] = first + i;
      records.line[i] = end.records + i;
    }
    const problems = batch.problems.map((problem) => ({
      ...problem,
      offset: first + Math.max(0, problem.record),
      line: end.records + Math.max(0, problem.record),
    }));
    end.records += records.count;
    return {
      tape: batch.tape,
      records,
      keys: batch.keys,
      problems,
      split: batch.split,
      text: (entry) => batch.text(entry),
      recordBytes: () => undefined,
    };
  }

  function* scan(): Generator<Batch> {
    const bytes = begin();
    for (let at = 0; at < bytes.length;) {
      scanner.begin(bytes);
      while (at < bytes.length && scanner.entries < batchEntries && scanner.records < BATCH_RECORDS) {
        const stop = scanner.lines(at, bytes.length, bytes.length, 0, 0);
        if (stop > at) at = stop;
        else {
          const lf = bytes.indexOf(LF, at);
          scanner.json(at, lf, { offset: at, length: lf + 1 - at, line: 0 });
          at = lf + 1;
        }
      }
      yield close();
    }
    end.bytes += text.length;
    text.clear();
  }

  const stretches = (plan.stretches ?? []).keys();
  for (const i of stretches) {
    const { start, rows } = file.stretches[i];
    if (rows === 0 || start < segment.start || start >= segment.end) continue;
    const write = file.write(i, text);
    for (let row = 0; row < rows; row++) {
      orUnreadable(plan.path, () => write.next());
      if (text.length >= batchBytes) yield* scan();
    }
    orUnreadable(plan.path, () => write.next());
  }
  if (text.length > 0) yield* scan();
  end.lines = end.records;
  return end;
}
