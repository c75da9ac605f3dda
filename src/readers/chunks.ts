/** Bytes as they come: pieces of any size, in order. */
export type Chunks = AsyncIterable<Uint8Array>;

/** The same bytes in pieces of at most `size` bytes. */
export async function* pieces(chunks: Chunks, size: number): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += size) yield chunk.subarray(at, Math.min(at + size, chunk.length));
  }
}

/** A stream that can be looked at before it is read: `head` may be asked first, `read` then gives everything from the start, once. */
export interface Replayable {
  head(limit: number): Promise<{ readonly bytes: Uint8Array; readonly whole: boolean }>;
  read(): AsyncGenerator<Uint8Array>;
  /** Lets go of the stream without reading it: a generator that was never started closes nothing. */
  close(): Promise<void>;
}

/** Wraps a stream that cannot be read twice (stdin). */
export function replayable(chunks: Chunks): Replayable {
  const rest = chunks[Symbol.asyncIterator]();
  const kept: Uint8Array[] = [];
  let length = 0;
  let ended = false;
  let failure: unknown;
  return {
    async head(limit) {
      // One byte more than asked, so that `whole` is known; a failure waits until the reader gets there.
      while (!ended && failure === undefined && length <= limit) {
        try {
          const next = await rest.next();
          if (next.done) ended = true;
          else if (next.value.length > 0) length += kept[kept.push(next.value) - 1].length;
        } catch (error) {
          failure = error;
        }
      }
      if (failure !== undefined && length === 0) throw failure;
      const bytes = concat(kept, length);
      return { bytes: bytes.subarray(0, limit), whole: ended && length <= limit };
    },
    async close() {
      if (!ended) await rest.return?.();
      ended = true;
    },
    async *read() {
      try {
        for (let chunk = kept.shift(); chunk !== undefined; chunk = kept.shift()) yield chunk;
        if (failure !== undefined) throw failure;
        while (!ended) {
          const next = await rest.next();
          if (next.done) ended = true;
          else yield next.value;
        }
      } finally {
        // Whoever stops early must not leave a file or a pipe open.
        if (!ended) await rest.return?.();
      }
    },
  };
}

/** Chunks put together. */
export function concat(chunks: readonly Uint8Array[], length: number): Uint8Array {
  if (chunks.length === 1) return chunks[0];
  const all = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}
