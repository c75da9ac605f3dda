import { FtlintError } from '../core/error.ts';
import type { Chunks } from './chunks.ts';

/** One record may not be larger: typed arrays and 32-bit spans end there. */
const LARGEST = 2 ** 31;

/** A sliding window on a stream: what a reader keeps is contiguous, and memory is the largest record plus a batch. */
export interface Feed {
  /** Holds the bytes of the file from `base` on; valid up to `length`. Changed by `more`. */
  readonly bytes: Buffer;
  readonly length: number;
  /** File offset of `bytes[0]`. */
  readonly base: number;
  readonly ended: boolean;
  /** Why the stream broke off; undefined when it ended well. */
  readonly broken: string | undefined;
  /** Drops what lies before `bytes[from]` and reads on: at least `wanted` bytes, or to the end. */
  more(from: number, wanted: number): Promise<void>;
  close(): Promise<void>;
}

/** Starts a window over `chunks`, the first byte of which is the file's byte `base`. */
export function createFeed(chunks: Chunks, base: number): Feed {
  const source = chunks[Symbol.asyncIterator]();
  const feed = {
    bytes: Buffer.alloc(0),
    length: 0,
    base,
    ended: false,
    broken: undefined as string | undefined,
    more,
    close,
  };

  function append(chunk: Uint8Array): void {
    if (feed.length + chunk.length > feed.bytes.length) {
      const grown = Buffer.allocUnsafeSlow(
        Math.max(feed.length + chunk.length, Math.min(feed.bytes.length * 2, LARGEST)),
      );
      feed.bytes.copy(grown, 0, 0, feed.length);
      feed.bytes = grown;
    }
    feed.bytes.set(chunk, feed.length);
    feed.length += chunk.length;
  }

  async function more(from: number, wanted: number): Promise<void> {
    if (from > 0) {
      feed.bytes.copyWithin(0, from, feed.length);
      feed.length -= from;
      feed.base += from;
    }
    for (const enough = feed.length + wanted; feed.length < enough && !feed.ended;) {
      try {
        const next = await source.next();
        if (next.done) feed.ended = true;
        else if (feed.length + next.value.length > LARGEST) {
          throw new FtlintError('record-too-large', `The record at byte ${feed.base} does not end within 2 GiB.`);
        } else append(next.value);
      } catch (error) {
        // A torn file still has good records before the tear: they are delivered, the segment's end says why it stops.
        if (!(error instanceof FtlintError)) throw error;
        feed.broken = error.message;
        feed.ended = true;
      }
    }
  }

  async function close(): Promise<void> {
    if (!feed.ended) await source.return?.();
  }
  return feed;
}
