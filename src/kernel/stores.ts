import type { RecordStore, TapeStore } from './tape-store.ts';
import { createRecords, createTape, emptyStores } from './tape-store.ts';

/** The arrays that a scanner fills. */
export interface Stores {
  readonly tape: TapeStore;
  readonly records: RecordStore;
  /** Empties both for the next batch; gives memory back after one far over normal size. */
  empty(): void;
}

export function createStores(): Stores {
  const tape = createTape();
  const records = createRecords();
  return { tape, records, empty: () => emptyStores(tape, records) };
}
