import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { root } from '../../place.ts';
import type { CheckOptions } from '../options.ts';
import type { OpenFile } from '../scan-dataset.ts';

/** The file that a worker thread runs; a build makes it. */
export const WORKER = new URL('dist/worker.cjs', root);

/**
 * Decompressed bytes a thread must have for itself. Each compiles the hot functions anew, a quarter of a second of work that
 * V8 does on the side, where cores are free. Measured on two cores with Node 20: two threads need as long as one for some
 * 250 MB of class rows or 500 MB of chats, .79 and .94 of it for 600 MB. With more cores less would do; that is not measured.
 */
const BYTES_A_THREAD = 160e6;
/** Decompressed bytes from which inflating has a thread of its own: .89 of the time for 60 MB, .71 for 200. */
const INFLATED_APART = 60e6;
/** More threads than this wait for memory, not for a core. */
const MOST = 8;
/** Bytes of text that a byte of gzip stands for, roughly: chats and labelled texts shrink to a third. */
const INFLATED = 3;

/** Threads for a data set that is cut into `segments`: what was asked, or what pays. */
export function threadsFor(
  asked: number | 'auto' | undefined,
  files: readonly Pick<OpenFile, 'plan'>[],
  segments: number,
): number {
  if (asked === 1 || segments < 2) return 1;
  // Standard input cannot be opened by another thread.
  if (files.some(({ plan }) => plan.origin === 'stdin') || !existsSync(WORKER)) return 1;
  if (typeof asked === 'number') return Math.max(1, Math.min(asked, segments));
  const bytes = files.reduce((sum, { plan }) => sum + plan.bytes * (plan.compression === null ? 1 : INFLATED), 0);
  return Math.min(segments, payingThreads(bytes));
}

/** Whether a thread of its own should inflate a file. */
export function inflatesAhead(asked: number | 'auto' | undefined, { plan }: Pick<OpenFile, 'plan'>): boolean {
  if (asked === 1 || plan.compression === null || plan.origin === 'stdin' || !existsSync(WORKER)) return false;
  return typeof asked === 'number' || (availableParallelism() > 1 && plan.bytes * INFLATED >= INFLATED_APART);
}

/** Names of files that several threads can read parts of. */
const DIVISIBLE = /\.(?:jsonl|ndjson|csv|tsv|parquet|arrow|feather)$/i;

/** Helpers that a run will probably need, told from the names and sizes of its inputs alone: they start while it plans. */
export async function threadsAhead(options: CheckOptions): Promise<number> {
  const { inputs, train = [], eval: evaluation = [], cwd = '.', threads = 'auto', extend = [], shards = 1 } = options;
  if (threads === 1 || extend.length > 0 || shards > 1 || !existsSync(WORKER)) return 0;
  const names = [...inputs, ...train, ...evaluation].filter((name) => DIVISIBLE.test(name));
  const found = await Promise.all(names.map((name) => stat(resolve(cwd, name)).catch(() => undefined)));
  const pay = payingThreads(found.reduce((sum, file) => sum + (file?.isFile() ? file.size : 0), 0));
  return pay === 1 ? 0 : (threads === 'auto' ? pay : threads) - 1;
}

/** Threads that pay for so many decompressed bytes, on this machine. */
function payingThreads(bytes: number): number {
  return Math.max(1, Math.min(availableParallelism(), MOST, Math.floor(bytes / BYTES_A_THREAD)));
}
