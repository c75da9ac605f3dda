import type { JsonRows } from '../../core/plan.ts';
import type { Cutter } from './cutter.ts';
import { keyText } from './key-text.ts';
import { closersBefore } from '../csv/lost-quote.ts';
import { splitOfKey } from '../split-words.ts';

/** Where a cutter stands between elements. */
const At = {
  start: 0,
  key: 1,
  colon: 2,
  member: 3,
  afterMember: 4,
  value: 5,
  element: 6,
  afterElement: 7,
  end: 8,
  spill: 9,
} as const;
type At = (typeof At)[keyof typeof At];

/** What is going by while a value or key is inside. */
const Inside = { nothing: 0, container: 1, string: 2, scalar: 3 } as const;

/** Starts a cutter; `rows` says which parts of a top-level object hold the records, `undefined` that the top is an array. */
export function createCutter(rows: JsonRows | undefined): Cutter {
  let at: At = rows?.keys === 'self' ? At.value : At.start;
  let inside: number = Inside.nothing;
  let depth = 0;
  let inString = false;
  let escaped = false;
  let previous = 0;
  let spilled = false;
  let afterComma = false;
  let lines = 0;
  let start = 0;
  let startLine = 0;
  let keyBytes: number[] = [];
  const chosen = rows === undefined || rows.keys === 'self' ? undefined : rows.keys;
  const cutter: Cutter & { open: number; closed: boolean; lf: number; crlf: number } = {
    next,
    get between() {
      // A CR may be half of a line end: whoever goes on would not know of it.
      return at === At.element && inside === Inside.nothing && previous !== 0x0d;
    },
    get lines() {
      return lines;
    },
    jump,
    found: false,
    offset: 0,
    end: 0,
    line: 0,
    split: undefined,
    open: -1,
    closed: false,
    faults: [],
    lf: 0,
    crlf: 0,
    finish,
  };

  const fault = (reason: string, offset: number): void => void cutter.faults.push({ reason, offset, line: lines });
  const isChosen = (key: string): boolean =>
    chosen === 'splits' ? splitOfKey(key) !== undefined : (chosen?.includes(key) ?? false);

  function jump(ends: number, crlf: number): void {
    lines += ends;
    cutter.crlf += crlf;
    cutter.lf += ends - crlf;
    previous = 0x2c;
    afterComma = true;
    cutter.found = false;
  }

  /** Begins a value, key or skipped member at `offset`. */
  function begin(byte: number, offset: number): void {
    start = offset;
    cutter.open = at === At.key || at === At.member ? -1 : offset;
    startLine = lines;
    depth = byte === 0x7b || byte === 0x5b ? 1 : 0;
    inString = byte === 0x22;
    escaped = false;
    inside = depth > 0 ? Inside.container : inString ? Inside.string : Inside.scalar;
    if (at === At.key) keyBytes = inside === Inside.scalar ? [byte] : [];
  }

  /** Ends it before `offset`; true when it was an element. */
  function complete(offset: number): boolean {
    inside = Inside.nothing;
    const was = at;
    cutter.open = -1;
    if (was === At.key) {
      at = At.colon;
      return false;
    }
    if (was === At.member) {
      at = At.afterMember;
      return false;
    }
    at = was === At.value ? At.end : At.afterElement;
    cutter.found = true;
    cutter.offset = start;
    cutter.end = offset;
    cutter.line = startLine;
    return true;
  }

  /** One byte inside a value; true when the value ended with it (`1`) or before it (`2`). */
  function within(byte: number): 0 | 1 | 2 {
    if (inString) {
      if (escaped) escaped = false;
      else if (byte === 0x5c) escaped = true;
      else if (byte === 0x22 || byte === 0x0a) {
        inString = false;
        if (inside === Inside.string) return byte === 0x22 ? 1 : 2;
        return 0;
      }
      if (at === At.key && keyBytes.length < 4096) keyBytes.push(byte);
      return 0;
    }
    if (inside === Inside.scalar) {
      const ends = byte === 0x2c || byte === 0x5d || byte === 0x7d || byte <= 0x20 || (at === At.key && byte === 0x3a);
      if (!ends && at === At.key && keyBytes.length < 4096) keyBytes.push(byte);
      return ends ? 2 : 0;
    }
    if (byte === 0x22) inString = true;
    else if (byte === 0x7b || byte === 0x5b) depth++;
    else if (byte === 0x7d || byte === 0x5d) return --depth === 0 ? 1 : 0;
    return 0;
  }

  /** One byte between values. */
  function between(byte: number, offset: number): void {
    if (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) return;
    switch (at) {
      case At.start:
        at = chosen === undefined ? At.element : At.key;
        afterComma = false;
        return;
      case At.key:
        if (byte === 0x7d) {
          if (afterComma) fault('trailing comma', offset);
          at = At.end;
        } else if (byte === 0x2c) fault('a comma too many', offset);
        else begin(byte, offset);
        return;
      case At.colon:
        if (byte === 0x3a) {
          const key = keyText(keyBytes);
          at = At.member;
          if (isChosen(key)) {
            cutter.split = splitOfKey(key);
            at = At.value;
          }
        } else fault('a colon is missing behind the key', offset);
        return;
      case At.value:
        if (rows?.keys === 'self') begin(byte, offset);
        else if (byte === 0x5b) {
          at = At.element;
          afterComma = false;
        } else {
          // A chosen key without an array ("test": null) holds no records.
          at = At.member;
          begin(byte, offset);
        }
        return;
      case At.member:
        if (byte === 0x7d || byte === 0x2c) {
          fault('a value is missing', offset);
          at = byte === 0x7d ? At.end : At.key;
        } else begin(byte, offset);
        return;
      case At.element:
        if (byte === 0x5d) {
          if (afterComma) fault('trailing comma', offset);
          at = chosen === undefined ? At.end : At.afterMember;
        } else if (byte === 0x2c) fault('a comma too many', offset);
        else if (byte === 0x7d) fault('a closing } without its opening one', offset);
        else begin(byte, offset);
        return;
      case At.afterElement:
      case At.afterMember: {
        const array = at === At.afterElement;
        if (byte === 0x2c) {
          at = array ? At.element : At.key;
          afterComma = true;
        } else if (array && byte === 0x5d) at = chosen === undefined ? At.end : At.afterMember;
        else if (!array && byte === 0x7d) at = At.end;
        else if (byte === 0x5d || byte === 0x7d)
          fault(`a closing ${String.fromCharCode(byte)} without its opening one`, offset);
        else {
          fault('a comma is missing', offset);
          at = array ? At.element : At.key;
          begin(byte, offset);
        }
        return;
      }
      default:
        if (!spilled) fault('text behind the end of the JSON value', offset);
        spilled = true;
        at = At.spill;
    }
  }

  function next(bytes: Uint8Array, from: number, to: number, base: number, pause = false): number {
    cutter.found = false;
    let i = from;
    for (; i < to; i++) {
      if (inString && !escaped && at !== At.key) {
        const from = i;
        while (i < to && bytes[i] !== 0x22 && bytes[i] !== 0x5c && bytes[i] !== 0x0a) i++;
        if (i > from) previous = bytes[i - 1];
        if (i === to) break;
      }
      const byte = bytes[i];
      if (byte === 0x0a && inString && inside === Inside.container && at === At.element) {
        // A lost quote hides the brackets that close its line: without them the next element would be swallowed.
        const closers = closersBefore(bytes, i, depth);
        depth -= closers.count;
        if (depth === 0) {
          inString = false;
          complete(base + closers.end);
          return closers.end;
        }
      }
      let done = false;
      const before = at;
      if (inside === Inside.nothing) between(byte, base + i);
      else {
        const ended = within(byte);
        if (ended > 0) done = complete(base + i + (ended === 1 ? 1 : 0));
        if (ended === 2) {
          if (done) return i;
          between(byte, base + i);
        }
      }
      if (byte === 0x0a) {
        lines++;
        if (previous === 0x0d) cutter.crlf++;
        else cutter.lf++;
      }
      previous = byte;
      if (done || (pause && at === At.element && before !== At.element)) return i + 1;
    }
    return i;
  }

  function finish(offset: number): void {
    cutter.found = false;
    cutter.closed = at === At.end || at === At.spill;
    if (inside !== Inside.nothing && (at === At.element || at === At.value || at === At.afterElement)) {
      // A number at the end may be whole; a container or string that is cut off is the scanner's to report.
      if (inside === Inside.scalar) fault('the array is not closed', offset);
      complete(offset);
      return;
    }
    if (at === At.end || at === At.spill) return;
    fault(at === At.element || at === At.afterElement ? 'the array is not closed' : 'the object is not closed', offset);
  }
  return cutter;
}
