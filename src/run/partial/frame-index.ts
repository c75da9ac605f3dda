import { FtlintError } from '../../core/error.ts';
import { crc32 } from './crc32.ts';
import {
  BUCKETS,
  corrupt,
  type FrameHeader,
  Kind,
  type Prefix,
  PREFIX_BYTES,
  readHeader,
  readPrefix,
} from './frame.ts';
import type { PartFiles } from './part-files.ts';

/** Where a frame lies; its payload stays on the disk. */
export interface FrameAt {
  /** Number of the file. */
  readonly file: number;
  /** Its first byte in the file. */
  readonly at: number;
  readonly prefix: Prefix;
  readonly header: FrameHeader;
}

/** Bytes read at once: most headers end in them. */
const LOOK = 4096;

/** All frames of all files, headers checked, payloads not read. Throws FtlintError on a damaged or cut-off file. */
export async function indexFrames(files: PartFiles): Promise<readonly FrameAt[]> {
  const frames: FrameAt[] = [];
  for (const [file, name] of files.names.entries()) {
    const size = await files.size(file);
    if (size === 0) throw cutOff(name, 0, 'it is empty');
    for (let at = 0; at < size;) {
      const look = await files.read(file, at, LOOK);
      if (look.length < PREFIX_BYTES) throw cutOff(name, at, `${look.length} of ${PREFIX_BYTES} bytes of its prefix`);
      const prefix = readPrefix(look, name, at);
      const end = at + PREFIX_BYTES + prefix.headerBytes + prefix.payloadBytes;
      if (end > size) throw cutOff(name, at, `it should end at byte ${end} and the file at ${size}`);
      const inside = look.length >= PREFIX_BYTES + prefix.headerBytes;
      const json = inside
        ? look.subarray(PREFIX_BYTES, PREFIX_BYTES + prefix.headerBytes)
        : await files.read(file, at + PREFIX_BYTES, prefix.headerBytes);
      if (prefix.kind > Kind.closed || (prefix.kind !== Kind.set && prefix.bucket >= BUCKETS))
        throw new FtlintError('partial-version', `${name}: the frame at byte ${at} is of a kind that is not known`);
      frames.push({ file, at, prefix, header: readHeader(json, prefix, name, at) });
      at = end;
    }
  }
  return frames;
}

/** The payload of a frame. Throws FtlintError when it is not what was written. */
export async function payloadOf(files: PartFiles, { file, at, prefix }: FrameAt): Promise<Uint8Array> {
  const bytes = await files.read(file, at + PREFIX_BYTES + prefix.headerBytes, prefix.payloadBytes);
  if (bytes.length < prefix.payloadBytes) throw cutOff(files.names[file], at, 'its payload ends too early');
  if (crc32(bytes) !== prefix.payloadCrc) throw corrupt(files.names[file], at, 'its payload is damaged');
  return bytes;
}

function cutOff(name: string, at: number, why: string): FtlintError {
  return new FtlintError(
    'partial-truncated',
    `${name} is cut off in the frame at byte ${at}: ${why}`,
    'copy the file again, or scan that shard again',
  );
}
