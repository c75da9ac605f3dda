import { hashBytes, type Lanes } from '../core/hash.ts';
import { Flag } from '../core/tape.ts';
import { Class } from './byte-class.ts';
import type { Normaliser } from './normal-form.ts';
import type { Room } from './room.ts';
import type { TapeStore } from './tape-store.ts';
import type { TriggerSearch } from './trigger-search.ts';
import { codePointAt, isWhiteSpace, widthOf } from './utf8.ts';

/** Writes hashes, hits and flags of the decoded text in `[start, end)` to a tape entry; `seen` is the OR of its byte classes. */
export type StringDigest = (room: Room, start: number, end: number, seen: number, entry: number) => void;

export function createStringDigest(tape: TapeStore, normaliser: Normaliser, triggers: TriggerSearch): StringDigest {
  const lanes: Lanes = { lo: 0, hi: 0 };

  return (room, start, end, seen, entry) => {
    let flags = 0;
    hashBytes(room.bytes, start, end, lanes);
    tape.hashLo[entry] = lanes.lo;
    tape.hashHi[entry] = lanes.hi;
    const length = normaliser.run(room, start, end);
    hashBytes(normaliser.out.bytes, 0, length, lanes);
    tape.normLo[entry] = lanes.lo;
    tape.normHi[entry] = lanes.hi;
    if ((seen & Class.control) !== 0) flags |= Flag.control;
    if (
      end > start &&
      (isWhiteSpace(codePointAt(room.bytes, start)) || isWhiteSpace(lastPoint(room.bytes, start, end)))
    )
      flags |= Flag.edgeSpace;
    if ((seen & Class.ink) === 0 && blank(room.bytes, start, end)) flags |= Flag.blank;
    tape.flags[entry] = flags;
    tape.hits[entry] = (seen & Class.trigger) === 0 ? 0 : triggers.hits(room.bytes, start, end);
  };
}

function lastPoint(bytes: Uint8Array, start: number, end: number): number {
  let i = end - 1;
  while (i > start && (bytes[i] & 0xc0) === 0x80) i--;
  return codePointAt(bytes, i);
}

function blank(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i += widthOf(bytes[i])) if (!isWhiteSpace(codePointAt(bytes, i))) return false;
  return true;
}
