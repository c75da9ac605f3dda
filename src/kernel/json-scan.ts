import { hashBytes, type Lanes } from '../core/hash.ts';
import { Flag, ValueType } from '../core/tape.ts';
import { Class, QUOTE } from './byte-class.ts';
import type { DuplicateKeys } from './duplicate-keys.ts';
import type { Frames } from './frames.ts';
import type { KeyScan } from './key-scan.ts';
import { losesPrecision, scanNumber } from './number-scan.ts';
import type { ProblemList } from './record-problems.ts';
import type { Room } from './room.ts';
import type { StringDigest } from './string-digest.ts';
import type { StringScan } from './string-scan.ts';
import { reserveEntry } from './tape-store.ts';
import type { TapeStore } from './tape-store.ts';
import type { KeyTable } from './key-table.ts';

/** What a JSON scan writes to. */
export interface JsonParts {
  readonly tape: TapeStore;
  readonly keys: KeyTable;
  readonly frames: Frames;
  readonly strings: StringScan;
  readonly digest: StringDigest;
  readonly names: KeyScan;
  readonly duplicates: DuplicateKeys;
  readonly problems: ProblemList;
  readonly maxDepth: number;
}

/** Puts one JSON text on the tape in one pass; false at its first fault, with the tape half written. */
export type JsonScan = (input: Room, start: number, end: number) => boolean;

const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const LITERALS = [
  { type: ValueType.true, bytes: [0x74, 0x72, 0x75, 0x65] },
  { type: ValueType.false, bytes: [0x66, 0x61, 0x6c, 0x73, 0x65] },
  { type: ValueType.null, bytes: [0x6e, 0x75, 0x6c, 0x6c] },
];

/** First byte at or after `i` that is not JSON white space; `end` when there is none. */
function skipSpace(bytes: Uint8Array, i: number, end: number): number {
  while (i < end && (bytes[i] === 0x20 || bytes[i] === 9 || bytes[i] === 10 || bytes[i] === 13)) i++;
  return i;
}

export function createJsonScan(parts: JsonParts): JsonScan {
  const { tape, keys, frames, strings, digest, names, duplicates, problems, maxDepth } = parts;
  const { seen } = strings;
  const lanes: Lanes = { lo: 0, hi: 0 };
  /** Where the name of the member in hand is written. */
  let nameAt = 0;
  let controlNoted = false;

  function push(type: number, start: number): number {
    const entry = reserveEntry(tape);
    tape.type[entry] = type;
    tape.depth[entry] = frames.depth;
    tape.start[entry] = start;
    tape.next[entry] = entry + 1;
    tape.flags[entry] = 0;
    tape.hits[entry] = 0;
    const key = frames.key();
    tape.key[entry] = key;
    if (key !== -1 && duplicates.see(entry, key, frames.top()))
      problems.note('duplicate-key', nameAt, frames.pointer(), { key: keys.name(key) });
    return entry;
  }

  function noteString(): void {
    if (seen.loneAt !== -1) problems.note('lone-surrogate', seen.loneAt, frames.pointer());
    if (seen.controlAt !== -1 && !controlNoted) {
      controlNoted = true;
      const code = 'U+' + seen.controlCode.toString(16).toUpperCase().padStart(4, '0');
      problems.note('control-character', seen.controlAt, frames.pointer(), { code });
    }
  }

  function string(input: Room, from: number, end: number): number {
    const entry = push(ValueType.string, from);
    if (!strings.scan(input, from, end)) return -1;
    const decoded = seen.length !== -1;
    if (decoded) digest(strings.out, 0, seen.length, seen.classes, entry);
    else digest(input, from, seen.end, seen.classes, entry);
    tape.end[entry] = seen.end;
    tape.codePoints[entry] = seen.codePoints;
    if (decoded) {
      let flags = tape.flags[entry];
      if (seen.escaped) flags |= Flag.escaped;
      if (seen.loneAt !== -1) flags |= Flag.loneSurrogate;
      if ((seen.classes & Class.high) !== 0 && hasHigh(input.bytes, from, seen.end)) flags |= Flag.nonAscii;
      tape.flags[entry] = flags;
      noteString();
    }
    frames.absorb(entry);
    return seen.end + 1;
  }

  /** Numbers and literals: as written is what they are. */
  function scalar(input: Room, type: number, start: number, stop: number): number {
    const entry = push(type, start);
    hashBytes(input.bytes, start, stop, lanes);
    tape.end[entry] = stop;
    tape.hashLo[entry] = tape.normLo[entry] = lanes.lo;
    tape.hashHi[entry] = tape.normHi[entry] = lanes.hi;
    tape.codePoints[entry] = stop - start;
    frames.absorb(entry);
    return stop;
  }

  function number(input: Room, start: number, end: number): number {
    const stop = scanNumber(input.bytes, start, end);
    if (stop === -1) return -1;
    if (stop - start > 3 && losesPrecision(input, start, stop))
      problems.note('precision-loss', start, frames.pointer());
    return scalar(input, ValueType.number, start, stop);
  }

  function literal(input: Room, start: number, end: number): number {
    for (const { type, bytes } of LITERALS) {
      if (input.bytes[start] !== bytes[0]) continue;
      if (start + bytes.length > end) return -1;
      for (let k = 1; k < bytes.length; k++) if (input.bytes[start + k] !== bytes[k]) return -1;
      return scalar(input, type, start, start + bytes.length);
    }
    return -1;
  }

  /** Reads `"name" :`; answers where the value begins, or -1. */
  function member(input: Room, at: number, end: number): number {
    const { bytes } = input;
    const quote = skipSpace(bytes, at, end);
    if (quote >= end || bytes[quote] !== QUOTE) return -1;
    let i = names.scan(input, quote + 1, end);
    if (i === -1) return -1;
    frames.setKey(names.id);
    nameAt = quote;
    if (names.slow && (seen.loneAt !== -1 || seen.controlAt !== -1)) noteString();
    i = skipSpace(bytes, i, end);
    return i < end && bytes[i] === COLON ? i + 1 : -1;
  }

  return (input, start, end) => {
    const { bytes } = input;
    frames.depth = 0;
    controlNoted = false;
    let i = start;
    value: for (;;) {
      i = skipSpace(bytes, i, end);
      if (i >= end) return false;
      const b = bytes[i];
      if (b === QUOTE) i = string(input, i + 1, end);
      else if (b === OPEN_BRACE || b === OPEN_BRACKET) {
        if (frames.depth === maxDepth) return false;
        const object = b === OPEN_BRACE;
        frames.open(push(object ? ValueType.object : ValueType.array, i), object);
        i = skipSpace(bytes, i + 1, end);
        if (i >= end) return false;
        if (bytes[i] !== (object ? CLOSE_BRACE : CLOSE_BRACKET)) {
          if (object) i = member(input, i, end);
          if (i === -1) return false;
          continue;
        }
        i = closeContainer(i);
      } else if (b === 0x2d || (b >= 0x30 && b <= 0x39)) i = number(input, i, end);
      else i = literal(input, i, end);
      if (i === -1) return false;
      for (;;) {
        i = skipSpace(bytes, i, end);
        if (frames.depth === 0) return i === end;
        if (i >= end) return false;
        const object = frames.inObject();
        if (bytes[i] === COMMA) {
          i++;
          if (object) i = member(input, i, end);
          if (i === -1) return false;
          continue value;
        }
        if (bytes[i] !== (object ? CLOSE_BRACE : CLOSE_BRACKET)) return false;
        i = closeContainer(i);
      }
    }
  };

  function closeContainer(at: number): number {
    const entry = frames.top();
    tape.end[entry] = at + 1;
    frames.close();
    frames.absorb(entry);
    return at + 1;
  }
}

function hasHigh(bytes: Uint8Array, from: number, end: number): boolean {
  for (let i = from; i < end; i++) if (bytes[i] >= 0x80) return true;
  return false;
}
