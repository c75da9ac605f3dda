import type { Batch } from '../../src/core/tape.ts';
import type { Scanner } from '../../src/kernel/types.ts';

/**
 * One text by itself, as a reader hands it over: in the scanner's own memory with a line feed behind it, first to the fast
 * way, and what that does not take to the other. Texts of several lines only go the other way.
 */
export function scanOne(scanner: Scanner, text: Uint8Array): Batch {
  const { length } = text;
  if (scanner.room === undefined || length >= scanner.room.length) {
    scanner.begin(text);
    scanner.json(0, length, { offset: 0, length, line: 0 });
    return scanner.finish();
  }
  const whole = scanner.room.subarray(0, length + 1);
  whole.set(text);
  whole[length] = 0x0a;
  scanner.begin(whole);
  if (text.includes(0x0a) || scanner.lines(0, length + 1, length + 1, 0, 0) === 0)
    scanner.json(0, length, { offset: 0, length: length + 1, line: 0 });
  return scanner.finish();
}

/** The same after the scanner has met the keys: what it learns the first time, it does not ask for the second. */
export function scanKnown(scanner: Scanner, text: Uint8Array): Batch {
  scanOne(scanner, text);
  return scanOne(scanner, text);
}

/** Strings as records of one batch, each with a record `1` behind it, and how many of them went the fast way. */
export function scanTexts(
  scanner: Scanner,
  texts: readonly string[],
): { readonly batch: Batch; readonly taken: number } {
  const written = Buffer.from(texts.map((text) => `${JSON.stringify(text)}\n1\n`).join(''));
  const bytes = scanner.room === undefined ? written : scanner.room.subarray(0, written.length);
  bytes.set(written);
  scanner.begin(bytes);
  let taken = 0;
  for (let at = 0; at < bytes.length;) {
    const from = at;
    at = scanner.lines(at, bytes.length, bytes.length, 0, 0);
    if (at > from) taken += scanner.taken.lines;
    else {
      at = bytes.indexOf(0x0a, at) + 1;
      scanner.json(from, at - 1, { offset: from, length: at - from, line: 0 });
    }
  }
  return { batch: scanner.finish(), taken: Math.max(0, taken - texts.length) };
}
