/** What a Zstandard frame says of itself before its blocks (RFC 8878, 3.1.1.1). */
export interface FrameHeader {
  /** Bytes of the header, with its magic number. */
  readonly bytes: number;
  /** Bytes of decoded text that a decoder must keep. */
  readonly window: number;
  /** Bytes of what it decodes to; undefined: it does not say. */
  readonly content: number | undefined;
  /** 0: none. */
  readonly dictionary: number;
  /** A checksum of 4 bytes stands behind the last block. */
  readonly checksum: boolean;
}

/** Bytes of the longest header. */
export const HEADER_MOST = 18;
/** Decoded bytes of a block, at most (RFC 8878, 3.1.1.2.3). */
export const BLOCK_MOST = 128 * 1024;

/** A frame that holds data. */
export const isFrame = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x28 && bytes[1] === 0xb5 && bytes[2] === 0x2f && bytes[3] === 0xfd;

/** A frame that decoders pass over; its four bytes of size follow. */
export const isSkippable = (bytes: Uint8Array): boolean =>
  (bytes[0] & 0xf0) === 0x50 && bytes[1] === 0x2a && bytes[2] === 0x4d && bytes[3] === 0x18;

/** Whether a file begins as zstd writes it: with either kind of frame. */
export const isZstd = (bytes: Uint8Array): boolean => isFrame(bytes) || isSkippable(bytes);

/** Bytes of a header whose fifth byte is `descriptor`. */
export function headerBytes(descriptor: number): number {
  const single = (descriptor & 0x20) !== 0;
  return 5 + (single ? 0 : 1) + [0, 1, 2, 4][descriptor & 3] + sizeBytes(descriptor);
}

/** Bytes that say how long the decoded content is. */
const sizeBytes = (descriptor: number): number => [(descriptor & 0x20) === 0 ? 0 : 1, 2, 4, 8][descriptor >> 6];

/** Reads a whole header; undefined when it uses the bit that is reserved. */
export function frameHeader(bytes: Uint8Array): FrameHeader | undefined {
  const descriptor = bytes[4];
  if ((descriptor & 8) !== 0) return undefined;
  const number = (at: number, length: number): number => {
    let value = 0;
    for (let i = length - 1; i >= 0; i--) value = value * 256 + bytes[at + i];
    return value;
  };
  let at = 5;
  let window = 0;
  if ((descriptor & 0x20) === 0) {
    const base = 2 ** (10 + (bytes[at] >> 3));
    window = base + (base / 8) * (bytes[at] & 7);
    at++;
  }
  const ids = [0, 1, 2, 4][descriptor & 3];
  const dictionary = number(at, ids);
  at += ids;
  const sizes = sizeBytes(descriptor);
  // Two bytes count from 256.
  const content = sizes === 0 ? undefined : number(at, sizes) + (sizes === 2 ? 256 : 0);
  // The content is one segment: all of it is the window.
  if ((descriptor & 0x20) !== 0) window = content ?? 0;
  return { bytes: at + sizes, window, content, dictionary, checksum: (descriptor & 4) !== 0 };
}
