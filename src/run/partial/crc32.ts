import * as zlib from 'node:zlib';

/** The checksum of gzip and PNG (ISO 3309), continued from `value`. Node has it built in since 20.15 and 22.2. */
export const crc32: (bytes: Uint8Array, value?: number) => number = zlib.crc32 ?? slowCrc32;

let table: Uint32Array | undefined;

/** The same by a table of 256 words. */
export function slowCrc32(bytes: Uint8Array, value = 0): number {
  table ??= Uint32Array.from({ length: 256 }, (_, byte) => {
    let word = byte;
    for (let bit = 0; bit < 8; bit++) word = word & 1 ? 0xedb88320 ^ (word >>> 1) : word >>> 1;
    return word;
  });
  let crc = ~value;
  for (const byte of bytes) crc = table[(crc ^ byte) & 0xff] ^ (crc >>> 8);
  return ~crc >>> 0;
}
