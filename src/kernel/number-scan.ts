import type { Room } from './room.ts';

const isDigit = (b: number): boolean => b >= 0x30 && b <= 0x39;

/** Index after the JSON number at `i` (RFC 8259 §6), or -1; a digit is followed by anything. */
export function scanNumber(bytes: Uint8Array, at: number, end: number): number {
  let i = at;
  if (bytes[i] === 0x2d) i++;
  if (i >= end || !isDigit(bytes[i])) return -1;
  if (bytes[i++] !== 0x30) while (i < end && isDigit(bytes[i])) i++;
  if (i < end && bytes[i] === 0x2e) {
    i++;
    if (i >= end || !isDigit(bytes[i])) return -1;
    while (i < end && isDigit(bytes[i])) i++;
  }
  if (i < end && (bytes[i] | 0x20) === 0x65) {
    i++;
    if (i < end && (bytes[i] === 0x2b || bytes[i] === 0x2d)) i++;
    if (i >= end || !isDigit(bytes[i])) return -1;
    while (i < end && isDigit(bytes[i])) i++;
  }
  return i;
}

/** Digits up to which an integer is below 2^53 for sure. */
const SAFE_DIGITS = 15;
/** Decimals without an exponent that are shorter neither overflow nor underflow. */
const SAFE_DECIMAL = 300;

const DOT = 0x2e;
const LETTER_E = 0x65;

/**
 * True when a double does not hold the number as written: an integer that becomes another one, overflow to Infinity,
 * underflow to 0. Ordinary decimals such as 0.1 are not meant.
 */
export function losesPrecision(room: Room, start: number, end: number): boolean {
  const { bytes } = room;
  let dot = false;
  let exponent = false;
  for (let i = start; i < end; i++) {
    if (bytes[i] === DOT) dot = true;
    else if ((bytes[i] | 0x20) === LETTER_E) exponent = true;
  }
  if (!exponent && end - start <= (dot ? SAFE_DECIMAL : SAFE_DIGITS)) return false;
  const text = room.buffer.toString('latin1', start, end);
  const value = Number(text);
  if (!Number.isFinite(value)) return true;
  if (value === 0) return /^[^e]*[1-9]/i.test(text);
  // A finite double has at most 309 digits: BigInt stays cheap.
  return !dot && !exponent && !Number.isSafeInteger(value) && BigInt(text) !== BigInt(value);
}
