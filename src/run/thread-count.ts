import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { root } from '../place.ts';
import type { OpenFile } from './scan-dataset.ts';

/** The file that a worker thread runs; a build makes it. */
export const WORKER = new URL('dist/worker.js', root);

/**
 * Decompressed bytes a thread must have for itself. Two threads break even at about 40 MB (measured on Node 20 with
 * 200-byte rows: a worker is there after 60 to 80 ms, a megabyte takes 1.3 to 2 ms), and gain 15 % at 64 MB.
 */
const BYTES_A_THREAD = 32e6;
/** More threads than this wait for memory, not for a core. */
const MOST = 8;
/** Text that a gzip byte stands for, roughly: logs and chats shrink to a third or a quarter. */
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
  return Math.max(1, Math.min(availableParallelism(), MOST, segments, Math.floor(bytes / BYTES_A_THREAD)));
}

/** Whether a thread of its own should inflate a file. */
export function inflatesAhead(asked: number | 'auto' | undefined, { plan }: Pick<OpenFile, 'plan'>): boolean {
  if (asked === 1 || plan.compression === null || plan.origin === 'stdin' || !existsSync(WORKER)) return false;
  return typeof asked === 'number' || (availableParallelism() > 1 && plan.bytes * INFLATED >= 2 * BYTES_A_THREAD);
}
