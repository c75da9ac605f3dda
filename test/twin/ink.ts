/** A growing buffer that generators write records to. */
export interface Ink {
  readonly length: number;
  byte(value: number): void;
  /** Text of code points below U+0100, one byte each. */
  latin(text: string): void;
  utf8(text: string): void;
  bytes(bytes: Uint8Array): void;
  /** Drops what was written behind `length`. */
  cut(length: number): void;
  /** A copy of `[from, length)`. */
  copy(from?: number): Uint8Array;
}

export function createInk(): Ink {
  let buffer = Buffer.alloc(1 << 16);
  let length = 0;
  function room(size: number): void {
    if (length + size <= buffer.length) return;
    const more = Buffer.alloc(Math.max(length + size, buffer.length * 2));
    more.set(buffer.subarray(0, length));
    buffer = more;
  }
  return {
    get length() {
      return length;
    },
    byte(value) {
      if (length === buffer.length) room(1);
      buffer[length++] = value;
    },
    latin(text) {
      room(text.length);
      length += buffer.write(text, length, 'latin1');
    },
    utf8(text) {
      room(text.length * 3);
      length += buffer.write(text, length, 'utf8');
    },
    bytes(bytes) {
      room(bytes.length);
      buffer.set(bytes, length);
      length += bytes.length;
    },
    cut(to) {
      length = to;
    },
    copy: (from = 0) => Uint8Array.from(buffer.subarray(from, length)),
  };
}
