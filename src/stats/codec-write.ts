import { Tag, TYPED } from './codec-tags.ts';

const encoder = new TextEncoder();

/** Bytes that grow: what is written is `bytes[0, size)`. */
export interface Writer {
  bytes: Uint8Array;
  size: number;
}

function reserve(to: Writer, count: number): number {
  const at = to.size;
  to.size += count;
  if (to.size > to.bytes.length) {
    const grown = new Uint8Array(Math.max(to.size, to.bytes.length * 2));
    grown.set(to.bytes);
    to.bytes = grown;
  }
  return at;
}

function putByte(to: Writer, byte: number): void {
  const at = reserve(to, 1);
  to.bytes[at] = byte;
}

/** LEB128 by division, because shifts lose everything above 32 bits. */
function putVarint(to: Writer, value: number): void {
  while (value > 0x7f) {
    putByte(to, (value % 128) + 128);
    value = Math.floor(value / 128);
  }
  putByte(to, value);
}

function putBytes(to: Writer, bytes: Uint8Array): void {
  putVarint(to, bytes.length);
  const at = reserve(to, bytes.length);
  to.bytes.set(bytes, at);
}

function putNumber(to: Writer, value: number): void {
  if (Number.isSafeInteger(value) && !Object.is(value, -0)) {
    putByte(to, value < 0 ? Tag.negative : Tag.positive);
    putVarint(to, Math.abs(value));
    return;
  }
  putByte(to, Tag.float);
  const at = reserve(to, 8);
  new DataView(to.bytes.buffer).setFloat64(at, value, true);
}

function putString(to: Writer, text: string): void {
  // TextEncoder would replace half a surrogate pair: such strings go as UTF-16 units.
  if (/\p{Surrogate}/u.test(text)) {
    putByte(to, Tag.utf16);
    putVarint(to, text.length);
    for (let i = 0; i < text.length; i++) putVarint(to, text.charCodeAt(i));
    return;
  }
  putByte(to, Tag.utf8);
  putBytes(to, encoder.encode(text));
}

/** Appends one value; a Map by its keys in order, whatever the order in which they came. Throws TypeError on functions and symbols. */
export function put(to: Writer, value: unknown): void {
  if (value === null) return putByte(to, Tag.null);
  if (value === undefined) return putByte(to, Tag.undefined);
  if (typeof value === 'boolean') return putByte(to, value ? Tag.true : Tag.false);
  if (typeof value === 'number') return putNumber(to, value);
  if (typeof value === 'string') return putString(to, value);
  if (typeof value === 'bigint') {
    putByte(to, Tag.bigint);
    return putBytes(to, encoder.encode(value.toString(36)));
  }
  if (Array.isArray(value)) {
    putByte(to, Tag.array);
    putVarint(to, value.length);
    for (const item of value) put(to, item);
    return;
  }
  if (value instanceof Map) {
    putByte(to, Tag.map);
    putVarint(to, value.size);
    for (const [key, item] of [...(value as Map<unknown, unknown>)].sort(([a], [b]) => compareKeys(a, b))) {
      put(to, key);
      put(to, item);
    }
    return;
  }
  const kind = TYPED.findIndex((type) => value instanceof type);
  if (kind >= 0) {
    const view = value as Uint8Array;
    putByte(to, Tag.typed + kind);
    return putBytes(to, new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
  }
  if (typeof value !== 'object') throw new TypeError(`a state cannot hold a ${typeof value}`);
  const members = Object.entries(value);
  putByte(to, Tag.object);
  putVarint(to, members.length);
  for (const [key, item] of members) {
    putString(to, key);
    put(to, item);
  }
}

/** By type, then in the order of the type. */
function compareKeys(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a !== typeof b) return typeof a < typeof b ? -1 : 1;
  return String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0;
}
