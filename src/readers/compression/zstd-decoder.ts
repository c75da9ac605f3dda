/** Decodes frames of Zstandard, in pieces that end with a block. */
export interface ZstdDecoder {
  /** Decoded bytes of whole blocks; rejects with what is wrong with them. `last`: a frame ends with these bytes. */
  decode(blocks: Uint8Array, last: boolean): Promise<readonly Uint8Array[]>;
  close(): void;
}

/** What zlib of Node 22.15, 23.8 and later has; types of the oldest Node that is supported know nothing of it. */
interface WithZstd {
  readonly createZstdDecompress?: typeof import('node:zlib').createInflateRaw;
}

/** The platform's decoder, which also holds each frame against its checksum, or where it has none, one in JavaScript, which does not. */
export async function zstdDecoder(zlib?: WithZstd): Promise<ZstdDecoder> {
  const { createZstdDecompress } = zlib ?? ((await import('node:zlib')) as WithZstd);
  return createZstdDecompress === undefined ? plainDecoder() : platformDecoder(createZstdDecompress);
}

const OUTPUT = 256 * 1024;

function platformDecoder(create: NonNullable<WithZstd['createZstdDecompress']>): ZstdDecoder {
  const stream = create({ chunkSize: OUTPUT });
  let out: Uint8Array[] = [];
  let failure: Error | undefined;
  stream.on('data', (piece: Uint8Array) => out.push(piece));
  stream.on('error', (error) => (failure ??= error));
  return {
    async decode(blocks) {
      await new Promise<void>((done) => {
        const end = (): void => {
          stream.off('error', end);
          done();
        };
        stream.on('error', end);
        stream.write(blocks, end);
      });
      if (failure !== undefined) throw failure;
      const pieces = out;
      out = [];
      return pieces;
    },
    close: () => void stream.destroy(),
  };
}

/** Loaded here: only compressed files on an older Node need it. */
async function plainDecoder(): Promise<ZstdDecoder> {
  const { Decompress } = await import('fzstd');
  let out: Uint8Array[] = [];
  let decoder: InstanceType<typeof Decompress> | undefined;
  return {
    async decode(blocks, last) {
      decoder ??= new Decompress((piece) => out.push(piece));
      // It keeps every piece that ends with a block until one does not: the last byte comes alone, and it lets go of them.
      decoder.push(blocks.subarray(0, -1));
      decoder.push(blocks.subarray(-1), last);
      if (last) decoder = undefined;
      const pieces = out;
      out = [];
      return pieces;
    },
    close() {
      decoder = undefined;
    },
  };
}
