import { FtlintError } from '../../core/error.ts';
import { crc32 } from './crc32.ts';
import { isFrameHeader } from './header-shape.ts';

/** What a frame holds: states of a pass, table entries that are still to be grouped, or what grouping them found. */
export const Kind = { set: 0, open: 1, closed: 2 } as const;

/** Number of the layout below; changes when a reader of the old one would misread. */
export const FORMAT = 1;
/** Bytes before the header. */
export const PREFIX_BYTES = 36;
/** Payload bytes of a frame, at most: an engine's column ends at 2 GiB a batch, and a reader holds one frame. */
export const FRAME_BYTES = 16 * 1024 * 1024;
/** Buckets of table entries, by the upper bits of their keys; four partitions each. */
export const BUCKETS = 64;
/** Bucket of a `set` frame. */
export const NO_BUCKET = 0xffffffff;
/** Bytes of a header, at most: more is a damaged length. */
const MOST_HEADER = 1 << 28;

const MAGIC = Uint8Array.of(0x46, 0x54, 0x4c, 0x50);

/** A stretch `[start, end)` of the stored bytes of input number `file`. */
export type Range = readonly [file: number, start: number, end: number];

/** What one run of `scan` has seen: the unit that is counted once. */
export interface Piece {
  /** `[i, n]` of `--shard i/n`. */
  readonly shard: readonly [number, number];
  /** In order; neighbours of one file are joined. */
  readonly ranges: readonly Range[];
  /** Checksum of what this run holds for the frame's kind and bucket, all parts together. */
  readonly crc: number;
}

/** Entries of one table in an open frame's payload, one run behind the other. */
export interface EntryRun {
  readonly dataset: number;
  readonly table: string;
  readonly partition: number;
  readonly bytes: number;
}

/** The JSON between prefix and payload. */
export interface FrameHeader {
  /** Version of ftlint. */
  readonly tool: string;
  /** Digest of the rules and of the options that change a state. */
  readonly rules: string;
  /** Digest of the inputs' names, sizes and stamps. */
  readonly inputs: string;
  /** Digest of how each input is read: container, dialect, mapping, task. */
  readonly plan: string;
  readonly buckets: number;
  readonly cover: Piece;
  /** `[k, of]` from 1, where one state or bucket is larger than a frame. */
  readonly part: readonly [number, number];
  /** Of an open frame. */
  readonly runs?: readonly EntryRun[];
}

/** A frame's first 36 bytes. */
export interface Prefix {
  readonly kind: number;
  readonly bucket: number;
  readonly headerBytes: number;
  readonly payloadBytes: number;
  readonly headerCrc: number;
  readonly payloadCrc: number;
}

/** Prefix and header of a frame whose payload follows. Little endian. */
export function frameHead(
  kind: number,
  bucket: number,
  header: FrameHeader,
  payloadBytes: number,
  payloadCrc: number,
): Uint8Array {
  const json = new TextEncoder().encode(JSON.stringify(header));
  const head = new Uint8Array(PREFIX_BYTES + json.length);
  const view = new DataView(head.buffer);
  head.set(MAGIC);
  view.setUint16(4, FORMAT, true);
  view.setUint8(6, kind);
  view.setUint32(8, bucket, true);
  view.setUint32(12, json.length, true);
  view.setBigUint64(16, BigInt(payloadBytes), true);
  view.setUint32(24, crc32(json), true);
  view.setUint32(28, payloadCrc, true);
  view.setUint32(32, crc32(head.subarray(0, 32)), true);
  head.set(json, PREFIX_BYTES);
  return head;
}

/** Reads a prefix at byte `at` of `name`. Throws FtlintError: not a partial, damaged, or of another format. */
export function readPrefix(bytes: Uint8Array, name: string, at: number): Prefix {
  if (MAGIC.some((byte, i) => bytes[i] !== byte)) {
    if (at === 0)
      throw new FtlintError('not-a-partial', `${name} is no partial result of ftlint scan`, 'ftlint check reads data');
    throw corrupt(name, at, 'no frame begins there');
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, PREFIX_BYTES);
  // Before anything is believed: a wrong length would send the reader into the middle of a payload.
  if (view.getUint32(32, true) !== crc32(bytes.subarray(0, 32))) throw corrupt(name, at, 'its prefix is damaged');
  const format = view.getUint16(4, true);
  if (format !== FORMAT)
    throw new FtlintError(
      'partial-version',
      `${name}: the frame at byte ${at} has format ${format}; this ftlint reads format ${FORMAT}`,
      'scan again with one version of ftlint',
    );
  const payload = view.getBigUint64(16, true);
  const headerBytes = view.getUint32(12, true);
  if (payload > BigInt(FRAME_BYTES) || headerBytes > MOST_HEADER) throw corrupt(name, at, 'it is larger than a frame');
  return {
    kind: view.getUint8(6),
    bucket: view.getUint32(8, true),
    headerBytes,
    payloadBytes: Number(payload),
    headerCrc: view.getUint32(24, true),
    payloadCrc: view.getUint32(28, true),
  };
}

/** Reads a header. Throws FtlintError when it is damaged. */
export function readHeader(bytes: Uint8Array, { headerCrc }: Prefix, name: string, at: number): FrameHeader {
  if (crc32(bytes) !== headerCrc) throw corrupt(name, at, 'its header is damaged');
  const header = parsed(bytes);
  if (!isFrameHeader(header)) throw corrupt(name, at, 'its header is not one of ftlint scan');
  return header;
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}

/** A frame whose bytes are not those that were written. */
export function corrupt(name: string, at: number, why: string): FtlintError {
  return new FtlintError(
    'partial-corrupt',
    `${name}: the frame at byte ${at} cannot be read: ${why}`,
    'copy the file again, or scan that shard again',
  );
}
