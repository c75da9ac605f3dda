import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { FtlintError } from '../../src/core/error.ts';
import { planFile } from '../../src/readers/plan.ts';
import { rowContainer } from '../../src/readers/rows/row-plan.ts';
import type { TwinFile } from './file.ts';

const HEAD = 1 << 20;

/** A file as a check would read it, decompressed; undefined when ftlint refuses it as a whole. */
export function realFile(path: string): TwinFile | undefined {
  const stored = readFileSync(path);
  try {
    // Rows of a table reach every engine as lines of JSON, which are compared as such.
    if (rowContainer(stored) !== undefined) return undefined;
    const bytes = stored[0] === 0x1f && stored[1] === 0x8b ? gunzipSync(stored) : stored;
    const plan = planFile(bytes.subarray(0, HEAD), {
      path: relative(process.cwd(), path),
      origin: 'named',
      bytes: bytes.length,
      compression: null,
      headIsWhole: bytes.length <= HEAD,
    });
    return { bytes, plan };
  } catch (error) {
    // A torn gzip, or what no reader opens.
    if (error instanceof FtlintError || (error instanceof Error && 'code' in error)) return undefined;
    throw error;
  }
}
