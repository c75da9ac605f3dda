import { ROOM_NORMAL, type Room, roomOver, shrinkRoom } from './room.ts';
import type { RecordStore, TapeStore } from './tape-store.ts';
import { createRecords, createTape, emptyStores } from './tape-store.ts';

/** The arrays that a scanner fills. */
export interface Stores {
  readonly tape: TapeStore;
  readonly records: RecordStore;
  readonly cells: CellStore;
  /** Empties both for the next batch; gives memory back after one far over normal size. */
  empty(): void;
}

/** Decoded cells of the rows of a table, one after the other. */
export interface CellStore {
  readonly room: Room;
  used: number;
  /** The batch holds rows: spans of the tape point to cells. */
  tabular: boolean;
}

export function createStores(): Stores {
  const tape = createTape();
  const records = createRecords();
  const cells = { room: roomOver(new Uint8Array(ROOM_NORMAL)), used: 0, tabular: false };
  return {
    tape,
    records,
    cells,
    empty() {
      emptyStores(tape, records);
      shrinkRoom(cells.room);
      cells.used = 0;
      cells.tabular = false;
    },
  };
}
