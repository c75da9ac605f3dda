import { FtlintError } from '../core/error.ts';
import type { FilePlan } from '../core/plan.ts';
import type { Chunks } from './chunks.ts';
import { textChunks } from './encoding.ts';
import type { Direct, Source } from './source.ts';

/** Bytes of a file that a place can name: 40 bits. */
const LARGEST_FILE = 2 ** 40;
/** One record may not be larger: no trainer takes one, and a compressed file of a megabyte may hold one of any size. */
const LARGEST = 2 ** 28;

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

/**
 * Starts a window over the text of a file from its byte `base` on. It stands in `room`, the scanner's own memory, as long as
 * it fits; a plain file is read right into it.
 */
export function openFeed(plan: FilePlan, source: Source, base: number, room: Uint8Array | undefined): Feed {
  const direct = plan.encoding === 'utf-8' ? source.direct?.(base) : undefined;
  return createFeed(direct ?? textChunks(plan, source, base), base, room);
}

/** Starts a window over bytes, the first of which is the file's byte `base`. */
function createFeed(bytes: Chunks | Direct, base: number, room?: Uint8Array): Feed {
  const direct = 'into' in bytes ? bytes : undefined;
  const source = 'into' in bytes ? undefined : bytes[Symbol.asyncIterator]();
  const own = room === undefined ? Buffer.alloc(0) : Buffer.from(room.buffer, room.byteOffset, room.byteLength);
  const feed = { bytes: own, length: 0, base, ended: false, broken: undefined as string | undefined, more, close };

  /** Makes the window hold `size` bytes. */
  function enlarge(size: number): void {
    if (size <= feed.bytes.length) return;
    if (size > LARGEST)
      throw new FtlintError('record-too-large', `The record at byte ${feed.base} does not end within 256 MiB.`);
    const grown = Buffer.allocUnsafeSlow(Math.max(size, Math.min(feed.bytes.length * 2, LARGEST)));
    feed.bytes.copy(grown, 0, 0, feed.length);
    feed.bytes = grown;
  }

  /** Drops what lies before `from`; a window that had to leave its room goes back when it fits again. */
  function drop(from: number, wanted: number): void {
    const length = feed.length - from;
    if (feed.bytes !== own && length + wanted <= own.length) {
      feed.bytes.copy(own, 0, from, feed.length);
      feed.bytes = own;
    } else if (from > 0) feed.bytes.copyWithin(0, from, feed.length);
    feed.length = length;
    feed.base += from;
  }

  async function next(wanted: number): Promise<void> {
    if (feed.base + feed.length >= LARGEST_FILE)
      throw new FtlintError('file-too-large', 'a file of more than 1 TiB cannot be read in one piece: split it');
    if (direct !== undefined) {
      enlarge(feed.length + wanted);
      const read = direct.into(feed.bytes, feed.length, wanted);
      if (read === 0) feed.ended = true;
      feed.length += read;
      return;
    }
    const chunk = await source?.next();
    if (chunk === undefined || chunk.done) feed.ended = true;
    else {
      enlarge(feed.length + chunk.value.length);
      feed.bytes.set(chunk.value, feed.length);
      feed.length += chunk.value.length;
    }
  }

  async function more(from: number, wanted: number): Promise<void> {
    drop(from, wanted);
    for (const enough = feed.length + wanted; feed.length < enough && !feed.ended;) {
      try {
        await next(enough - feed.length);
      } catch (error) {
        // A torn file still has good records before the tear: they are delivered, the segment's end says why it stops.
        if (!(error instanceof FtlintError)) throw error;
        feed.broken = error.message;
        feed.ended = true;
      }
    }
  }

  async function close(): Promise<void> {
    direct?.close();
    // Also where a record that is too large broke it off: the stream behind it is still open then.
    await source?.return?.();
  }
  return feed;
}
