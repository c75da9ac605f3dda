import { parentPort, workerData } from 'node:worker_threads';
import { inflateThread, type InflateJob } from './run/inflate-thread.ts';
import { scanThread } from './run/scan-thread.ts';
import type { ThreadJob } from './run/thread-job.ts';

// The entry of a worker thread: everything that it needs is what scanning needs.
const job = workerData as ThreadJob | InflateJob;
if (parentPort !== null) {
  if ('inflate' in job) await inflateThread(job, parentPort);
  else parentPort.postMessage(await scanThread(job));
}
