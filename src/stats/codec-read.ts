import { Tag, TYPED } from './codec-tags.ts';

// A leading U+FEFF is data, not a mark; bytes we wrote are never invalid.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Bytes that are taken from the front. */
export interface Reader {
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
  // Copied: a wide array needs an aligned start. Not by `slice`, which gives a view where the bytes are a Buffer.
  return new type(new Uint8Array(take(from, takeVarint(from))).buffer);
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

/** Takes one value. Throws RangeError on bytes that `put` never wrote. */
export function takeValue(from: Reader): unknown {
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
