/** Decoded bytes of a block of a frame: as they are, or one byte so many times. */
export type Block = string | Uint8Array | { readonly byte: number; readonly times: number };

export interface FrameParts {
  /** The window's descriptor: `2 ** (10 + (w >> 3))` bytes and eighths of it; default 256 KiB. */
  readonly window?: number;
  readonly dictionary?: number;
  /** Wrong ones are for tests only. */
  readonly checksum?: Uint8Array;
  /** Bits of the header's descriptor to set besides. */
  readonly bits?: number;
}

/** A Zstandard frame of blocks that are not compressed (RFC 8878, 3.1.1). */
export function frame(blocks: readonly Block[], parts: FrameParts = {}): Buffer {
  const { window = 8 << 3, dictionary, checksum, bits = 0 } = parts;
  const descriptor = (checksum === undefined ? 0 : 4) | (dictionary === undefined ? 0 : 1) | bits;
  const head = [0x28, 0xb5, 0x2f, 0xfd, descriptor, window, ...(dictionary === undefined ? [] : [dictionary])];
  const body = blocks.map((block, i) => blockOf(block, i === blocks.length - 1));
  return Buffer.concat([Buffer.from(head), ...body, ...(checksum === undefined ? [] : [checksum])]);
}

function blockOf(block: Block, last: boolean): Buffer {
  const bytes =
    typeof block === 'object' && 'times' in block ? Buffer.from([block.byte]) : Buffer.from(block as string);
  const [type, size] = typeof block === 'object' && 'times' in block ? [1, block.times] : [0, bytes.length];
  const header = (size << 3) | (type << 1) | (last ? 1 : 0);
  return Buffer.concat([Buffer.from([header & 0xff, (header >> 8) & 0xff, header >> 16]), bytes]);
}

/** A frame that decoders pass over. */
export function skippable(bytes: number): Buffer {
  const head = Buffer.alloc(8 + bytes, 0x7b);
  head.writeUInt32LE(0x184d2a53, 0);
  head.writeUInt32LE(bytes, 4);
  return head;
}
