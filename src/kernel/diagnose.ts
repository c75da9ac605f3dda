import type { Problem } from '../core/tape.ts';
import { QUOTE } from './byte-class.ts';
import { numberFault } from './fault-number.ts';
import { afterValueFault, keyFault, valueFault } from './fault-reasons.ts';
import { readString } from './fault-string.ts';
import { cut, fault, isDigit, skipSpace, wordAt } from './fault-words.ts';
import type { Fault } from './fault-words.ts';
import { scanNumber } from './number-scan.ts';

const COMMA = 0x2c;
const COLON = 0x3a;
const OBJECT = 0x7b;
const ARRAY = 0x5b;

/** True when the text was good as far as it went: at the end of a file that is a record cut in two. */
export function isCut(problem: Problem): boolean {
  return problem.data?.['cut'] === 1;
}

/**
 * The first fault of a JSON text that the scanner refused, in plain words: a second, careful look at one record.
 * `at` of the answer is an index into `bytes`; `byte` in the data of invalid-json counts from the record's start.
 */
export function diagnose(bytes: Uint8Array, start: number, end: number, maxDepth: number): Fault {
  const found = firstFault(bytes, start, end, maxDepth);
  return found.code === 'invalid-json' ? { ...found, data: { ...found.data, byte: found.at - start } } : found;
}

function firstFault(bytes: Uint8Array, start: number, end: number, maxDepth: number): Fault {
  /** Opening brackets of the open containers. */
  const open: number[] = [];
  let i = skipSpace(bytes, start, end);
  if (i === end) return cut(i, 'empty');
  const root = bytes[i];
  let afterComma = false;

  value: for (;;) {
    i = skipSpace(bytes, i, end);
    if (i === end) return afterComma ? goesOn() : cut(i, 'cut off after a colon');
    const b = bytes[i];
    if (b === QUOTE) {
      const stop = readString(bytes, i + 1, end);
      if (typeof stop !== 'number') return stop;
      i = stop;
    } else if (b === OBJECT || b === ARRAY) {
      if (open.length === maxDepth) return { code: 'too-deep', at: i, data: { limit: maxDepth } };
      open.push(b);
      afterComma = false;
      i = skipSpace(bytes, i + 1, end);
      if (i === end) return goesOn();
      // In ASCII the closing bracket stands two after the opening one.
      if (bytes[i] !== b + 2) {
        const wrong = b === OBJECT ? readKey() : undefined;
        if (wrong) return wrong;
        continue;
      }
      open.pop();
      i++;
    } else if (b === 0x2d || isDigit(b)) {
      const stop = scanNumber(bytes, i, end);
      const wrong = numberFault(bytes, i, stop, end);
      if (wrong) return wrong;
      i = stop;
    } else {
      const word = wordAt(bytes, i, end);
      if (word !== 'true' && word !== 'false' && word !== 'null')
        return valueFault(bytes, i, end, afterComma, open.at(-1) ?? 0);
      i += word.length;
    }
    for (;;) {
      const wasString = bytes[i - 1] === QUOTE;
      i = skipSpace(bytes, i, end);
      const inside = open.at(-1) ?? 0;
      if (inside === 0 && i === end) return fault(start, 'not JSON');
      if (i === end) return cut(i, `cut off: the ${inside === OBJECT ? 'object' : 'array'} is not closed`);
      if (inside !== 0 && bytes[i] === COMMA) {
        i = skipSpace(bytes, i + 1, end);
        if (i === end) return goesOn();
        afterComma = true;
        const wrong = inside === OBJECT ? readKey() : undefined;
        if (wrong) return wrong;
        continue value;
      }
      if (inside === 0 || bytes[i] !== inside + 2) return afterValueFault(bytes, i, end, { inside, root, wasString });
      open.pop();
      i++;
    }
  }

  /** Reads `"name":` at `i` and moves behind it. */
  function readKey(): Fault | undefined {
    if (bytes[i] !== QUOTE) return keyFault(bytes, i, end, afterComma);
    const stop = readString(bytes, i + 1, end);
    if (typeof stop !== 'number') return stop;
    i = skipSpace(bytes, stop, end);
    if (i === end) return cut(i, 'cut off after a key');
    if (bytes[i] !== COLON) return fault(i, 'missing colon');
    i++;
    afterComma = false;
    return undefined;
  }

  function goesOn(): Fault {
    return cut(i, `the ${root === ARRAY ? 'array' : 'object'} goes on in the next line: pretty-printed JSON`);
  }
}
