import { BACKSLASH, Class, ESCAPED, hex4, QUOTE } from './byte-class.ts';
import type { Room } from './room.ts';
import { enlarge, ROOM_NORMAL, roomOver, shrinkRoom } from './room.ts';
import { sequenceLength, writeCodePoint } from './utf8.ts';

/** What the last call of a `StringScan` saw. Positions are indices into the input; -1: none. */
export interface Seen {
  /** Index after the text: of its closing quote in `scan`, of its end in `unescape`. */
  end: number;
  /** OR of the classes of the decoded bytes. */
  classes: number;
  codePoints: number;
  escaped: boolean;
  /** Decoded bytes in `out`; -1 when the text stands decoded in the input itself. */
  length: number;
  loneAt: number;
  controlAt: number;
  controlCode: number;
}

export interface StringScan {
  readonly seen: Seen;
  /** Decoded text of strings that hold escapes or non-ASCII. */
  readonly out: Room;
  /** Reads the string whose text starts at `from`; false on a fault: no closing quote before `end`, bad escape, control character, bad UTF-8. */
  scan(input: Room, from: number, end: number): boolean;
  /** Decodes the span of a string that `scan` accepted into `out`. */
  unescape(input: Room, from: number, end: number): void;
  shrink(): void;
}

/** Bytes that are copied by hand. */
const SHORT = 256;

export function createStringScan(classes: Uint8Array): StringScan {
  const out = roomOver(new Uint8Array(ROOM_NORMAL));
  const seen: Seen = {
    end: 0,
    classes: 0,
    codePoints: 0,
    escaped: false,
    length: -1,
    loneAt: -1,
    controlAt: -1,
    controlCode: 0,
  };

  function scan(input: Room, from: number, end: number): boolean {
    const { bytes, view } = input;
    let i = from;
    let all = 0;
    for (const last = end - 4; i <= last; i += 4) {
      const k = view.getInt32(i, true);
      const c = classes[k & 255] | classes[(k >>> 8) & 255] | classes[(k >>> 16) & 255] | classes[k >>> 24];
      if ((c & Class.stop) !== 0) break;
      all |= c;
    }
    for (; i < end; i++) {
      const c = classes[bytes[i]];
      if ((c & Class.stop) !== 0) break;
      all |= c;
    }
    if (i >= end) return false;
    seen.loneAt = -1;
    seen.controlAt = -1;
    seen.escaped = false;
    if (bytes[i] !== QUOTE) return decode(input, from, i, end, all, QUOTE);
    seen.end = i;
    seen.classes = all;
    seen.codePoints = i - from;
    seen.length = -1;
    return true;
  }

  /** Decodes from `from`, plain up to `at`, to the closing quote (or, for `close` -1, to `end`). */
  function decode(input: Room, from: number, at: number, end: number, allBefore: number, close: number): boolean {
    const { bytes, view } = input;
    // No escape is shorter than what it stands for.
    enlarge(out, (close === -1 ? end : Math.min(end, at + ROOM_NORMAL)) - from + 8, 0);
    let to = out.bytes;
    let toView = out.view;
    let all = allBefore;
    const plain = at - from;
    // Word by word up to a size: a view costs more than a short copy.
    if (plain > SHORT) to.set(bytes.subarray(from, at));
    else {
      let k = 0;
      for (; k + 4 <= plain; k += 4) toView.setInt32(k, view.getInt32(from + k, true), true);
      for (; k < plain; k++) to[k] = bytes[from + k];
    }
    let n = plain;
    let extra = 0;
    let i = at;
    for (;;) {
      for (const last = Math.min(end, i + to.length - n - 8) - 4; i <= last; i += 4, n += 4) {
        const k = view.getInt32(i, true);
        const c = classes[k & 255] | classes[(k >>> 8) & 255] | classes[(k >>> 16) & 255] | classes[k >>> 24];
        if ((c & Class.stop) !== 0) break;
        all |= c;
        toView.setInt32(n, k, true);
      }
      if (n + 16 > to.length) {
        enlarge(out, n + ROOM_NORMAL, n);
        to = out.bytes;
        toView = out.view;
      }
      for (const last = Math.min(end, i + 4); i < last; i++, n++) {
        const c = classes[bytes[i]];
        if ((c & Class.stop) !== 0) break;
        all |= c;
        to[n] = bytes[i];
      }
      if (i >= end) {
        if (close !== -1) return false;
        break;
      }
      const b = bytes[i];
      if ((classes[b] & Class.stop) === 0) continue;
      if (b >= 0x80) {
        // Scripts other than Latin come in runs; the room was checked for 16 bytes.
        const most = to.length - 8;
        do {
          const length = sequenceLength(bytes, i, end);
          if (length <= 0) return false;
          all |= classes[bytes[i]];
          extra += length - 1;
          for (let k = 0; k < length; k++) to[n + k] = bytes[i + k];
          i += length;
          n += length;
        } while (i < end && bytes[i] >= 0x80 && n < most);
      } else if (b === BACKSLASH) {
        if (i + 1 >= end) return false;
        seen.escaped = true;
        const simple = ESCAPED[bytes[i + 1]];
        if (simple !== 0) {
          all |= classes[simple];
          if ((classes[simple] & Class.control) !== 0) sawControl(i, simple);
          to[n++] = simple;
          i += 2;
          continue;
        }
        const unit = bytes[i + 1] === 0x75 && i + 6 <= end ? hex4(bytes, i + 2) : -1;
        if (unit < 0) return false;
        let point = unit;
        let width = 6;
        if (unit >= 0xd800 && unit < 0xe000) {
          const low =
            unit < 0xdc00 && i + 12 <= end && bytes[i + 6] === BACKSLASH && bytes[i + 7] === 0x75
              ? hex4(bytes, i + 8)
              : -1;
          if (low >= 0xdc00 && low < 0xe000) {
            point = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
            width = 12;
          } else {
            if (seen.loneAt === -1) seen.loneAt = i;
            point = 0xfffd;
          }
        }
        const length = writeCodePoint(to, n, point) - n;
        all |= classes[to[n]];
        if (point < 0x20 && (classes[point] & Class.control) !== 0) sawControl(i, point);
        extra += length - 1;
        n += length;
        i += width;
      } else if (b === close) break;
      else return false;
    }
    seen.end = i;
    seen.classes = all;
    seen.length = n;
    seen.codePoints = n - extra;
    return true;
  }

  function sawControl(at: number, code: number): void {
    if (seen.controlAt !== -1) return;
    seen.controlAt = at;
    seen.controlCode = code;
  }

  return {
    seen,
    out,
    scan,
    unescape(input, from, end) {
      decode(input, from, from, end, 0, -1);
    },
    shrink: () => shrinkRoom(out),
  };
}
