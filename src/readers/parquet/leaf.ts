import { isUtf8 } from 'node:buffer';
import { type Leaf, Physical } from './schema.ts';
import { dateText, decimalText, floatText, halfFloat, timestampText, timeText } from '../rows/scalar-text.ts';
import type { JsonText } from '../rows/json-text.ts';

/** How the values of a column are written as JSON. */
export interface LeafText {
  /** A number, or a truth value as 0 or 1. */
  number(text: JsonText, value: number | bigint): void;
  /** Bytes `[from, to)`. */
  bytes(text: JsonText, bytes: Uint8Array, from: number, to: number): void;
}

/**
 * The writer of a column. Bytes that no annotation calls text are text where they are UTF-8, as older writers leave them,
 * and else null: images and sound are no training text, and would be most of a file's memory.
 */
export function leafText({ physical, meaning, width }: Leaf): LeafText {
  const number = numberText(physical, meaning);
  return { number: (text, value) => text.ascii(number(value)), bytes: bytesText(meaning, width) };
}

function numberText(physical: number, meaning: Leaf['meaning']): (value: number | bigint) => string {
  switch (meaning.is) {
    case 'decimal':
      return (value) => decimalText(BigInt(value), meaning.scale);
    case 'date':
      return (value) => dateText(Number(value));
    case 'time':
      return (value) => timeText(BigInt(value), meaning.unit);
    case 'timestamp':
      return (value) => timestampText(BigInt(value), meaning.unit, meaning.utc ? 'Z' : '');
    case 'unsigned':
      return physical === Physical.int64
        ? (value) => String(value < 0 ? BigInt.asUintN(64, BigInt(value)) : value)
        : (value) => String(Number(value) >>> 0);
    case 'none':
      return () => 'null';
    default:
      if (physical === Physical.boolean) return (value) => (value ? 'true' : 'false');
      if (physical === Physical.float || physical === Physical.double) return (value) => floatText(Number(value));
      return String;
  }
}

function bytesText(meaning: Leaf['meaning'], width: number): LeafText['bytes'] {
  switch (meaning.is) {
    case 'text':
      return (text, bytes, from, to) => text.string(bytes, from, to);
    case 'decimal':
      return (text, bytes, from, to) => text.ascii(decimalText(bigEndian(bytes, from, to), meaning.scale));
    case 'uuid':
      if (width === 16) return (text, bytes, from) => text.ascii(uuidText(bytes, from));
      break;
    case 'half':
      if (width === 2)
        return (text, bytes, from) => text.ascii(floatText(halfFloat(bytes[from] | (bytes[from + 1] << 8))));
      break;
    case 'none':
      return (text) => text.ascii('null');
  }
  return (text, bytes, from, to) => {
    if (isUtf8(bytes.subarray(from, to))) text.string(bytes, from, to);
    else text.ascii('null');
  };
}

/** Bytes of a decimal at most: 76 digits take 32. */
const DECIMAL_MOST = 64;

function bigEndian(bytes: Uint8Array, from: number, to: number): bigint {
  if (to === from || to - from > DECIMAL_MOST) return 0n;
  let value = BigInt((bytes[from] << 24) >> 24);
  for (let i = from + 1; i < to; i++) value = value * 256n + BigInt(bytes[i]);
  return value;
}

/** Sixteen bytes in the usual spelling, in quotes. */
export function uuidText(bytes: Uint8Array, from: number): string {
  const hex = Buffer.from(bytes.buffer, bytes.byteOffset + from, 16).toString('hex');
  return `"${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}"`;
}
