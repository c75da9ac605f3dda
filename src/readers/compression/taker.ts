import { concat } from '../chunks.ts';
import type { Chunks } from '../chunks.ts';

/** Takes a stream apart by numbers of bytes. */
export interface Taker {
  /** Whether `n` more bytes are there; reads on until they are. */
  has(n: number): Promise<boolean>;
  available(): number;
  peek(): Uint8Array;
  take(n: number): Uint8Array;
  giveBack(chunk: Uint8Array): void;
  close(): Promise<void>;
}

/** A taker over a stream; whoever makes it closes it. */
export function taker(input: Chunks): Taker {
  const source = input[Symbol.asyncIterator]();
  let pending: Uint8Array = new Uint8Array(0);
  let ended = false;
  return {
    async has(n) {
      while (pending.length < n && !ended) {
        const next = await source.next();
        if (next.done) ended = true;
        else
          pending =
            pending.length === 0 ? next.value : concat([pending, next.value], pending.length + next.value.length);
      }
      return pending.length >= n;
    },
    available: () => pending.length,
    peek: () => pending,
    take(n) {
      const taken = pending.subarray(0, n);
      pending = pending.subarray(n);
      return taken;
    },
    giveBack(chunk) {
      pending = concat([chunk, pending], chunk.length + pending.length);
    },
    close: async () => void (await source.return?.()),
  };
}
