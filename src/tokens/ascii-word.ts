const APOSTROPHE = 0x27;
const SPACE = 0x20;
const [LOWER, UPPER, OTHER] = [1, 2, 4];

/** Of ASCII: small letters, capitals, and what may stand before a word and is no letter; 0 for digits, line ends and bytes above. */
const ascii = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte >= 0x61 && byte <= 0x7a) return LOWER;
  if (byte >= 0x41 && byte <= 0x5a) return UPPER;
  const isDigit = byte >= 0x30 && byte <= 0x39;
  return byte >= 0x80 || isDigit || byte === 10 || byte === 13 ? 0 : OTHER;
});

/**
 * End of a word in plain English letters, in one look at each byte: most of the pieces of most texts. -1: there is none, or
 * the character behind it (an apostrophe, one that is no ASCII) must be looked at with care.
 */
export function asciiWordEnd(bytes: Uint8Array, from: number, end: number): number {
  let i = from;
  if (ascii[bytes[i]] === OTHER) i++;
  const start = i;
  while (i < end && ascii[bytes[i]] === UPPER) i++;
  while (i < end && ascii[bytes[i]] === LOWER) i++;
  return i > start && (i === end || isPlain(bytes[i])) ? i : -1;
}

/** The same where capitals do not begin another word. */
export function asciiLettersEnd(bytes: Uint8Array, from: number, end: number): number {
  let i = from;
  if (ascii[bytes[i]] === OTHER) i++;
  const start = i;
  while (i < end && (ascii[bytes[i]] & (UPPER | LOWER)) !== 0) i++;
  return i > start && (i === end || isPlain(bytes[i])) ? i : -1;
}

/** The same where nothing but a space may stand before the word. */
export function spacedLettersEnd(bytes: Uint8Array, from: number, end: number): number {
  let i = bytes[from] === SPACE ? from + 1 : from;
  const start = i;
  while (i < end && (ascii[bytes[i]] & (UPPER | LOWER)) !== 0) i++;
  return i > start && (i === end || isPlain(bytes[i])) ? i : -1;
}

const isPlain = (byte: number): boolean => byte < 0x80 && byte !== APOSTROPHE;
