import { crc32 } from './crc32.ts';
import { corrupt, PREFIX_BYTES } from './frame.ts';
import type { FrameAt } from './frame-index.ts';
import type { PartFiles } from './part-files.ts';
import type { Parts } from './read-parts.ts';

/**
 * All frames, each once, in the order of the inputs' bytes, so that the same parts in any order give the same file.
 * One frame is in memory at a time. Throws FtlintError on a damaged payload.
 */
export async function* mergeParts({ files, pieces, closed }: Parts): AsyncGenerator<Uint8Array> {
  const all = pieces.flatMap(({ set, buckets }) => [set, ...buckets]);
  for (const parts of [...all, ...closed])
    for (const frame of parts) if (frame !== undefined) yield await frameBytes(files, frame);
}

/** A whole frame. Throws FtlintError when its payload is damaged. */
export async function frameBytes(files: PartFiles, { file, at, prefix }: FrameAt): Promise<Uint8Array> {
  const head = PREFIX_BYTES + prefix.headerBytes;
  const bytes = await files.read(file, at, head + prefix.payloadBytes);
  if (bytes.length < head + prefix.payloadBytes || crc32(bytes.subarray(head)) !== prefix.payloadCrc)
    throw corrupt(files.names[file], at, 'its payload is damaged');
  return bytes;
}
