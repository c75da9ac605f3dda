import type { Merge } from './merge.ts';
import { hashOf, type TokenTable } from './token-table.ts';

/** Pieces that are remembered: 2 MB of short ones and 1.3 MB of others, however large the data is. */
const [SHORT_PAIRS, PLACES] = [1 << 16, 1 << 15];
/** Bytes of a short piece, three words; and of any that is remembered. */
const [SHORT, WIDTH_BITS] = [12, 5];
const WIDTH = 1 << WIDTH_BITS;
/** Keeps the first `n` bytes of a word. */
const KEEP = [0, 0xff, 0xffff, 0xffffff, -1];

/**
 * Tokens of a piece `bytes[from, to)`. A place holds the piece that came there last with all its bytes, so two pieces of one
 * hash are told apart. Short pieces are read, hashed and compared as three words.
 */
export function createPieceCount(table: TokenTable, merge: Merge): Merge {
  /** Places in pairs, each of three words, then length and count. */
  const short = new Int32Array(SHORT_PAIRS * 8);
  const hashes = new Int32Array(PLACES);
  const lengths = new Uint8Array(PLACES);
  const counts = new Uint8Array(PLACES);
  const pieces = new Uint8Array(PLACES * WIDTH);
  let seen: Uint8Array = new Uint8Array(0);
  let words: DataView = new DataView(seen.buffer);
  /** Last place from which three words can be read. */
  let last = -1;

  const ask = (bytes: Uint8Array, from: number, to: number): number =>
    table.rankOf(bytes, from, to) === -1 ? merge(bytes, from, to) : 1;

  function countShort(bytes: Uint8Array, from: number, to: number): number {
    const length = to - from;
    let a = words.getInt32(from, true);
    let b = 0;
    let c = 0;
    if (length <= 4) a &= KEEP[length];
    else {
      b = words.getInt32(from + 4, true);
      if (length <= 8) b &= KEEP[length - 4];
      else c = words.getInt32(from + 8, true) & KEEP[length - 8];
    }
    let hash = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b) ^ Math.imul(c, 0xc2b2ae35) ^ length;
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    const place = ((hash ^ (hash >>> 15)) & (SHORT_PAIRS - 1)) << 3;
    const known = short[place + 3];
    if (known >>> 8 === length && short[place] === a && short[place + 1] === b && short[place + 2] === c)
      return known & 0xff;
    const other = short[place + 7];
    if (other >>> 8 === length && short[place + 4] === a && short[place + 5] === b && short[place + 6] === c)
      return other & 0xff;
    const count = ask(bytes, from, to);
    // What one look finds gives way to what was merged.
    const at = (known & 0xff) <= (other & 0xff) ? place : place + 4;
    short[at] = a;
    short[at + 1] = b;
    short[at + 2] = c;
    short[at + 3] = (length << 8) | count;
    return count;
  }

  function countOther(bytes: Uint8Array, from: number, to: number): number {
    const length = to - from;
    const hash = hashOf(bytes, from, to);
    const place = hash & (PLACES - 1);
    const room = place << WIDTH_BITS;
    if (hashes[place] === hash && lengths[place] === length) {
      let i = 0;
      while (i < length && pieces[room + i] === bytes[from + i]) i++;
      if (i === length) return counts[place];
    }
    const count = ask(bytes, from, to);
    hashes[place] = hash;
    lengths[place] = length;
    counts[place] = count;
    for (let i = 0; i < length; i++) pieces[room + i] = bytes[from + i];
    return count;
  }

  return (bytes, from, to) => {
    // Every byte is a token.
    if (to - from === 1) return 1;
    if (to - from > WIDTH) return ask(bytes, from, to);
    if (bytes !== seen) {
      seen = bytes;
      words = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      last = bytes.byteLength - SHORT;
    }
    return to - from <= SHORT && from <= last ? countShort(bytes, from, to) : countOther(bytes, from, to);
  };
}
