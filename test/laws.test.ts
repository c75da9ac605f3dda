import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { FtlintError } from '../src/api.ts';
import type { Report } from '../src/core/report.ts';
import { check } from '../src/run/check.ts';
import { cases, filesBelow, hasCases } from './shared.ts';

const fixtures = fileURLToPath(new URL('../fixtures/', import.meta.url));
const DATA = /\.(?:jsonl|ndjson|json|csv|tsv)(?:\.gz)?$/;

async function reportOf(path: string, shards: number, segmentBytes: number): Promise<Report | string> {
  try {
    return await check({ inputs: [path], shards, segmentBytes });
  } catch (error) {
    if (error instanceof FtlintError || (error as Error).name === 'FtlintError') return String(error);
    throw error;
  }
}

/** The report must not depend on where the input is cut: byte-identical at 1, 2, 3 and 7 shards, for large and tiny segments. */
async function holds(path: string): Promise<void> {
  // Some forty segments, whatever the size: small enough to cut everywhere, few enough to be quick.
  const tiny = Math.max(777, Math.ceil(statSync(path).size / 40));
  const one = JSON.stringify(await reportOf(path, 1, 1 << 24));
  for (const [shards, bytes] of [
    [1, tiny],
    [2, tiny],
    [3, tiny + 13],
    [7, tiny],
  ] as const) {
    expect({ shards, bytes, report: JSON.stringify(await reportOf(path, shards, bytes)) }).toEqual({
      shards,
      bytes,
      report: one,
    });
  }
}

describe('shard law: every fixture', () => {
  test('gives one report at 1, 2, 3 and 7 shards', async () => {
    const paths = filesBelow(fixtures).filter((path) => DATA.test(path) && !path.endsWith('expected.json'));
    expect(paths.length).toBeGreaterThan(50);
    for (const path of paths) await holds(path);
  }, 600_000);
});

describe('shard law: every real set', () => {
  const here = hasCases();
  const real = here
    ? filesBelow(join(cases, 'real')).filter((path) => DATA.test(path) && !path.includes('label_errors'))
    : [];
  test('gives one report at 1, 2, 3 and 7 shards', async () => {
    for (const path of real) await holds(path);
    expect(real.length > 0 || !here).toBe(true);
  }, 600_000);
});

test('a line longer than a segment belongs to the segment of its first byte', async () => {
  const path = join(fixtures, 'readers', 'long-line.jsonl');
  expect(readFileSync(path, 'utf8').split('\n')[1].length).toBeGreaterThan(1500);
  await holds(path);
});
