import { FtlintError } from '../core/error.ts';
import { writeReport } from './destinations.ts';
import type { Io } from './io.ts';
import type { Parsed } from './parse.ts';

/** Where a partial result goes: a file, or `-`. Throws FtlintError where that is not said, or is a terminal. */
export function outOf(parsed: Parsed, io: Io, example: string): string {
  const out = parsed.values.get('out')?.[0];
  if (out === undefined) throw new FtlintError('usage', '-o is missing: where is the partial result to go?', example);
  if (out === '-' && io.stdout.isTTY)
    throw new FtlintError('usage', '-o -: a partial result is no text for a terminal', example);
  return out;
}

/** Writes a partial result, to a file beside it first; the bytes written. */
export async function writeOut(
  out: string,
  frames: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  io: Io,
): Promise<number> {
  let bytes = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const piece of frames) {
      io.signal.throwIfAborted();
      bytes += piece.length;
      yield piece;
    }
  }
  if (out === '-') for await (const piece of counted()) await io.stdout.write(piece);
  else await writeReport(out, io.cwd, counted());
  return bytes;
}
