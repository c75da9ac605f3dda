import type { KeyTable } from './key-table.ts';
import type { TapeStore } from './tape-store.ts';

/** Tells keys that an object has twice, in one step a key: entries of one name are chained through `tape.earlier`. */
export interface DuplicateKeys {
  startRecord(): void;
  /** True when member `entry` repeats a key of the object at `object` for the first time. */
  see(entry: number, id: number, object: number): boolean;
  /** Forgets the entries of a record that was taken back. */
  forget(from: number): void;
}

export function createDuplicateKeys(tape: TapeStore, keys: KeyTable): DuplicateKeys {
  const repeated = new Set<number>();

  function see(entry: number, id: number, object: number): boolean {
    let other = keys.last(id);
    keys.setLast(id, entry);
    let twin = -1;
    while (other > object) {
      if (twin === -1 && tape.depth[other] === tape.depth[entry]) twin = other;
      other = tape.earlier[other];
    }
    // What lies inside the object was looked at and is skipped from now on: no entry is walked over twice ...
    tape.earlier[entry] = other;
    if (twin === -1) return false;
    const first = !repeated.has(twin);
    repeated.add(entry);
    return first;
  }

  return {
    startRecord() {
      if (repeated.size > 0) repeated.clear();
    },
    see,
    forget(from) {
      for (let e = from; e < tape.count; e++) if (tape.key[e] !== -1) keys.setLast(tape.key[e], -1);
    },
  };
}
