import { Unreadable, WRITE_AGAIN } from '../rows/row-file.ts';

/** Fields of a struct by their number. Integers of 64 bits are floats where no place in a file could need more. */
export type ThriftStruct = ReadonlyMap<number, ThriftValue>;
/** What Thrift's compact protocol can say, as far as Parquet uses it. */
export type ThriftValue = number | boolean | Uint8Array | ThriftStruct | readonly ThriftValue[];

/** Fields to be kept, by number; `true`: with all that is in them. Others are passed over: statistics are most of a footer. */
export interface Wanted {
  readonly [id: number]: true | Wanted;
}

/** Structs inside structs: Parquet has six. */
const DEPTH_MOST = 32;
/** Structs that are kept: 500,000 columns of row groups. Each takes memory, and a byte of the file. */
const STRUCTS_MOST = 1_000_000;
const VARINT_MOST = 10;

type Keep = true | Wanted | undefined;
const NOTHING = new Map<number, ThriftValue>();

const damaged = (): Unreadable =>
  new Unreadable('is damaged: its description of the columns makes no sense', WRITE_AGAIN);

/** Thrown where a struct does not end within the bytes at hand. */
export const TOO_SHORT = Symbol('too short');

/**
 * Reads one struct of Thrift's compact protocol from `bytes[at..]`; answers it and where it ended. Every number is of
 * bounded length and every list no longer than the bytes that are left. Throws `TOO_SHORT` or Unreadable.
 */
export function readThrift(
  bytes: Uint8Array,
  at: number,
  wanted: true | Wanted,
): { readonly value: ThriftStruct; readonly end: number } {
  let i = at;
  let structs = 0;

  function byte(): number {
    if (i >= bytes.length) throw TOO_SHORT;
    return bytes[i++];
  }

  function varint(): number {
    let value = 0;
    let scale = 1;
    for (let n = 0; n < VARINT_MOST; n++) {
      const next = byte();
      value += (next & 0x7f) * scale;
      if (next < 0x80) return value;
      scale *= 128;
    }
    throw damaged();
  }

  function zigzag(): number {
    const value = varint();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  function element(type: number, depth: number, keep: Keep): ThriftValue {
    switch (type) {
      case 1:
      case 2:
        return type === 1;
      case 3:
        return (byte() << 24) >> 24;
      case 4:
      case 5:
      case 6:
        return zigzag();
      case 7:
        for (let n = 0; n < 8; n++) byte();
        return 0;
      case 8: {
        const length = varint();
        if (length > bytes.length - i) throw TOO_SHORT;
        return bytes.subarray(i, (i += length));
      }
      case 9:
      case 10:
        return list(depth, keep);
      case 12:
        return struct(depth + 1, keep);
      default:
        throw damaged();
    }
  }

  function list(depth: number, keep: Keep): ThriftValue[] {
    const head = byte();
    const size = head >> 4 === 15 ? varint() : head >> 4;
    // An element takes a byte at least.
    if (size > bytes.length - i) throw TOO_SHORT;
    if (depth > DEPTH_MOST) throw damaged();
    const type = head & 15;
    const values: ThriftValue[] = [];
    for (let n = 0; n < size; n++) {
      const value = type <= 2 ? byte() === 1 : element(type, depth + 1, keep);
      if (keep !== undefined) values.push(value);
    }
    return values;
  }

  function struct(depth: number, keep: Keep): ThriftStruct {
    if (depth > DEPTH_MOST || (keep !== undefined && ++structs > STRUCTS_MOST)) throw damaged();
    const fields = keep === undefined ? NOTHING : new Map<number, ThriftValue>();
    let id = 0;
    for (;;) {
      const head = byte();
      if ((head & 15) === 0) return fields;
      id = head >> 4 === 0 ? zigzag() : id + (head >> 4);
      const inner = keep === true ? true : keep?.[id];
      const value = element(head & 15, depth, inner);
      if (inner !== undefined) fields.set(id, value);
    }
  }

  const value = struct(0, wanted);
  return { value, end: i };
}

/** A field that holds a number; undefined without one. */
export function numberIn(struct: ThriftStruct | undefined, id: number): number | undefined {
  const value = struct?.get(id);
  return typeof value === 'number' ? value : undefined;
}

/** A field that holds a struct; undefined without one. */
export function structIn(struct: ThriftStruct | undefined, id: number): ThriftStruct | undefined {
  const value = struct?.get(id);
  return value instanceof Map ? value : undefined;
}

/** A field that holds a list of structs; empty without one. */
export function structsIn(struct: ThriftStruct | undefined, id: number): readonly ThriftStruct[] {
  const value = struct?.get(id);
  return Array.isArray(value) ? value.filter((item): item is ThriftStruct => item instanceof Map) : [];
}

/** A field that holds bytes; undefined without one. */
export function bytesIn(struct: ThriftStruct | undefined, id: number): Uint8Array | undefined {
  const value = struct?.get(id);
  return value instanceof Uint8Array ? value : undefined;
}
