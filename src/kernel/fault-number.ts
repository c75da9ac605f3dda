import { cut, fault, isDigit, wordAt } from './fault-words.ts';
import type { Fault } from './fault-words.ts';

/** What is wrong with the number at `at`, which `scanNumber` read up to `stop` (-1: refused); undefined: nothing. */
export function numberFault(bytes: Uint8Array, at: number, stop: number, end: number): Fault | undefined {
  if (stop === -1) return refused(bytes, at, end);
  if (stop === end) return undefined;
  const b = bytes[stop];
  const zero = stop === at + (bytes[at] === 0x2d ? 2 : 1) && bytes[stop - 1] === 0x30;
  if (zero && isDigit(b)) return fault(at, 'a leading zero in a number');
  if (zero && (b | 0x20) === 0x78) return fault(at, 'a hexadecimal number');
  if (b === 0x5f) return fault(stop, 'an underscore in a number');
  if (b === 0x2e || b === 0x2b || b === 0x2d) return fault(stop, 'not a number');
  return wordAt(bytes, stop, end) === '' ? undefined : fault(stop, 'letters after a number');
}

function refused(bytes: Uint8Array, at: number, end: number): Fault {
  let i = at;
  if (bytes[i] === 0x2d) {
    const word = wordAt(bytes, i + 1, end);
    if (word === 'Infinity') return { code: 'nan-literal', at, data: { literal: '-Infinity' } };
    if (word === 'NaN') return { code: 'nan-literal', at, data: { literal: '-NaN' } };
    if (word !== '' && at + 1 + word.length === end && 'Infinity'.startsWith(word))
      return cut(end, 'cut off in a number');
    i++;
    if (i < end && !isDigit(bytes[i])) return fault(i, 'a minus sign without digits');
  }
  while (i < end && isDigit(bytes[i])) i++;
  if (i < end && bytes[i] === 0x2e) {
    i++;
    if (i < end && !isDigit(bytes[i])) return fault(i, 'digits are missing after the decimal point');
    while (i < end && isDigit(bytes[i])) i++;
  }
  if (i < end && (bytes[i] | 0x20) === 0x65) {
    i++;
    if (i < end && (bytes[i] === 0x2b || bytes[i] === 0x2d)) i++;
    if (i < end) return fault(i, 'digits are missing in the exponent');
  }
  return cut(end, 'cut off in a number');
}
