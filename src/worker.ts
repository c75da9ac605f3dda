import { parentPort } from 'node:worker_threads';
import { groupThread } from './run/threads/group.ts';
import { inflateThread } from './run/threads/inflate.ts';
import { scanThread } from './run/threads/scan.ts';
import type { ThreadJob } from './run/threads/job.ts';

// The entry of a worker thread: it does what it is told until it is ended, and holds only what that needs.
parentPort?.on('message', async (job: ThreadJob) => {
  if (job.does === 'inflate') await inflateThread(job, parentPort!);
  else parentPort!.postMessage(await (job.does === 'scan' ? scanThread(job) : groupThread(job)));
});
