import { finish32, SEED_HI, SEED_LO } from '../core/hash.ts';
import type { Lanes } from '../core/hash.ts';
import { Flag } from '../core/tape.ts';
import { Class } from './byte-class.ts';
import { C1, C2, hashRange, scrambleHi, scrambleLo, tailWord } from './hash-range.ts';
import type { Normaliser } from './normal-form.ts';
import type { Room } from './room.ts';
import type { TapeStore } from './tape-store.ts';
import type { TriggerSearch } from './trigger-search.ts';
import { codePointAt, isWhiteSpace, widthOf } from './utf8.ts';

/** Bound once: as a global it is looked up for every byte where a program runs in a context of its own. */
const { imul } = Math;

/** Writes hashes, hits and flags of the decoded text in `[start, end)` to a tape entry; `seen` is the OR of its byte classes. */
export type StringDigest = (room: Room, start: number, end: number, seen: number, entry: number) => void;

export function createStringDigest(tape: TapeStore, normaliser: Normaliser, triggers: TriggerSearch): StringDigest {
  const lanes: Lanes = { lo: 0, hi: 0 };

  /** Both hashes at once; false when the normal form is not just the lower case, and `norm*` is not written. The loop calls nothing, as in `hashRange`. */
  function plain(room: Room, start: number, end: number, entry: number): boolean {
    const { bytes, view } = room;
    let lo = SEED_LO | 0;
    let hi = SEED_HI | 0;
    let normLo = lo;
    let normHi = hi;
    // Begin and end count as spaces: a space beside them does not survive.
    let gaps = 0;
    let before = 0x80;
    let i = start;
    for (const blocks = start + ((end - start) & ~3); i < blocks; i += 4) {
      const k = view.getInt32(i, true);
      const low = k | (((k + 0x3f3f3f3f) & ~(k + 0x25252525) & 0x80808080) >>> 2);
      const space = ~((k ^ 0x20202020) + 0x7f7f7f7f) & 0x80808080;
      gaps |= space & ((space << 8) | before);
      before = space >>> 24;
      let m = imul(k, C1);
      lo ^= imul((m << 15) | (m >>> 17), C2);
      lo = (imul((lo << 13) | (lo >>> 19), 5) + 0xe6546b64) | 0;
      m = imul(k, C2);
      hi ^= imul((m << 16) | (m >>> 16), C1);
      hi = (imul((hi << 17) | (hi >>> 15), 5) + 0x561ccd1b) | 0;
      m = imul(low, C1);
      normLo ^= imul((m << 15) | (m >>> 17), C2);
      normLo = (imul((normLo << 13) | (normLo >>> 19), 5) + 0xe6546b64) | 0;
      m = imul(low, C2);
      normHi ^= imul((m << 16) | (m >>> 16), C1);
      normHi = (imul((normHi << 17) | (normHi >>> 15), 5) + 0x561ccd1b) | 0;
    }
    const k = tailWord(bytes, i, end);
    const low = k | (((k + 0x3f3f3f3f) & ~(k + 0x25252525) & 0x80808080) >>> 2);
    const space = ~((k ^ 0x20202020) + 0x7f7f7f7f) & 0x80808080;
    gaps |= space & ((space << 8) | before);
    const length = end - start;
    lo ^= scrambleLo(k);
    hi ^= scrambleHi(k) ^ length ^ lo;
    tape.hashLo[entry] = finish32(lo ^ length);
    tape.hashHi[entry] = finish32(hi);
    if (gaps !== 0 || (length > 0 && bytes[end - 1] === 0x20)) return false;
    normLo ^= scrambleLo(low);
    normHi ^= scrambleHi(low) ^ length ^ normLo;
    tape.normLo[entry] = finish32(normLo ^ length);
    tape.normHi[entry] = finish32(normHi);
    return true;
  }

  function normalised(room: Room, start: number, end: number, entry: number): void {
    const length = normaliser.run(room, start, end);
    hashRange(normaliser.out.bytes, normaliser.out.view, 0, length, lanes);
    tape.normLo[entry] = lanes.lo;
    tape.normHi[entry] = lanes.hi;
  }

  return (room, start, end, seen, entry) => {
    let flags = 0;
    if ((seen & (Class.high | Class.space)) === 0) {
      if (!plain(room, start, end, entry)) normalised(room, start, end, entry);
    } else {
      hashRange(room.bytes, room.view, start, end, lanes);
      tape.hashLo[entry] = lanes.lo;
      tape.hashHi[entry] = lanes.hi;
      normalised(room, start, end, entry);
    }
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
