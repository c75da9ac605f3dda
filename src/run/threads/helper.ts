import type { Worker } from 'node:worker_threads';
import { FtlintError } from '../../core/error.ts';
import { WORKER } from './count.ts';
import type { Answers, Failed, GroupJob, ScanThreadJob } from './job.ts';

/** A worker thread that does one job after the other. */
export interface Helper {
  /**
   * Undefined when the thread died: out of memory, or by a fault that one thread alone will meet with its stack. Throws the
   * FtlintError that the thread met.
   */
  ask<J extends ScanThreadJob | GroupJob>(job: J): Promise<Answers[J['does']] | undefined>;
  alive(): boolean;
  end(): void;
}

/** Starts a thread that waits for messages. Loaded when it is asked for: most checks have one thread. */
export async function startWorker(): Promise<Worker> {
  const { Worker } = await import('node:worker_threads');
  return new Worker(WORKER, { name: 'ftlint', execArgv: [] });
}

/** Starts a worker thread. */
export function startHelper(): Helper {
  let dead = false;
  let settle = (_answer: unknown): void => {};
  const die = (): void => {
    dead = true;
    settle(undefined);
  };
  const started = startWorker();
  void started.then((worker) => {
    worker.on('message', (answer: unknown) => settle(answer));
    for (const event of ['error', 'messageerror', 'exit']) worker.on(event, die);
  }, die);
  return {
    async ask(job) {
      const worker = await started.catch(() => undefined);
      if (worker === undefined || dead) return undefined;
      const answer = await new Promise((done) => {
        settle = done;
        worker.postMessage(job);
      });
      const failed = (answer as { readonly failed?: Failed } | undefined)?.failed;
      if (failed !== undefined) throw new FtlintError(failed.code, failed.message, failed.hint);
      // What comes back is what the worker's function for this kind of job returns.
      return answer as never;
    },
    alive: () => !dead,
    end: () => void started.then((worker) => worker.terminate(), die),
  };
}
