import { FtlintError } from '../../core/error.ts';
import { groupedCodec } from '../../core/grouped-codec.ts';
import { type Grouped, groupTables, mergeGrouped } from '../../core/measure.ts';
import { combine, createScanState, type ScanState } from '../../core/scan.ts';
import { scanCodec } from '../../core/scan-codec.ts';
import { sinkCodec } from '../../core/sink-codec.ts';
import type { SegmentAt } from '../../core/table-group.ts';
import { STRAY_QUOTE } from '../../readers/csv/segments.ts';
import type { ScanJob, Scanned } from '../scan-dataset.ts';
import { type BrokenFiles, scanSegments } from '../scan-segments.ts';
import { sharedTables, withShared } from '../shared-tables.ts';
import { spillOver } from '../spill-file.ts';
import { optionsOf, type TableBounds } from '../table-bounds.ts';
import { boardOver, createBoard } from './board.ts';
import type { Helper } from './helper.ts';
import type { Answers } from './job.ts';

/**
 * Scans a data set in this thread and `threads - 1` others, which all take the next segment from one board. Undefined when
 * a file is broken or a thread died: then one thread has to read it all again, for what is left out behind a break, and what
 * is said of it, must not depend on who was how far. Throws FtlintError when the tables have no room.
 */
export async function scanInThreads(job: ScanJob, threads: number, bounds: TableBounds): Promise<Scanned | undefined> {
  const helpers = job.crew.hire(threads - 1);
  const scanned = await scanTogether(job, helpers, bounds);
  if (scanned === undefined) return undefined;
  const group = (segmentAt: SegmentAt): Promise<Grouped> =>
    job.maxMemory === undefined && scanned.state.input.size >= SHARED_FROM
      ? groupTogether(scanned.state, job, helpers, segmentAt)
      : Promise.resolve(groupTables(scanned.state, job.rules, segmentAt));
  return { ...scanned, segments: job.segments, threads, group, release() {} };
}

/** Entries from which grouping is shared: one thread groups a million in 60 ms, and telling the others takes 10 to 30. */
const SHARED_FROM = 1_000_000;

async function scanTogether(
  job: ScanJob,
  helpers: readonly Helper[],
  bounds: TableBounds,
): Promise<Pick<Scanned, 'state' | 'broken' | 'interrupted'> | undefined> {
  const { reading, task, keep, engine, segments, rules, destinations, signal } = job;
  const memory = createBoard(helpers.length + 1);
  const board = boardOver(memory);
  const stop = (): void => board.stop();
  if (signal?.aborted) stop();
  signal?.addEventListener('abort', stop, { once: true });
  let asked: readonly Promise<Answers['scan'] | FtlintError | undefined>[] = [];
  try {
    const plan = { reading, task, keep, engine, destinations };
    const files = job.files.map(({ plan, absolute }) => ({ plan, absolute }));
    asked = helpers.map(async (helper, i) => {
      const told = {
        does: 'scan',
        index: i + 1,
        plan,
        files,
        segments,
        board: memory,
        bounds: bounds.part(i + 1),
      } as const;
      try {
        const found = await helper.ask(told);
        if (found === undefined) stop();
        return found;
      } catch (error) {
        // Told below, in order; meanwhile the others need not go on.
        stop();
        return error as FtlintError;
      }
    });
    const broken: BrokenFiles = new Map();
    const watch = {
      stopped: board.stopped,
      broke: stop,
      seen(bytes: number, records: number) {
        board.seen(0, bytes, records);
        job.progress({ ...board.total(), total: job.total });
      },
    };
    const open = async (file: number) => job.files[file];
    const take = () => segments[board.take()];
    const own = await scanSegments(job, open, take, watch, broken, optionsOf(bounds.part(0)));
    let state = combine(createScanState(keep, bounds.whole), own, rules);
    for (const [i, found] of (await Promise.all(asked)).entries()) {
      if (found === undefined) return undefined;
      if (found instanceof Error) throw found;
      for (const [file, { code, message, hint }] of found.broken)
        broken.set(file, new FtlintError(code, message, hint));
      const fd = (table: string) => bounds.part(i + 1)?.find((bound) => bound.table === table)?.fd;
      const spills = (table: string) => [fd(table)].flatMap((n) => (n === undefined ? [] : [spillOver(n)]));
      state = combine(state, withShared(scanCodec(rules).decode(found.state), found.tables, spills), rules);
    }
    const interrupted = signal?.aborted === true;
    // What makes one thread read a table again is no fault of the file.
    if (interrupted) for (const [file, { code }] of broken) if (code === STRAY_QUOTE) broken.delete(file);
    return broken.size > 0 && !interrupted ? undefined : { state, broken, interrupted };
  } finally {
    stop();
    signal?.removeEventListener('abort', stop);
    // However this ends: a helper may still write to a temporary file, whose number is somebody else's once it is closed.
    await Promise.allSettled(asked);
  }
}

/** Groups the tables, each thread every n-th partition: no key is in two, so that sums of the shares are those of the whole. */
async function groupTogether(
  state: ScanState,
  { rules, segments, destinations }: ScanJob,
  helpers: readonly Helper[],
  segmentAt: SegmentAt,
): Promise<Grouped> {
  const encoded = scanCodec(rules).encode(state);
  const tables = sharedTables(state);
  const of = helpers.length + 1;
  const asked = helpers.map((helper, i) =>
    helper.ask({ does: 'group', state: encoded, tables, segments, share: { index: i + 1, of }, destinations }),
  );
  let grouped = groupTables(state, rules, segmentAt, { index: 0, of });
  for (const [i, answer] of asked.entries()) {
    const found = await answer;
    if (found === undefined) {
      grouped = mergeGrouped(grouped, groupTables(state, rules, segmentAt, { index: i + 1, of }));
      continue;
    }
    grouped = mergeGrouped(grouped, groupedCodec(rules).decode(found.grouped));
    state.sink.merge(sinkCodec.decode(found.sink));
  }
  return grouped;
}
