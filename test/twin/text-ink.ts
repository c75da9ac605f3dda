import type { Ink } from './ink.ts';
import type { Material } from './material.ts';
import { escapes, WRONG } from './pieces.ts';
import type { Random } from './random.ts';

/** Lengths around the widths that an engine works in. */
const LENGTHS = [
  0, 1, 2, 3, 4, 5, 7, 8, 9, 12, 15, 16, 17, 18, 24, 31, 32, 33, 34, 47, 48, 49, 63, 64, 65, 66, 79, 95, 127, 128, 129,
  255, 256, 257,
];
const LETTERS = "abcdefghij klmnopqrstuvwxyzABCDEFG HIJKLMNOPQRSTUVWXYZ0123456789.,;:!?-_()[]{}<>|/+*=&%$#@^~`'";
const WORDS = [
  'the',
  'a',
  'Answer',
  'is',
  '42,',
  'and',
  'naïve',
  'Straße',
  'I',
  'don’t',
  '“no”',
  'OK.',
  'été',
  'über',
  'Ýmir',
];
/** Where code points of one kind lie, to be drawn from: `[first, last]`. */
export const RANGES = [
  [0x80, 0x24f],
  [0x300, 0x36f],
  [0x370, 0x5ff],
  [0x600, 0x6ff],
  [0x900, 0xdff],
  [0xe00, 0xfff],
  [0x1100, 0x11ff],
  [0x1d00, 0x1fff],
  [0x2000, 0x33ff],
  [0x4e00, 0x4f00],
  [0xac00, 0xd7ff],
  [0xf900, 0xffff],
  [0x10000, 0x1ffff],
  [0x0, 0x10ffff],
] as const;

/** Writes the inside of a JSON string: most are valid, many lie across the borders of blocks. */
export function writeText(ink: Ink, random: Random, { pieces, ranges, wrong }: Material): void {
  switch (random.int(12)) {
    case 0:
    case 1:
      return filler(ink, random, random.pick(LENGTHS));
    case 2:
    case 3: {
      // One odd thing at a place of its own in a plain text.
      const length = random.pick(LENGTHS);
      const at = random.int(length + 1);
      filler(ink, random, at);
      ink.bytes(random.pick(pieces));
      return filler(ink, random, length - at);
    }
    case 4:
    case 5:
      for (let n = random.int(10); n > 0; n--) ink.bytes(random.pick(pieces));
      return;
    case 6:
      for (let n = random.int(24); n > 0; n--) ink.utf8(random.pick(WORDS) + (random.once(9) ? '  ' : ' '));
      return;
    case 7: {
      const range = random.pick(ranges);
      for (let n = random.int(20); n > 0; n--) {
        writePoint(ink, random, range);
        if (random.once(6)) ink.byte(0x20);
      }
      return;
    }
    case 8:
      for (let n = random.int(12); n > 0; n--) {
        writePoint(ink, random, random.pick(ranges));
        if (random.once(4)) ink.bytes(random.pick(pieces));
      }
      return;
    case 9: {
      // One piece over and over: runs of marks, of spaces, of escapes.
      const piece = random.pick(pieces);
      for (let n = random.int(24); n > 0; n--) ink.bytes(piece);
      return;
    }
    case 10:
      if (random.once(wrong)) {
        filler(ink, random, random.pick(LENGTHS));
        ink.bytes(random.pick(WRONG));
      }
      return filler(ink, random, random.int(40));
    default:
      if (random.once(60)) return filler(ink, random, 1000 + random.int(6000));
      return filler(ink, random, random.int(100));
  }
}

/** Letters, words apart by one space most of the time. */
export function filler(ink: Ink, random: Random, length: number): void {
  const plain = random.once(2);
  for (let i = 0; i < length; i++)
    ink.byte(plain ? 0x61 + random.int(26) : LETTERS.charCodeAt(random.int(LETTERS.length)));
}

function writePoint(ink: Ink, random: Random, [first, last]: readonly [number, number]): void {
  const point = first + random.int(last - first + 1);
  const text = String.fromCodePoint(point);
  if (random.once(10) || (point >= 0xd800 && point < 0xe000)) ink.latin(escapes(text, random.once(2)));
  else if (point < 0x20 || point === 0x22 || point === 0x5c) ink.latin(JSON.stringify(text).slice(1, -1));
  else ink.utf8(text);
}
