import { hashBytes, type Lanes } from '../core/hash.ts';
import type { KeyTable } from './key-table.ts';
import type { Room } from './room.ts';
import type { StringScan } from './string-scan.ts';

/** Reads names of members. */
export interface KeyScan {
  /** Id of the last name. */
  id: number;
  /** Index after the closing quote of the name whose text starts at `from`; -1 on a fault. */
  scan(input: Room, from: number, end: number): number;
  /** The last name was read the long way: `strings.seen` tells of escapes. */
  slow: boolean;
}

/** Hears of a name that was read the long way: its id, the hash of the name, and the bytes between its quotes. */
export type Spelt = (id: number, hash: Lanes, bytes: Uint8Array, from: number, to: number) => void;

export function createKeyScan(keys: KeyTable, strings: StringScan, spelt?: Spelt): KeyScan {
  const lanes: Lanes = { lo: 0, hi: 0 };
  const { seen, out } = strings;

  function scan(input: Room, from: number, end: number): number {
    const before = state.id;
    // Records repeat their keys in one order: comparing with the last follower saves the hash.
    const guess = keys.guess(before, input.bytes, from, end);
    state.slow = guess === -1;
    if (guess !== -1) {
      state.id = guess;
      return from + keys.lengthOf(guess) + 1;
    }
    if (!strings.scan(input, from, end)) return -1;
    const room = seen.length === -1 ? input : out;
    const start = seen.length === -1 ? from : 0;
    const stop = seen.length === -1 ? seen.end : seen.length;
    hashBytes(room.bytes, start, stop, lanes);
    state.id = keys.intern(room.bytes, start, stop, lanes);
    if (!seen.escaped) keys.follow(before, state.id);
    if (spelt !== undefined && seen.loneAt === -1 && seen.controlAt === -1)
      spelt(state.id, lanes, input.bytes, from, seen.end);
    return seen.end + 1;
  }

  const state: KeyScan = { id: -1, slow: false, scan };
  return state;
}
