import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { Member } from '../../core/plan.ts';
import { fileSource, type Source } from '../../readers/source.ts';
import type { Opened } from '../open.ts';

/** An input as every shard must find it. */
export interface Stamp {
  readonly name: string;
  /** Stored bytes; -1 for a stream. */
  readonly size: number;
  /** 128 bits of SHA-256 of the first and last 64 KiB; '' for a stream. Not the time of change: a copy has another. */
  readonly stamp: string;
}

const ENDS = 64 * 1024;

/** Stamps of opened inputs, in their order. */
export async function stampsOf(files: readonly Opened[]): Promise<readonly Stamp[]> {
  const stamps: Stamp[] = [];
  for (const { path, absolute, source, plan } of files) {
    const stamp = plan.members === undefined ? stampOf(absolute, source.bytes) : stampOfCorpus(plan.members, source);
    stamps.push({ name: path, ...(await stamp) });
  }
  return stamps;
}

/** Of all its documents together: each is read whole, for most are smaller than both ends of a file. */
async function stampOfCorpus(members: readonly Member[], source: Source): Promise<Pick<Stamp, 'size' | 'stamp'>> {
  const hash = createHash('sha256');
  for (const [i, { name, bytes }] of members.entries()) {
    const document = source.member?.(i) ?? EMPTY;
    hash.update(`${name}\0${bytes}\0`).update(document.subarray(0, ENDS)).update(document.subarray(-ENDS));
  }
  return { size: source.bytes, stamp: hash.digest('hex').slice(0, 32) };
}

async function stampOf(absolute: string, size: number): Promise<Pick<Stamp, 'size' | 'stamp'>> {
  if (size < 0) return { size, stamp: '' };
  const hash = createHash('sha256');
  const file = await open(absolute, 'r');
  try {
    const buffer = Buffer.alloc(Math.min(ENDS, size));
    for (const at of new Set([0, size - buffer.length])) {
      const { bytesRead } = await file.read(buffer, 0, buffer.length, at);
      hash.update(buffer.subarray(0, bytesRead));
    }
  } finally {
    await file.close();
  }
  return { size, stamp: hash.digest('hex').slice(0, 32) };
}

/** The input of a stamp, where it is still there and the same; else a source that cannot be read again. */
export async function sameSource(absolute: string, { name, size, stamp }: Stamp): Promise<Source> {
  try {
    const source = await fileSource(absolute, name);
    if (size >= 0 && source.bytes === size && (await stampOf(absolute, size)).stamp === stamp) return source;
  } catch (error) {
    if ((error as Error).name !== 'FtlintError' && (error as NodeJS.ErrnoException).code === undefined) throw error;
  }
  return { path: name, compression: null, bytes: -1, head: async () => ({ bytes: EMPTY, whole: true }), read: nothing };
}

const EMPTY = new Uint8Array(0);
async function* nothing(): AsyncGenerator<Uint8Array> {}
