import { Buffer } from 'node:buffer';

/** Bytes with the two other views that the loops want of them: four bytes a load, and decoding. */
export interface Room {
  bytes: Uint8Array;
  view: DataView;
  buffer: Buffer;
}

/** The same memory, always as a plain Uint8Array: a Buffer here would make the loops slower for everybody. */
export function roomOver(bytes: Uint8Array): Room {
  return {
    bytes: new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    buffer: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
  };
}

/** Bytes that a room keeps between batches. */
export const ROOM_NORMAL = 1 << 16;
const ROOM_FAR = 1 << 22;

/** Makes room for `size` bytes; the first `keep` survive. */
export function enlarge(room: Room, size: number, keep: number): void {
  if (size <= room.bytes.length) return;
  const bytes = new Uint8Array(Math.max(size, room.bytes.length * 2));
  bytes.set(room.bytes.subarray(0, keep));
  Object.assign(room, roomOver(bytes));
}

/** Gives the memory of one giant string back. */
export function shrinkRoom(room: Room): void {
  if (room.bytes.length > ROOM_FAR) Object.assign(room, roomOver(new Uint8Array(ROOM_NORMAL)));
}

/** Bytes that are decoded to a JavaScript string at most: the language ends at 2^29 code units. */
const TEXT_MOST = 1 << 28;

/** Text of UTF-8 bytes; cut at 256 MiB, where no string could hold more. */
export function decodeText(room: Room, start: number, end: number, ascii: boolean): string {
  return room.buffer.toString(ascii ? 'latin1' : 'utf8', start, Math.min(end, start + TEXT_MOST));
}
