/** What a byte means to the string loops: one table look-up a byte, OR-ed over a string. */
export const Class = {
  /** Ends the plain loop of a JSON string: quote, backslash, C0 control, anything above 0x7F. */
  stop: 1,
  /** Anchor of a trigger literal: ASCII or a lead byte, since the loops do not class continuation bytes. */
  trigger: 2,
  /** ASCII that is not white space. */
  ink: 4,
  /** White space other than U+0020 (tab, LF, VT, FF, CR): the text is not in normal form. */
  space: 8,
  /** C0 control other than tab, LF and CR. */
  control: 16,
  /** Above 0x7F. */
  high: 32,
} as const;

export const QUOTE = 0x22;
export const BACKSLASH = 0x5c;

/** Classes of the 256 bytes, given the anchors of the trigger literals. */
export function byteClasses(anchors: Iterable<number>): Uint8Array {
  const classes = new Uint8Array(256);
  for (let b = 0; b < 256; b++) {
    let c = 0;
    if (b < 0x20 || b >= 0x80 || b === QUOTE || b === BACKSLASH) c |= Class.stop;
    if (b >= 0x80) c |= Class.high;
    else if (b >= 9 && b <= 13) c |= Class.space;
    else if (b !== 0x20) c |= Class.ink;
    if (b < 0x20 && b !== 9 && b !== 10 && b !== 13) c |= Class.control;
    classes[b] = c;
  }
  for (const b of anchors) classes[b] |= Class.trigger;
  return classes;
}

/** Byte that a one-letter JSON escape stands for; 0: no such escape. */
export const ESCAPED = new Uint8Array(256);
for (const [letter, byte] of [
  ['"', 0x22],
  ['\\', 0x5c],
  ['/', 0x2f],
  ['b', 8],
  ['f', 12],
  ['n', 10],
  ['r', 13],
  ['t', 9],
] as const)
  ESCAPED[letter.charCodeAt(0)] = byte;

const HEX = new Int8Array(256).fill(-1);
for (let v = 0; v < 16; v++) {
  HEX[v.toString(16).charCodeAt(0)] = v;
  HEX[v.toString(16).toUpperCase().charCodeAt(0)] = v;
}

/** UTF-16 code unit of the four hexadecimal digits at `i`; negative when one is none. */
export function hex4(bytes: Uint8Array, i: number): number {
  return (HEX[bytes[i]] << 12) | (HEX[bytes[i + 1]] << 8) | (HEX[bytes[i + 2]] << 4) | HEX[bytes[i + 3]];
}
