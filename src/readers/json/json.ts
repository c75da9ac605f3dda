import type { FilePlan, Segment, SegmentEnd } from '../../core/plan.ts';
import type { Batch, SplitName } from '../../core/tape.ts';
import type { Scanner } from '../../kernel/types.ts';
import { BATCH_BYTES, BATCH_ENTRIES, BATCH_RECORDS, withTruncated } from '../batch.ts';
import type { ReadOptions } from '../batch.ts';
import { textBom } from '../encoding.ts';
import { openFeed } from '../feed.ts';
import { createCutter } from './json-cutter.ts';
import type { Source } from '../source.ts';

/** Elements of a JSON array, of the arrays under the plan's keys, or the one object itself. Memory: the largest element and a batch. */
export async function* readJson(
  plan: FilePlan,
  _segment: Segment,
  source: Source,
  scanner: Scanner,
  options: ReadOptions = {},
): AsyncGenerator<Batch, SegmentEnd> {
  const { batchBytes = BATCH_BYTES, batchEntries = BATCH_ENTRIES } = options;
  const feed = openFeed(plan, source, 0, scanner.room);
  const cutter = createCutter(plan.rows);
  const end: SegmentEnd = { bytes: 0, lines: 0, records: 0, lf: 0, crlf: 0, blank: 0 };
  let split: SplitName | undefined;
  let problems = 0;
  let last = 0x0a;

  const begin = (): void => scanner.begin(feed.bytes.subarray(0, feed.length));
  const close = (): Batch => {
    end.records += scanner.records;
    problems = 0;
    return scanner.finish(split);
  };
  const waiting = (): boolean => scanner.records > 0 || problems > 0;
  const takeFaults = (): void => {
    for (const { offset, line, reason } of cutter.faults)
      scanner.problem('invalid-json', -1, offset, line, { reason, byte: offset });
    problems += cutter.faults.length;
    cutter.faults = [];
  };
  const add = (): void => {
    const { offset, line } = cutter;
    scanner.json(offset - feed.base, cutter.end - feed.base, { offset, length: cutter.end - offset, line });
  };

  /** Hands as many elements as it takes to the scanner's fast way; answers where it stopped. */
  const takeElements = (at: number, from: number): number => {
    const stop = scanner.elements(at, feed.length, from + batchBytes, feed.base, cutter.lines);
    if (stop > at) cutter.jump(scanner.taken.lines, scanner.taken.crlf);
    return stop;
  };

  try {
    let at = textBom(plan);
    let keep = 0;
    while (!feed.ended) {
      await feed.more(keep, batchBytes);
      at -= keep;
      if (feed.length > 0) last = feed.bytes[feed.length - 1];
      let from = at;
      begin();
      while (at < feed.length) {
        const before = at;
        if (cutter.between && cutter.split === split) at = takeElements(at, from);
        if (at === before) {
          at = cutter.next(feed.bytes, at, feed.length, feed.base, scanner.room !== undefined);
          takeFaults();
        }
        if (cutter.found) {
          if (cutter.split !== split && waiting()) {
            yield close();
            begin();
            from = at;
          }
          split = cutter.split;
          add();
        }
        if (
          at - from >= batchBytes ||
          scanner.entries >= batchEntries ||
          scanner.records >= BATCH_RECORDS ||
          problems >= batchEntries
        ) {
          if (waiting()) yield close();
          begin();
          from = at;
        }
      }
      if (feed.ended && feed.broken === undefined) {
        cutter.finish(feed.base + feed.length);
        if (cutter.found) {
          if (cutter.split !== split && waiting()) {
            yield close();
            begin();
          }
          split = cutter.split;
          add();
        }
        takeFaults();
        if (waiting()) yield cutter.found ? withTruncated(close()) : close();
      } else if (waiting()) yield close();
      keep = cutter.open >= 0 ? cutter.open - feed.base : Math.min(at, feed.length);
    }
  } finally {
    await feed.close();
  }
  end.bytes = feed.base + feed.length;
  end.lf = cutter.lf;
  end.crlf = cutter.crlf;
  end.lines = cutter.lf + cutter.crlf + (last === 0x0a ? 0 : 1);
  // A loader reads the container whole or not at all: what lacks its end is a broken file, not a broken record.
  if (feed.broken !== undefined) end.broken = feed.broken;
  else if (!cutter.closed)
    end.broken = `${plan.path} ends before its JSON ${plan.container === 'json-object' ? 'object' : 'array'} does: it was cut off; write or fetch it again`;
  return end;
}
