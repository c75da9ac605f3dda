import type { Random } from './random.ts';
import { WRONG } from './pieces.ts';

/** Bytes that mean something to a reader or a scanner. */
const TELLING = [...'{}[],:"\\ \t\r\n\0-+.0eEtfnu\'/;|']
  .map((c) => c.charCodeAt(0))
  .concat(0xef, 0xbb, 0xbf, 0x80, 0xc3, 0xe2, 0xf0, 0xff, 0x1f);

/** `bytes` with up to `most` changes: flipped, put in, left out, cut off, doubled or moved. */
export function mutate(bytes: Uint8Array, random: Random, most: number): Uint8Array {
  let list = bytes;
  for (let n = 1 + random.int(most); n > 0 && list.length > 0; n--) list = change(list, random);
  return list;
}

function change(bytes: Uint8Array, random: Random): Uint8Array {
  const at = random.int(bytes.length);
  switch (random.int(9)) {
    case 0: {
      const flipped = Uint8Array.from(bytes);
      flipped[at] ^= 1 << random.int(8);
      return flipped;
    }
    case 1:
    case 2: {
      const set = Uint8Array.from(bytes);
      set[at] = random.pick(TELLING);
      return set;
    }
    case 3:
    case 4:
      return joined(bytes.subarray(0, at), Uint8Array.of(random.pick(TELLING)), bytes.subarray(at));
    case 5:
      return joined(bytes.subarray(0, at), bytes.subarray(at + 1 + random.int(random.once(3) ? 40 : 2)));
    case 6:
      return random.once(10)
        ? bytes.slice(0, at)
        : joined(bytes.subarray(0, at), random.pick(WRONG), bytes.subarray(at));
    default: {
      const from = random.int(bytes.length);
      const piece = bytes.subarray(from, from + 1 + random.int(60));
      return joined(bytes.subarray(0, at), piece, bytes.subarray(random.once(2) ? at : at + piece.length));
    }
  }
}

export function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
