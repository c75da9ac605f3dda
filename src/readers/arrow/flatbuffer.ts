import { Unreadable, WRITE_AGAIN } from '../rows/row-file.ts';

/** A table of a flatbuffer: fields by number, each absent or somewhere in the bytes. */
export interface FlatTable {
  int8(field: number): number;
  /** `otherwise` (0): the default of the field, which is not written. */
  int16(field: number, otherwise?: number): number;
  int32(field: number): number;
  /** As a float: no length or place in a file needs more. */
  int64(field: number): number;
  text(field: number): Uint8Array;
  table(field: number): FlatTable | undefined;
  tables(field: number): FlatTable[];
  /** Pairs of 64-bit numbers, which stand in the vector itself. */
  pairs(field: number): (readonly [number, number])[];
  int64s(field: number): number[];
  /** First numbers of `Block`s (File.fbs): where messages begin. */
  blocks(field: number): number[];
}

/** Tables in a message: a schema with 100,000 columns. The same bytes may be pointed to again and again. */
const TABLES_MOST = 400_000;

const damaged = (): Unreadable =>
  new Unreadable('is damaged: its description of the columns makes no sense', WRITE_AGAIN);

/** The root table of a flatbuffer. Every place is held against the bytes that are there. Throws Unreadable. */
export function rootTable(bytes: Uint8Array): FlatTable {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let made = 0;

  function within(at: number, length: number): number {
    if (at < 0 || at + length > bytes.length) throw damaged();
    return at;
  }
  const uint16 = (at: number): number => view.getUint16(within(at, 2), true);
  const int32 = (at: number): number => view.getInt32(within(at, 4), true);
  const int64 = (at: number): number => view.getInt32(within(at, 8) + 4, true) * 2 ** 32 + view.getUint32(at, true);
  const follow = (at: number): number => at + view.getUint32(within(at, 4), true);

  function tableAt(at: number): FlatTable {
    if (++made > TABLES_MOST) throw damaged();
    const vtable = at - int32(at);
    const size = uint16(vtable);

    function place(field: number): number {
      const slot = 4 + field * 2;
      const offset = slot + 2 <= size ? uint16(vtable + slot) : 0;
      return offset === 0 ? -1 : at + offset;
    }
    /** Places of a vector's items of `width` bytes. */
    function items(field: number, width: number): { readonly first: number; readonly count: number } {
      const found = place(field);
      if (found < 0) return { first: 0, count: 0 };
      const start = follow(found);
      const count = view.getUint32(within(start, 4), true);
      within(start + 4, count * width);
      return { first: start + 4, count };
    }
    const each = <T>({ first, count }: ReturnType<typeof items>, width: number, read: (at: number) => T): T[] =>
      Array.from({ length: count }, (_, i) => read(first + i * width));
    const or0 = (field: number, read: (at: number) => number, otherwise = 0): number => {
      const found = place(field);
      return found < 0 ? otherwise : read(found);
    };
    return {
      int8: (field) => or0(field, (found) => view.getInt8(within(found, 1))),
      int16: (field, otherwise) => or0(field, (found) => view.getInt16(within(found, 2), true), otherwise),
      int32: (field) => or0(field, int32),
      int64: (field) => or0(field, int64),
      text(field) {
        const { first, count } = items(field, 1);
        return bytes.subarray(first, first + count);
      },
      table(field) {
        const found = place(field);
        return found < 0 ? undefined : tableAt(follow(found));
      },
      tables: (field) => each(items(field, 4), 4, (found) => tableAt(follow(found))),
      pairs: (field) => each(items(field, 16), 16, (found) => [int64(found), int64(found + 8)] as const),
      int64s: (field) => each(items(field, 8), 8, int64),
      blocks: (field) => each(items(field, 24), 24, int64),
    };
  }
  return tableAt(follow(0));
}
