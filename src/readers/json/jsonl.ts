import type { FilePlan, Segment, SegmentEnd } from '../../core/plan.ts';
import type { Batch } from '../../core/tape.ts';
import type { Scanner } from '../../kernel/types.ts';
import { BATCH_BYTES, BATCH_ENTRIES, BATCH_RECORDS, isBlank, withTruncated } from '../batch.ts';
import type { ReadOptions } from '../batch.ts';
import { textBom } from '../encoding.ts';
import { openFeed } from '../feed.ts';
import type { Source } from '../source.ts';

const LF = 0x0a;
const CR = 0x0d;

/**
 * Records of the JSON lines that begin in `segment`. A segment that does not begin the file is read from the byte before it,
 * so that a line that begins exactly at its start is seen to do so.
 */
export async function* readJsonl(
  plan: FilePlan,
  segment: Segment,
  source: Source,
  scanner: Scanner,
  options: ReadOptions = {},
): AsyncGenerator<Batch, SegmentEnd> {
  const { batchBytes = BATCH_BYTES, batchEntries = BATCH_ENTRIES } = options;
  const begin = Math.max(0, segment.start - 1);
  const feed = openFeed(plan, source, begin, scanner.room);
  const end: SegmentEnd = { bytes: 0, lines: 0, records: 0, lf: 0, crlf: 0, blank: 0 };
  let first = segment.start === 0 ? textBom(plan) : 0;
  let inside = segment.start === 0;
  // Index in the window: where the line at hand begins, and how far its end was looked for.
  let line = 0;
  let seen = 0;
  let waiting = 0;

  const add = (from: number, lineEnd: number, after: number): void => {
    const offset = feed.base + from;
    if (isBlank(feed.bytes, from, lineEnd)) {
      end.blank++;
      scanner.problem('blank-line', -1, offset, end.lines);
    } else scanner.json(from, lineEnd, { offset, length: after - from, line: end.lines });
    waiting++;
  };
  /** Hands as many lines before `to` as it takes to the scanner's fast way; false when it takes none. */
  const takeLines = (from: number, to: number): boolean => {
    if (!inside || first > 0 || line >= to) return false;
    line = scanner.lines(line, to, Math.min(from + batchBytes, segment.end - feed.base), feed.base, end.lines);
    seen = Math.max(seen, line);
    const { lines, crlf } = scanner.taken;
    end.lines += lines;
    end.crlf += crlf;
    end.lf += lines - crlf;
    waiting += lines;
    return lines > 0;
  };
  /** One line by hand; false when its end is not in the window. */
  const takeLine = (): boolean => {
    const lf = feed.bytes.subarray(0, feed.length).indexOf(LF, seen);
    if (lf < 0) return false;
    const crlf = lf > line && feed.bytes[lf - 1] === CR;
    if (inside) {
      add(line + first, crlf ? lf - 1 : lf, lf + 1);
      end.lines++;
      if (crlf) end.crlf++;
      else end.lf++;
    }
    inside = true;
    first = 0;
    line = seen = lf + 1;
    return true;
  };
  const close = (): Batch => {
    end.records += scanner.records;
    waiting = 0;
    return scanner.finish();
  };

  try {
    for (let open = true; open;) {
      await feed.more(line, batchBytes);
      seen -= line;
      line = 0;
      let from = 0;
      scanner.begin(feed.bytes.subarray(0, feed.length));
      // Behind the last line end of the window; what was there before has none.
      const last = feed.bytes.subarray(seen, feed.length).lastIndexOf(LF);
      const whole = last < 0 ? 0 : seen + last + 1;
      while (takeLines(from, whole) || takeLine()) {
        if (feed.base + line >= segment.end) {
          open = false;
          break;
        }
        if (line - from >= batchBytes || scanner.entries >= batchEntries || scanner.records >= BATCH_RECORDS) {
          if (waiting > 0) yield close();
          from = line;
          scanner.begin(feed.bytes.subarray(0, feed.length));
        }
      }
      if (open) seen = feed.length;
      if (open && feed.ended) {
        open = false;
        // The torn last line of a broken stream is not a record: the file is reported instead.
        if (inside && line < feed.length && feed.broken === undefined) {
          const torn = line + first < feed.length && !isBlank(feed.bytes, line + first, feed.length);
          if (line + first < feed.length) add(line + first, feed.length, feed.length);
          end.lines++;
          if (waiting > 0) yield torn ? withTruncated(close()) : close();
        }
      }
      if (waiting > 0) yield close();
    }
  } finally {
    await feed.close();
  }
  end.bytes = Math.max(0, Math.min(segment.end, feed.base + feed.length) - segment.start);
  if (feed.broken !== undefined) end.broken = feed.broken;
  return end;
}
