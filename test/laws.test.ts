import { existsSync, readFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { FtlintError } from '../src/api.ts';
import type { Report } from '../src/core/report.ts';
import { gridSegments } from '../src/readers/segments.ts';
import { check } from '../src/run/check.ts';
import { planPass } from '../src/run/plan-pass.ts';
import { cases, filesBelow, hasCases } from './shared.ts';

const fixtures = fileURLToPath(new URL('../fixtures/', import.meta.url));
const DATA = /\.(?:(?:jsonl|ndjson|json|csv|tsv|txt|md)(?:\.(?:gz|zst))?|parquet|arrow|feather)$/;
const WHOLE = 1 << 24;

/** What a file is checked with: the task and the column of groups that its folder says. */
interface Asked {
  readonly inputs: readonly string[];
  readonly task?: string;
  readonly group?: string;
}

function askedOf(path: string): Asked {
  const beside = join(dirname(path), 'expected.json');
  const said = existsSync(beside) ? (JSON.parse(readFileSync(beside, 'utf8')) as Record<string, unknown>) : {};
  const { task, group } = said;
  return {
    inputs: [path],
    ...(typeof task === 'string' && { task }),
    ...(typeof group === 'string' && { group }),
  };
}

async function reportOf(asked: Asked, shards: number, segmentBytes: number): Promise<Report | string> {
  try {
    return await check({ ...asked, shards, segmentBytes });
  } catch (error) {
    if (error instanceof FtlintError || (error as Error).name === 'FtlintError') return String(error);
    throw error;
  }
}

/** Bytes of segments into which a file is cut so that there are many; undefined: it stays in one piece. */
async function tinySegments(asked: Asked): Promise<number | undefined> {
  const { datasets } = await planPass(asked).catch(() => ({ datasets: [] }));
  for (const { plan, source } of datasets.flatMap(({ files }) => files)) {
    // Some forty segments, whatever the size: small enough to cut everywhere, few enough to be quick. Of rows, every stretch.
    const tiny = plan.stretches === undefined ? Math.max(777, Math.ceil(source.bytes / 40)) : 1;
    if (gridSegments(plan, 0, source.bytes, tiny).length > 1) return tiny;
  }
  return undefined;
}

/** The report must not depend on where the input is cut: byte-identical at 1, 2, 3 and 7 shards, for large and tiny segments. */
async function holds(path: string): Promise<void> {
  const asked = askedOf(path);
  const one = JSON.stringify(await reportOf(asked, 1, WHOLE));
  const tiny = await tinySegments(asked);
  const cuts =
    tiny === undefined
      ? [[2, WHOLE] as const]
      : ([
          [1, tiny],
          [2, tiny],
          [3, tiny + 13],
          [7, tiny],
        ] as const);
  for (const [shards, bytes] of cuts) {
    const report = JSON.stringify(await reportOf(asked, shards, bytes));
    expect({ path, shards, bytes, report }).toEqual({ path, shards, bytes, report: one });
  }
}

describe('shard law: every fixture', () => {
  test('gives one report at 1, 2, 3 and 7 shards', async () => {
    const paths = filesBelow(fixtures).filter((path) => DATA.test(path) && !path.endsWith('expected.json'));
    expect(new Set(paths.map((path) => extname(path)))).toEqual(
      new Set(['.jsonl', '.json', '.csv', '.tsv', '.parquet', '.arrow', '.feather', '.gz', '.txt', '.md']),
    );
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

test('a folder of texts is cut between documents', async () => {
  const path = join(fixtures, 'readers', 'corpus');
  expect(await tinySegments(askedOf(path))).toBeDefined();
  await holds(path);
});

test('a line longer than a segment belongs to the segment of its first byte', async () => {
  const path = join(fixtures, 'readers', 'long-line.jsonl');
  expect(readFileSync(path, 'utf8').split('\n')[1].length).toBeGreaterThan(1500);
  await holds(path);
});
