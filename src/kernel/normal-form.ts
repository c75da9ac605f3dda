import { JOINS } from './joining.ts';
import type { Room } from './room.ts';
import { decodeText, enlarge, ROOM_NORMAL, roomOver, shrinkRoom } from './room.ts';
import { codePointAt, isWhiteSpace, widthOf } from './utf8.ts';

/** Writes the normal form of texts (core's `normalise`) as UTF-8, without making strings of those that need none. */
export interface Normaliser {
  readonly out: Room;
  /** Normalises the decoded UTF-8 in `[start, end)` of `room` into `out`; answers the number of bytes. */
  run(room: Room, start: number, end: number): number;
  shrink(): void;
}

/** A mapped code point is written from the pool: `length, bytes...` at its offset. */
const UNKNOWN = 0;
const SLOW = -1;

/**
 * A word is normalised in pieces of about this many bytes, cut before a code point that stands alone. Where none comes, as
 * in a run of marks, it is cut anywhere: putting marks into order takes time by the square of the run.
 */
const PIECE = 1 << 12;

/** Beyond the BMP only symbols are known to stand alone in every version of Unicode. */
const ALONE = /^[\p{ASCII}\u0080-\uffff\p{So}\p{Sk}\u{20000}-\u{3ffff}]+$/u;

const LOWER = new Uint8Array(128);
for (let b = 0; b < 128; b++) LOWER[b] = b >= 0x41 && b <= 0x5a ? b | 0x20 : isWhiteSpace(b) ? 0x20 : b;

/** Normal form of one code point that has the same one in any company; undefined for all others. */
function aloneForm(point: number): string | undefined {
  if (isWhiteSpace(point)) return ' ';
  const text = String.fromCodePoint(point);
  const form = text.normalize('NFKC');
  // The small form of capital sigma depends on its neighbours; a form with a space in it would end a word.
  if (JOINS.test(form) || JOINS.test(text) || form.includes('\u03a3') || /\p{White_Space}/u.test(form))
    return undefined;
  const lower = form.toLowerCase();
  return ALONE.test(text) && ALONE.test(form) && !JOINS.test(lower) ? lower : undefined;
}

export function createNormaliser(): Normaliser {
  const out = roomOver(new Uint8Array(ROOM_NORMAL));
  const encoder = new TextEncoder();
  const places = new Int32Array(0x110000);
  let pool = new Uint8Array(1 << 12);
  let pooled = 1;

  function learn(point: number): number {
    const form = aloneForm(point);
    if (form === undefined) return (places[point] = SLOW);
    const bytes = encoder.encode(form);
    if (pooled + bytes.length + 1 > pool.length) {
      const more = new Uint8Array(pool.length * 2 + bytes.length);
      more.set(pool);
      pool = more;
    }
    pool[pooled] = bytes.length;
    pool.set(bytes, pooled + 1);
    places[point] = pooled;
    pooled += bytes.length + 1;
    return places[point];
  }

  function run(room: Room, start: number, end: number): number {
    const { bytes, view } = room;
    enlarge(out, end - start + 64, 0);
    let to = out.bytes;
    let toView = out.view;
    let i = start;
    let n = 0;
    let space = true;
    // A slow word never reaches back over these: everything before them is final.
    let wordFrom = start;
    let wordTo = 0;
    while (i < end) {
      for (; i + 4 <= end; i += 4, n += 4) {
        const k = view.getInt32(i, true);
        if (k & 0x80808080) break;
        const low = (k + 0x60606060) & 0x80808080;
        const gap = ~((k ^ 0x20202020) + 0x7f7f7f7f) & 0x80808080;
        // A byte below U+0020, or a space after a space: byte by byte.
        if (low !== (0x80808080 | 0) || gap & ((gap << 8) | (space ? 0x80 : 0))) break;
        toView.setInt32(n, k | (((k + 0x3f3f3f3f) & ~(k + 0x25252525) & 0x80808080) >>> 2), true);
        space = gap < 0;
      }
      if (i >= end) break;
      const b = bytes[i];
      if (b < 0x80) {
        const c = LOWER[b];
        if (c !== 0x20 || !space) to[n++] = c;
        space = c === 0x20;
        i++;
        continue;
      }
      const point = codePointAt(bytes, i);
      let place = places[point];
      if (place === UNKNOWN) place = learn(point);
      if (place !== SLOW) {
        const length = pool[place];
        if (n + length + end - i + 8 > to.length) {
          enlarge(out, n + length + end - i + 64, n);
          to = out.bytes;
          toView = out.view;
        }
        if (length === 1) {
          const c = pool[place + 1];
          if (c !== 0x20 || !space) to[n++] = c;
          space = c === 0x20;
        } else {
          for (let k = 1; k <= length; k++) to[n++] = pool[place + k];
          space = false;
        }
        i += widthOf(b);
        continue;
      }
      const from = wordStart(bytes, wordFrom, i);
      while (n > wordTo && to[n - 1] !== 0x20) n--;
      i = wordEnd(bytes, i, end);
      const form = decodeText(room, from, i, false)
        .normalize('NFKC')
        .toLowerCase()
        .replace(/\p{White_Space}+/gu, ' ');
      const trimmed = form.startsWith(' ') ? form.slice(1) : form;
      enlarge(out, n + trimmed.length * 3 + end - i + 64, n);
      to = out.bytes;
      toView = out.view;
      n += encoder.encodeInto(trimmed, to.subarray(n)).written;
      space = n === 0 || to[n - 1] === 0x20;
      wordFrom = i;
      wordTo = n;
    }
    return n > 0 && to[n - 1] === 0x20 ? n - 1 : n;
  }

  /** First ASCII white space at or after `i`, or where a giant word may be cut. */
  function wordEnd(bytes: Uint8Array, i: number, end: number): number {
    let stop = i;
    while (stop < end) {
      const b = bytes[stop];
      if (b < 0x80 && LOWER[b] === 0x20) break;
      if (stop - i >= 2 * PIECE) break;
      // A capital sigma must see what is behind it.
      const sigma = bytes[stop - 2] === 0xce && bytes[stop - 1] === 0xa3;
      if (stop - i >= PIECE && !sigma && standsAlone(codePointAt(bytes, stop))) break;
      stop += widthOf(b);
    }
    return stop;
  }

  function standsAlone(point: number): boolean {
    if (point < 0x80) return true;
    return (places[point] === UNKNOWN ? learn(point) : places[point]) !== SLOW;
  }

  return { out, run, shrink: () => shrinkRoom(out) };
}

/** Start of the word that `i` stands in: after the last white space, not before `from`. */
function wordStart(bytes: Uint8Array, from: number, i: number): number {
  let start = i;
  while (start > from) {
    let before = start - 1;
    while ((bytes[before] & 0xc0) === 0x80) before--;
    if (isWhiteSpace(codePointAt(bytes, before))) break;
    start = before;
  }
  return start;
}
