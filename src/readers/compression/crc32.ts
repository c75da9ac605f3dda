let table: Uint32Array | undefined;

/**
 * The checksum of gzip and PNG (ISO 3309), continued from `value`, by a table of 256 words: for a Node before 20.15 and 22.2,
 * which has none built in.
 */
export function slowCrc32(bytes: Uint8Array, value = 0): number {
  table ??= Uint32Array.from({ length: 256 }, (_, byte) => {
    let word = byte;
    for (let bit = 0; bit < 8; bit++) word = word & 1 ? 0xedb88320 ^ (word >>> 1) : word >>> 1;
    return word;
  });
  let crc = ~value;
  for (let i = 0; i < bytes.length; i++) crc = table[(crc ^ bytes[i]) & 0xff] ^ (crc >>> 8);
  return ~crc >>> 0;
}
