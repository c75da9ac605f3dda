import { isUtf8 } from 'node:buffer';

/** Index of the first byte that is not UTF-8 in `bytes`, whose decoded text is `text`; -1 where all are. */
export function invalidUtf8(text: string, bytes: Uint8Array): number {
  // Invalid bytes decode to U+FFFD, and so does U+FFFD itself: only then are the bytes looked at.
  return text.includes('\ufffd') && !isUtf8(bytes) ? firstInvalid(bytes) : -1;
}

function firstInvalid(bytes: Uint8Array): number {
  let good = 0;
  let bad = bytes.length;
  // The longest valid prefix, by halving; a prefix that ends inside a character is short of it by at most three bytes.
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (validPrefix(bytes, middle)) good = middle;
    else bad = middle;
  }
  let start = good;
  while (start > 0 && !isUtf8(bytes.subarray(0, start))) start--;
  return start;
}

const validPrefix = (bytes: Uint8Array, length: number): boolean =>
  [0, 1, 2, 3].some((less) => length >= less && isUtf8(bytes.subarray(0, length - less)));

/** Line feeds in `bytes[from, to)`. */
export function lineFeeds(bytes: Uint8Array, from: number, to: number): number {
  let count = 0;
  for (let i = bytes.indexOf(0x0a, from); i >= 0 && i < to; i = bytes.indexOf(0x0a, i + 1)) count++;
  return count;
}
