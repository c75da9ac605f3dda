import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CHECK, COMMON } from '../src/commands/options.ts';
import { parse, type Parsed } from '../src/commands/parse.ts';
import { parsePlain } from '../src/commands/plain.ts';
import { COMMANDS } from '../src/commands/table.ts';
import { cells, cut, wrap } from '../src/reporters/layout.ts';
import { visible } from '../src/reporters/visible.ts';
import { check } from '../src/run/check.ts';
import { packageIn, PROGRAM } from './built-program.ts';
import './seed.ts';

/** What `parse` answers; undefined where it refuses. */
function whole(argv: readonly string[]): Parsed | undefined {
  try {
    return parse(argv);
  } catch {
    return undefined;
  }
}

const names = [...new Set([...CHECK, ...COMMON].map((o) => `--${o.name}`))];
const word = fc.oneof(
  fc.constantFrom(
    ...Object.keys(COMMANDS),
    'train.jsonl',
    './-x',
    'a=b',
    '-',
    '--',
    '',
    'true',
    'false',
    '0x10',
    '1e3',
  ),
  fc.constantFrom(...names, '--', '-h', '-o', '--no-quiet', '--taks', '--json', '--help'),
  fc
    .tuple(
      fc.constantFrom(...names, '--json', '--shard', '--out'),
      fc.constantFrom('', 'warn', 'none', 'x y', '"q"', "'", '-1', 'a=b', '\n'),
    )
    .map(([name, value]) => `${name}=${value}`),
  fc.string({ maxLength: 6 }),
);

describe('a plain command line is taken apart without the parser', () => {
  test('to the same answer, or none', () => {
    fc.assert(
      fc.property(fc.array(word, { maxLength: 6 }), (argv) => {
        const plain = parsePlain(argv);
        if (plain !== undefined) expect(plain).toEqual(whole(argv));
      }),
      { numRuns: 3000 },
    );
  });

  test.each<[string, boolean]>([
    ['', true],
    ['--version', true],
    ['train.jsonl', true],
    ['check train.jsonl test.jsonl --task classification --quiet', true],
    ['check - --stdin-filename=a.jsonl --reporter concise --reporter json=r.json', true],
    ['explain blank-text', true],
    ['rules --json', true],
    ['--json train.jsonl', false],
    ['-h', false],
    ['train.jsonl -- -x', false],
    ['train.jsonl --task --quiet', false],
    ['train.jsonl --quiet false', false],
    ['train.jsonl --excerpts some', false],
    ['train.jsonl --task a --task b', false],
  ])('%s: %s', (line, answered) => {
    const argv = line.split(' ').filter((w) => w !== '');
    expect(parsePlain(argv) !== undefined).toBe(answered);
    if (answered) expect(parsePlain(argv)).toEqual(whole(argv));
  });
});

describe('text that is laid out without the segmenter', () => {
  const signs = [0x20, 0x7e, 0xa0, 0xac, 0xae, 0x2ff, 0x2010, 0x2027, 0x2190, 0x2193, 0x2260, 0x2265, 0x2713, 0x2717];
  const plain = Array.from({ length: 0x2800 }, (_, code) => code).filter((code) =>
    signs.some((from, i) => i % 2 === 0 && code >= from && code <= signs[i + 1]),
  );
  const text = fc
    .array(fc.oneof(fc.constantFrom(...plain), fc.constant(0x20)), { maxLength: 60 })
    .map((codes) => String.fromCodePoint(...codes));
  /** Two cells that none of those signs joins with: what stands before it goes the long way. */
  const WIDE = '漢';

  test('is as wide, and cut at the same place, as with it', () => {
    for (const code of plain) expect(cells(String.fromCodePoint(code) + WIDE)).toBe(3);
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 40 }), (line, width) => {
        expect(cells(line + WIDE)).toBe(cells(line) + 2);
        if (line.length > width) expect(cut(line, width)).toBe(cut(line + WIDE, width));
        expect(wrap(line.replaceAll('\n', ' '), 20).every((part) => cells(part) <= 20)).toBe(true);
      }),
    );
  });

  test('hides nothing', () => {
    for (const code of plain) expect(visible(String.fromCodePoint(code))).toBe(String.fromCodePoint(code));
  });
});

describe('the bundle', () => {
  const at = (path: string): URL => new URL(`../${path}`, import.meta.url);
  const file = (name: string): string => readFileSync(at(`dist/${name}`), 'utf8');
  test('the entry holds no engine, no parser and no report', () => {
    expect(file('cli.cjs').length).toBeLessThan(24_000);
    expect(existsSync(at('dist/parse.cjs'))).toBe(true);
  });

  test('a check loads neither inflate nor a hash of its own before it needs one', () => {
    const folder = mkdtempSync(join(tmpdir(), 'ftlint-loaded-'));
    const told = join(folder, 'told.cjs');
    writeFileSync(told, "process.once('exit', () => console.error(process.moduleLoadList.join('\\n')))");
    writeFileSync(join(folder, 'train.jsonl'), '{"text":"a text","label":"a"}\n');
    const args = ['--require', told, PROGRAM, 'check', 'train.jsonl'];
    const { stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
    const loaded = new Set(stderr.split('\n'));
    expect(loaded.has('NativeModule vm')).toBe(true);
    for (const name of ['zlib', 'crypto', 'worker_threads', 'internal/process/esm_loader'])
      expect([name, loaded.has(`NativeModule ${name}`)]).toEqual([name, false]);
  });

  test('a check holds nothing that reads Parquet or Arrow', () => {
    for (const [name, own] of [
      ['parquet', 'unsnappy'],
      ['arrow', 'lz4Frame'],
    ]) {
      expect(file('check.cjs')).toContain(`require("./${name}.cjs")`);
      expect(file('check.cjs')).not.toContain(`function ${own}`);
      expect(file(`${name}.cjs`)).toContain(`function ${own}`);
    }
  });

  test('holds the data of rules/: a check needs nothing but dist/, and answers as the sources do', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ftlint-start-up-'));
    const rows = Array.from({ length: 40 }, (_, i) => `{"text":"a text, number ${i}","label":"${i % 3}"}\n`);
    writeFileSync(join(folder, 'train.jsonl'), rows.join(''));
    const args = [packageIn(folder), 'check', 'train.jsonl', '--task', 'classification', '--reporter', 'json'];
    const { stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
    const report = await check({ inputs: ['train.jsonl'], cwd: folder, task: 'classification' });
    const { tool: _version, ...said } = JSON.parse(stdout) as typeof report;
    const { tool: _none, ...expected } = JSON.parse(JSON.stringify(report)) as typeof report;
    expect(said).toEqual(expected);
  });
});
