import { QUOTE } from './byte-class.ts';
import { cut, fault, isDigit, skipSpace, unexpected, wordAt } from './fault-words.ts';
import type { Fault } from './fault-words.ts';

const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

const NOT_FINITE = new Set(['NaN', 'Infinity']);
const PYTHON = new Set(['True', 'False', 'None']);
const WORDS = ['true', 'false', 'null', 'NaN', 'Infinity', 'True', 'False', 'None'];

const isLetter = (b: number): boolean => (b | 0x20) >= 0x61 && (b | 0x20) <= 0x7a;

/** What stands where a value should; `afterComma`: a comma was the last thing read. */
export function valueFault(bytes: Uint8Array, i: number, end: number, afterComma: boolean, inside: number): Fault {
  const b = bytes[i];
  const word = wordAt(bytes, i, end);
  if (NOT_FINITE.has(word)) return { code: 'nan-literal', at: i, data: { literal: word } };
  if (PYTHON.has(word)) return fault(i, `${word}: a Python dict was written`);
  if (i + word.length === end && word !== '' && WORDS.some((known) => known.startsWith(word)))
    return cut(end, 'cut off');
  if (isLetter(b) || b === 0x5f || b === 0x24) return fault(i, `${word} is no JSON value`);
  if (b === CLOSE_BRACE || b === CLOSE_BRACKET) {
    if (inside === 0) return fault(i, 'a closing bracket that nothing opened: a piece of pretty-printed JSON');
    if (afterComma && b === inside + 2) return fault(i, 'trailing comma');
    return inside === OPEN_BRACKET ? fault(i, 'an array is closed by }') : fault(i, 'missing value');
  }
  if (b === COMMA) return fault(i, afterComma ? 'two commas' : 'missing value');
  if (b === COLON) return fault(i, 'unexpected colon');
  if (b === 0x2e) return fault(i, 'a number starts with a digit');
  if (b === 0x2b) return fault(i, 'a plus sign before a number');
  return unexpected(bytes, i, end);
}

/** What stands where a key should. */
export function keyFault(bytes: Uint8Array, i: number, end: number, afterComma: boolean): Fault {
  const b = bytes[i];
  if (b === CLOSE_BRACE && afterComma) return fault(i, 'trailing comma');
  if (b === CLOSE_BRACKET) return fault(i, 'an object is closed by ]');
  if (b === COMMA) return fault(i, afterComma ? 'two commas' : 'missing key');
  if (b === COLON) return fault(i, 'missing key');
  if (b === OPEN_BRACE || b === OPEN_BRACKET) return fault(i, 'missing key');
  if (isLetter(b) || b === 0x5f || b === 0x24) return fault(i, 'unquoted key');
  if (isDigit(b) || b === 0x2d) return fault(i, 'a number as key: keys are strings');
  return unexpected(bytes, i, end);
}

/** Where the fault after a value lies: the opening brackets of the container around it and of the record (0: none). */
export interface After {
  readonly inside: number;
  readonly root: number;
  readonly wasString: boolean;
}

/** What stands where a comma or a closing bracket should, or nothing more. */
export function afterValueFault(bytes: Uint8Array, i: number, end: number, after: After): Fault {
  const b = bytes[i];
  if (after.inside === 0) return afterRootFault(bytes, i, end, after.root);
  if (b === CLOSE_BRACE) return fault(i, 'an array is closed by }');
  if (b === CLOSE_BRACKET) return fault(i, 'an object is closed by ]');
  if (b === COLON) return fault(i, 'unexpected colon');
  if (isLetter(b) && after.wasString) return fault(i, 'an unescaped quote in a string');
  if (b === QUOTE || b === OPEN_BRACE || b === OPEN_BRACKET || b === 0x2d || isDigit(b) || isLetter(b))
    return fault(i, 'missing comma');
  return unexpected(bytes, i, end);
}

function afterRootFault(bytes: Uint8Array, i: number, end: number, root: number): Fault {
  const b = bytes[i];
  const next = b === COMMA ? skipSpace(bytes, i + 1, end) : i;
  if (next === end) return fault(i, 'a comma after the value: one record a line, nothing between them');
  if (root === OPEN_BRACE && bytes[next] === OPEN_BRACE) return fault(i, 'two objects on one line');
  if (root === OPEN_BRACKET && bytes[next] === OPEN_BRACKET) return fault(i, 'two arrays on one line');
  if (b === COLON && root === QUOTE) return fault(i, 'a key outside an object: a piece of pretty-printed JSON');
  if (b === 0 || b >= 0x80) return unexpected(bytes, i, end);
  return fault(i, 'text after the value');
}
