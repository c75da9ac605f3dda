/** What the split patterns of encodings tell apart, one bit each. */
export const Kind = {
  upper: 1, // Lu, Lt
  lower: 2, // Ll
  letter: 4, // Lm, Lo
  mark: 8, // M
  number: 16, // N
  space: 32, // white space but for the next
  newline: 64, // CR, LF
  other: 128,
} as const;

const PATTERNS: readonly (readonly [RegExp, number])[] = [
  [/\p{Ll}/u, Kind.lower],
  [/[\p{Lu}\p{Lt}]/u, Kind.upper],
  [/[\p{Lm}\p{Lo}]/u, Kind.letter],
  [/\p{M}/u, Kind.mark],
  [/\p{N}/u, Kind.number],
  [/\p{White_Space}/u, Kind.space],
];

/** By code point; 0: not asked for yet. */
const kinds = new Uint8Array(0x110000);

function kindOfPoint(point: number): number {
  const known = kinds[point];
  if (known !== 0) return known;
  const text = String.fromCodePoint(point);
  const isNewline = point === 10 || point === 13;
  const kind = isNewline ? Kind.newline : (PATTERNS.find(([pattern]) => pattern.test(text))?.[1] ?? Kind.other);
  kinds[point] = kind;
  return kind;
}

/** Kinds of ASCII, each with its width of one byte. */
const ascii = Uint16Array.from({ length: 128 }, (_, point) => kindOfPoint(point) | (1 << 8));

/** Kind of the character that begins at byte `i` of UTF-8, and from bit 8 on its bytes. Bytes that are no UTF-8 count as one `other` each. */
export function kindAt(bytes: Uint8Array, i: number, end: number): number {
  const lead = bytes[i];
  return lead < 0x80 ? ascii[lead] : wideKindAt(bytes, i, end, lead);
}

function wideKindAt(bytes: Uint8Array, i: number, end: number, lead: number): number {
  const width = lead < 0xc2 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 1;
  if (width === 1 || i + width > end) return Kind.other | (1 << 8);
  let point = lead & (0xff >> (width + 1));
  for (let k = 1; k < width; k++) point = (point << 6) | (bytes[i + k] & 0x3f);
  return (point < 0x110000 ? kindOfPoint(point) : Kind.other) | (width << 8);
}
