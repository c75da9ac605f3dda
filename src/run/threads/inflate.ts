import type { MessagePort } from 'node:worker_threads';
import { FtlintError } from '../../core/error.ts';
import { fileSource } from '../../readers/source.ts';
import type { Failed, InflateJob } from './job.ts';

/** A piece of the file, in order; then the end, and why it came too early. */
export type Inflated = Uint8Array<ArrayBuffer> | { readonly end: true; readonly failed: Failed | undefined };

/** Place in `InflateJob.flow`: pieces that were taken. */
export const TAKEN = 0;
/** Place in `InflateJob.flow`: 1 when no more is wanted. */
export const STOPPED = 1;
/** Bytes of a piece, and pieces that may wait: enough that neither side waits for a message, and a bound on memory. */
const PIECE = 1 << 20;
const WAITING = 8;

/** Sends the decompressed bytes of a file to `port`, as fast as they are taken. */
export async function inflateThread({ absolute, path, flow }: InflateJob, port: MessagePort): Promise<void> {
  const flags = new Int32Array(flow);
  let piece = new Uint8Array(PIECE);
  let used = 0;
  let sent = 0;
  const send = (): void => {
    if (used === 0) return;
    // The memory goes with the message: nothing is copied.
    port.postMessage(piece.subarray(0, used), [piece.buffer]);
    piece = new Uint8Array(PIECE);
    used = 0;
    sent++;
    for (;;) {
      const taken = Atomics.load(flags, TAKEN);
      if (sent - taken < WAITING || Atomics.load(flags, STOPPED) !== 0) return;
      Atomics.wait(flags, TAKEN, taken);
    }
  };
  let failed: Failed | undefined;
  try {
    const source = await fileSource(absolute, path);
    for await (const chunk of source.read(0)) {
      if (Atomics.load(flags, STOPPED) !== 0) break;
      for (let at = 0; at < chunk.length;) {
        const count = Math.min(chunk.length - at, PIECE - used);
        piece.set(chunk.subarray(at, at + count), used);
        used += count;
        at += count;
        if (used === PIECE) send();
      }
    }
  } catch (error) {
    if (!(error instanceof FtlintError)) throw error;
    failed = { code: error.code, message: error.message, hint: error.hint };
  }
  send();
  port.postMessage({ end: true, failed } satisfies Inflated);
}
