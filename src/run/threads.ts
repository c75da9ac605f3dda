import type { Worker } from 'node:worker_threads';
import { FtlintError } from '../core/error.ts';
import { combine, createScanState, type ScanState } from '../core/scan.ts';
import { scanCodec } from '../core/scan-codec.ts';
import { Table } from '../core/table.ts';
import { STRAY_QUOTE } from '../readers/csv-segments.ts';
import type { ScanJob, Scanned } from './scan-dataset.ts';
import { type BrokenFiles, scanSegments } from './scan-segments.ts';
import { spillOver } from './spill-file.ts';
import { optionsOf, type TableBounds } from './table-bounds.ts';
import { boardOver, createBoard } from './thread-board.ts';
import { WORKER } from './thread-count.ts';
import type { ThreadAnswer, ThreadJob } from './thread-job.ts';

/**
 * Scans a data set in this thread and `threads - 1` others, which all take the next segment from one board. Undefined when
 * a file is broken or a thread died: then one thread has to read it all again, for what is left out behind a break, and what
 * is said of it, must not depend on who was how far. Throws FtlintError when the tables have no room.
 */
export async function scanInThreads(
  job: ScanJob,
  threads: number,
  bounds: TableBounds,
): Promise<Omit<Scanned, 'release'> | undefined> {
  const memory = createBoard(threads);
  const board = boardOver(memory);
  const stop = (): void => board.stop();
  if (job.signal?.aborted) stop();
  job.signal?.addEventListener('abort', stop, { once: true });
  const { reading, task, keep, engine, segments } = job;
  const files = job.files.map(({ plan, absolute }) => ({ plan, absolute }));
  // Loaded here: most runs need no thread.
  const threadsOf = await import('node:worker_threads');
  const helpers = Array.from({ length: threads - 1 }, (_, i) =>
    startHelper(
      threadsOf.Worker,
      {
        index: i + 1,
        plan: { reading, task, keep, engine },
        files,
        segments,
        board: memory,
        bounds: bounds.part(i + 1),
      },
      stop,
    ),
  );
  const broken: BrokenFiles = new Map();
  const watch = {
    stopped: board.stopped,
    broke: stop,
    seen(bytes: number, records: number) {
      board.seen(0, bytes, records);
      job.progress({ ...board.total(), total: job.total });
    },
  };
  try {
    const open = async (file: number) => job.files[file];
    const take = () => segments[board.take()];
    const own = await scanSegments(job, open, take, watch, broken, optionsOf(bounds.part(0)));
    let state = combine(createScanState(keep, bounds.whole), own, job.rules);
    for (const [i, { answer }] of helpers.entries()) {
      const found = await answer;
      if (found === undefined) return undefined;
      if ('failed' in found) throw new FtlintError(found.failed.code, found.failed.message, found.failed.hint);
      for (const [file, { code, message, hint }] of found.broken)
        broken.set(file, new FtlintError(code, message, hint));
      state = combine(state, stateOf(found, job, bounds.part(i + 1)), job.rules);
    }
    const interrupted = job.signal?.aborted === true;
    // What makes one thread read a table again is no fault of the file.
    if (interrupted) for (const [file, { code }] of broken) if (code === STRAY_QUOTE) broken.delete(file);
    return broken.size > 0 && !interrupted ? undefined : { state, broken, interrupted, segments, threads };
  } finally {
    stop();
    job.signal?.removeEventListener('abort', stop);
    for (const { end } of helpers) end();
  }
}

interface Helper {
  /** Undefined when the thread died: out of memory, or by a fault that one thread alone will meet with its stack. */
  readonly answer: Promise<ThreadAnswer | undefined>;
  end(): void;
}

/** Starts a thread; `failed` is called when it will give no state. */
function startHelper(Thread: typeof Worker, job: ThreadJob, failed: () => void): Helper {
  const worker = new Thread(WORKER, { workerData: job, name: 'ftlint', execArgv: [] });
  const answer = new Promise<ThreadAnswer | undefined>((done) => {
    // Whichever comes first counts: a thread that has answered ends as well.
    let settled = false;
    const settle = (found: ThreadAnswer | undefined): void => {
      if (settled) return;
      settled = true;
      if (found === undefined || 'failed' in found) failed();
      done(found);
    };
    worker.once('message', settle);
    for (const event of ['error', 'messageerror', 'exit']) worker.once(event, () => settle(undefined));
  });
  return { answer, end: () => void worker.terminate() };
}

/** The state behind an answer: its tables' entries stay where the thread wrote them. */
function stateOf(
  { state, tables }: Extract<ThreadAnswer, { state: Uint8Array }>,
  { rules }: ScanJob,
  bounds: ThreadJob['bounds'],
): ScanState {
  const decoded = scanCodec(rules).decode(state);
  const found = new Map(
    tables.map(([name, parts]) => {
      const fd = bounds?.find(({ table }) => table === name)?.fd;
      return [name, Table.from(parts, fd === undefined ? [] : [spillOver(fd)])];
    }),
  );
  const { input = decoded.input, preference = decoded.preference, ...own } = Object.fromEntries(found);
  return { ...decoded, input, preference, own: new Map(Object.entries(own)) };
}
