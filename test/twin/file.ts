import type { Container, CsvDialect, Encoding, FilePlan, JsonRows } from '../../src/core/plan.ts';
import type { Direct, Source } from '../../src/readers/source.ts';

/** Bytes with how they are to be read: what both engines are given. */
export interface TwinFile {
  readonly bytes: Uint8Array;
  readonly plan: FilePlan;
}

/** How a file is cut while it is read. Only `segment` may show in what comes out. */
export interface How {
  /** Bytes of a chunk of the source; or the sizes of all chunks but the last. */
  readonly chunk?: number | readonly number[];
  readonly batchBytes?: number;
  readonly batchEntries?: number;
  readonly quoteBytes?: number;
  /** Handed out as a plain file is, into the reader's own memory. */
  readonly direct?: boolean;
  /** Bytes of a segment. */
  readonly segment?: number;
}

interface Kind {
  readonly rows?: JsonRows;
  readonly csv?: CsvDialect;
  readonly bom?: number;
  readonly encoding?: Encoding;
}

/** A file whose plan is given, not found: bytes that no plan would be made for are read, too. */
export function twinFile(container: Container, bytes: Uint8Array, kind: Kind = {}): TwinFile {
  const { bom = 0, encoding = 'utf-8', ...rest } = kind;
  const plan: FilePlan = {
    path: `twin.${container}`,
    origin: 'named',
    bytes: bytes.length,
    compression: null,
    encoding,
    bom,
    container,
    ...rest,
    split: null,
    shard: null,
    notes: [],
    why: [],
    divisible: container === 'jsonl' && encoding === 'utf-8',
  };
  return { bytes, plan };
}

/** A source over bytes in memory that hands out copies: no engine can read behind the end of what it was given. */
export function bytesSource(bytes: Uint8Array, { chunk = 1 << 20, direct = false }: How): Source {
  return {
    ...(direct ? { direct: (offset) => directly(bytes, offset, typeof chunk === 'number' ? chunk : 1 << 20) } : {}),
    path: 'twin',
    compression: null,
    bytes: bytes.length,
    head: (limit) => Promise.resolve({ bytes: bytes.subarray(0, limit), whole: bytes.length <= limit }),
    read: (offset) => chunks(bytes, offset, chunk),
  };
}

async function* chunks(
  bytes: Uint8Array,
  offset: number,
  chunk: number | readonly number[],
): AsyncGenerator<Uint8Array> {
  let n = 0;
  for (let at = offset; at < bytes.length;) {
    const size = typeof chunk === 'number' ? chunk : (chunk[n++] ?? bytes.length);
    yield bytes.slice(at, at + size);
    at += size;
  }
}

function directly(bytes: Uint8Array, offset: number, most: number): Direct {
  let at = offset;
  return {
    into(to, where, size) {
      const piece = bytes.subarray(at, at + Math.min(size, most));
      to.set(piece, where);
      at += piece.length;
      return piece.length;
    },
    close: () => undefined,
  };
}
