import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { filesBelow, cases, hasCases } from './shared.ts';
import { compare } from './twin/compare.ts';
import { ENGINES, OPTIONS, PAIRS } from './twin/engines.ts';
import type { Engine } from './twin/engines.ts';
import type { How, TwinFile } from './twin/file.ts';
import { explain, fuzz } from './twin/fuzz.ts';
import { CUT, GIANTS } from './twin/hard-files.ts';
import { realFile } from './twin/real-file.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const names = (pair: readonly [Engine, Engine]): string => pair.map(({ name }) => name).join(' and ');
const each = PAIRS.map((pair) => [names(pair), pair] as const);

/** Where two engines differ about a file, in words; the first reads it in one piece, the second in all the ways. */
async function differences(file: TwinFile, pair: readonly [Engine, Engine], hows: readonly How[]): Promise<string[]> {
  const found: string[] = [];
  for (const [i, how] of hows.entries()) {
    const options = OPTIONS[i % OPTIONS.length];
    const left = { engine: pair[0], how: how.segment === undefined ? {} : { segment: how.segment } };
    const right = { engine: pair[1], how };
    const one = await compare(file, options, left, right);
    if (one) found.push(`${file.plan.path}\n${await explain(file, options, [left, right], one)}`);
  }
  return found;
}

const SMALL: readonly How[] = [
  { direct: true },
  { chunk: 1, batchBytes: 1 },
  { chunk: 7, batchBytes: 64, segment: 50 },
  { direct: true, chunk: 100, batchBytes: 300, batchEntries: 5, segment: 333 },
];
const LARGE: readonly How[] = [{ direct: true }, { chunk: 5000, batchBytes: 20_000, segment: 100_003 }];

async function allFiles(paths: readonly string[], pair: readonly [Engine, Engine]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const path of paths) {
    const file = realFile(path);
    if (file !== undefined) found.push(...(await differences(file, pair, file.bytes.length < 20_000 ? SMALL : LARGE)));
  }
  return found;
}

describe.each(each)('%s say the same', (_names, pair) => {
  test('of every fixture and example', async () => {
    const paths = ['fixtures', 'examples'].flatMap((folder) => filesBelow(`${root}${folder}`));
    expect(paths.length).toBeGreaterThan(200);
    expect(await allFiles(paths, pair)).toEqual([]);
  }, 120_000);

  test('of a record that chunks cut at any byte', async () => {
    for (const file of CUT)
      for (let at = 0; at <= file.bytes.length; at++)
        expect(await differences(file, pair, [{ chunk: [at, 1], batchBytes: 1 }])).toEqual([]);
  }, 60_000);
});

describe.each(each.slice(1))('%s say the same', (_names, pair) => {
  test('of every real file', async () => {
    if (hasCases()) expect(await allFiles(filesBelow(cases), pair)).toEqual([]);
  }, 300_000);

  test.each(GIANTS)(
    'of %s',
    async (_name, file) => {
      const hows = [{}, { direct: true, batchBytes: 1 << 20 }, { chunk: 100_000, batchEntries: 100 }];
      expect(await differences(file(), pair, hows)).toEqual([]);
    },
    60_000,
  );
});

test('100,000 drawn records, read by the built program', () => {
  const seed = process.env['FTLINT_SEED'] ?? '20261122';
  const said = execFileSync(process.execPath, [`${root}scripts/fuzz.mjs`, '--records', '100000', '--seed', seed], {
    encoding: 'utf8',
  });
  const [, taken, of] = /wasm: \d+ records.* took (\d+) of (\d+)/.exec(said) ?? [];
  // Else only one engine would have been tried.
  expect(Number(taken)).toBeGreaterThan(Number(of) / 4);
}, 300_000);

test('an engine that is wrong about one word is found, and the case is made small', async () => {
  const wrong: Engine = {
    ...ENGINES[0],
    name: 'wrong',
    create(options) {
      const scanner = ENGINES[0].create(options);
      const finish = (): ReturnType<typeof scanner.finish> => {
        const batch = scanner.finish();
        for (let e = 0; e < batch.tape.count; e++) if (batch.text(e).includes('fox')) batch.tape.normHi[e] ^= 1;
        return batch;
      };
      return Object.defineProperties(
        { ...scanner, finish },
        { records: { get: () => scanner.records }, entries: { get: () => scanner.entries } },
      );
    },
  };
  const { failure } = await fuzz([ENGINES[0], wrong], 1, 20_000);
  expect(failure).toMatch(
    /entry \d normHi:\n {2}typescript: \d+\n {2}wrong: \d+\nbytes \((?:[1-9]|1\d)\) as Latin-1: ".*fox/,
  );
}, 60_000);
