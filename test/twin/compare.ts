import type { Scanner, ScannerOptions } from '../../src/kernel/types.ts';
import { difference } from './difference.ts';
import type { Difference } from './difference.ts';
import type { Engine } from './engines.ts';
import type { How, TwinFile } from './file.ts';
import { record } from './recording.ts';
import type { Recording } from './recording.ts';

/** One side of a comparison. */
export interface Side {
  readonly engine: Engine;
  readonly how: How;
}

/** What a scanner says of a file; a throw is an answer, too: data must never make one. */
export async function said(file: TwinFile, scanner: Scanner, how: How): Promise<Recording> {
  try {
    return await record(file, scanner, how);
  } catch (error) {
    const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { numbers: { values: new Float64Array(0), length: 0 }, starts: [0], bytes: [], loose: [`threw ${what}`] };
  }
}

/** Reads a file by two engines, each with a scanner of its own, and answers what differs. */
export async function compare(
  file: TwinFile,
  options: ScannerOptions,
  left: Side,
  right: Side,
): Promise<Difference | undefined> {
  const [a, b] = [await fresh(left), await fresh(right)];
  return difference(a, b) ?? threw(a);

  async function fresh({ engine, how }: Side): Promise<Recording> {
    const scanner = engine.create(options);
    const recording = await said(file, scanner, how);
    scanner.release();
    return recording;
  }
}

/** Both throwing the same is a fault of both. */
export function threw({ loose }: Recording): Difference | undefined {
  const thrown = loose.find((line) => line.startsWith('threw '));
  return thrown === undefined ? undefined : { record: -1, where: 'both', left: thrown, right: thrown };
}
