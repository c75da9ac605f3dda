/** What all threads of a scan see: which segment is next, whether to stop, and what each has read. */
export interface Board {
  /** Number of the next segment, to the thread that asks. */
  take(): number;
  stop(): void;
  stopped(): boolean;
  seen(thread: number, bytes: number, records: number): void;
  /** Over all threads. */
  total(): { readonly bytes: number; readonly records: number };
}

const NEXT = 0;
const STOP = 1;
/** Bytes before the counts. */
const HEAD = 16;

/** Shared memory for a board of so many threads, nothing taken yet. */
export function createBoard(threads: number): SharedArrayBuffer {
  return new SharedArrayBuffer(HEAD + threads * 16);
}

/** The board behind shared memory that `createBoard` made. */
export function boardOver(memory: SharedArrayBuffer): Board {
  const flags = new Int32Array(memory, 0, HEAD / 4);
  // One writer a number; a reader may be late, which a progress line can be.
  const counts = new Float64Array(memory, HEAD);
  return {
    take: () => Atomics.add(flags, NEXT, 1),
    stop: () => void Atomics.store(flags, STOP, 1),
    stopped: () => Atomics.load(flags, STOP) !== 0,
    seen(thread, bytes, records) {
      counts[thread * 2] += bytes;
      counts[thread * 2 + 1] += records;
    },
    total() {
      let bytes = 0;
      let records = 0;
      for (let i = 0; i < counts.length; i += 2) {
        bytes += counts[i];
        records += counts[i + 1];
      }
      return { bytes, records };
    },
  };
}
