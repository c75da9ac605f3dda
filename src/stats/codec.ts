/** Turns a state into bytes and back: what a partial file holds, and what a worker hands over. */
export interface Codec<S> {
  /** Changes when the meaning of the bytes changes. */
  readonly version: number;
  encode(state: S): Uint8Array;
  /** Throws RangeError on bytes that `encode` never wrote. */
  decode(bytes: Uint8Array): S;
}

const Tag = {
  null: 0,
  undefined: 1,
  false: 2,
  true: 3,
  positive: 4,
  negative: 5,
  float: 6,
  bigint: 7,
  utf8: 8,
  utf16: 9,
  array: 10,
  object: 11,
  map: 12,
  typed: 16,
} as const;

// The order is part of the format: append only.
const TYPED = [
  Uint8Array,
  Int8Array,
  Uint16Array,
  Int16Array,
  Uint32Array,
  Int32Array,
  Float32Array,
  Float64Array,
  BigUint64Array,
  BigInt64Array,
] as const;

const encoder = new TextEncoder();
// A leading U+FEFF is data, not a mark; bytes we wrote are never invalid.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

interface Writer {
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

function put(to: Writer, value: unknown): void {
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
    for (const [key, item] of value) {
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

interface Reader {
  readonly bytes: Uint8Array;
  at: number;
}

function take(from: Reader, count: number): Uint8Array {
  if (count > from.bytes.length - from.at) throw new RangeError('the encoded state ends too early');
  from.at += count;
  return from.bytes.subarray(from.at - count, from.at);
}

function takeVarint(from: Reader): number {
  let value = 0;
  for (let scale = 1; ; scale *= 128) {
    const byte = take(from, 1)[0];
    value += (byte & 0x7f) * scale;
    if (byte < 0x80) return value;
    if (scale > Number.MAX_SAFE_INTEGER) throw new RangeError('the encoded state holds a number that is too long');
  }
}

function takeTyped(from: Reader, kind: number): unknown {
  const type = TYPED[kind];
  if (type === undefined) throw new RangeError('the encoded state holds an unknown type');
  // Copied: a wide array needs an aligned start.
  return new type(take(from, takeVarint(from)).slice().buffer);
}

function takeUnits(from: Reader): string {
  const units = Array.from({ length: takeVarint(from) }, () => takeVarint(from));
  return units.map((unit) => String.fromCharCode(unit)).join('');
}

function takeFloat(from: Reader): number {
  const bytes = take(from, 8);
  return new DataView(bytes.buffer, bytes.byteOffset).getFloat64(0, true);
}

function takeBigInt(from: Reader): bigint {
  const digits = decoder.decode(take(from, takeVarint(from)));
  let value = 0n;
  for (const digit of digits.replace('-', '')) value = value * 36n + BigInt(parseInt(digit, 36));
  return digits.startsWith('-') ? -value : value;
}

function takeItems(from: Reader): unknown[] {
  const count = takeVarint(from);
  const items: unknown[] = [];
  for (let i = 0; i < count; i++) items.push(takeValue(from));
  return items;
}

function takePairs(from: Reader): [unknown, unknown][] {
  const count = takeVarint(from);
  const pairs: [unknown, unknown][] = [];
  for (let i = 0; i < count; i++) pairs.push([takeValue(from), takeValue(from)]);
  return pairs;
}

function takeValue(from: Reader): unknown {
  const tag = take(from, 1)[0];
  if (tag >= Tag.typed) return takeTyped(from, tag - Tag.typed);
  switch (tag) {
    case Tag.null:
      return null;
    case Tag.undefined:
      return undefined;
    case Tag.false:
    case Tag.true:
      return tag === Tag.true;
    case Tag.positive:
      return takeVarint(from);
    case Tag.negative:
      return -takeVarint(from);
    case Tag.float:
      return takeFloat(from);
    case Tag.bigint:
      return takeBigInt(from);
    case Tag.utf8:
      return decoder.decode(take(from, takeVarint(from)));
    case Tag.utf16:
      return takeUnits(from);
    case Tag.array:
      return takeItems(from);
    case Tag.map:
      return new Map(takePairs(from));
    case Tag.object:
      // fromEntries defines members, so that a key `__proto__` stays data.
      return Object.fromEntries(takePairs(from) as [string, unknown][]);
    default:
      throw new RangeError(`the encoded state holds an unknown tag ${tag}`);
  }
}

/**
 * A compact codec for plain data: null, booleans, numbers, bigints, strings, arrays, plain objects, Maps and typed arrays.
 * Equal values with equal order of members give equal bytes; integers take 1 byte per 7 bits, floats 8 bytes.
 */
export function plainCodec<S>(version: number): Codec<S> {
  return {
    version,
    encode(state) {
      const to: Writer = { bytes: new Uint8Array(256), size: 0 };
      put(to, state);
      return to.bytes.slice(0, to.size);
    },
    decode(bytes) {
      const from: Reader = { bytes, at: 0 };
      const state = takeValue(from) as S;
      if (from.at !== bytes.length) throw new RangeError('the encoded state is followed by other bytes');
      return state;
    },
  };
}
