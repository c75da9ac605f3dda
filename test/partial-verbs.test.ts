import { describe, expect, test } from '@jest/globals';
import { mkdtempSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Io, Sink } from '../src/commands/io.ts';
import { main } from '../src/commands/main.ts';
import { openSpills } from './open-spills.ts';

const cwd = mkdtempSync(join(tmpdir(), 'ftlint-verbs-'));
const rows = (count: number, label: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => `${JSON.stringify({ text: `row number ${i}`, label: label(i) })}\n`).join('');
writeFileSync(
  join(cwd, 'good.jsonl'),
  rows(600, (i) => (i % 2 === 0 ? 'yes' : 'no')),
);
writeFileSync(
  join(cwd, 'few.jsonl'),
  rows(40, (i) => (i % 2 === 0 ? 'yes' : 'no')),
);
writeFileSync(
  join(cwd, 'train.jsonl'),
  rows(600, (i) => (i % 2 === 0 ? 'yes' : 'no')),
);

interface Answer {
  readonly code: number;
  readonly out: Buffer;
  readonly err: string;
}

async function run(
  line: string,
  { stdin = [] as readonly Uint8Array[], tty = false, aborted = false } = {},
): Promise<Answer> {
  const out: Uint8Array[] = [];
  let err = '';
  const abort = new AbortController();
  if (aborted) abort.abort('SIGTERM');
  const stdout: Sink = {
    isTTY: tty,
    columns: undefined,
    write: async (piece) => void out.push(typeof piece === 'string' ? Buffer.from(piece) : Uint8Array.from(piece)),
  };
  const stderr: Sink = { isTTY: false, columns: undefined, write: async (piece) => void (err += String(piece)) };
  const io: Io = {
    stdout,
    stderr,
    stdin: async function* () {
      yield* stdin;
    },
    cwd,
    env: {},
    signal: abort.signal,
    now: () => 0,
    today: () => '2026-11-23',
  };
  const code = await main(line.split(' '), io);
  return { code, out: Buffer.concat(out), err };
}

describe('scan, merge, report', () => {
  test('a report of parts prints what a check prints, with its exit code', async () => {
    for (const [file, flags] of [
      ['good.jsonl', ''],
      ['good.jsonl', ' --fail-on warn'],
      ['good.jsonl', ' --max-warnings 0'],
      ['few.jsonl', ''],
      ['few.jsonl', ' --exit-zero'],
      ['few.jsonl', ' --accept samples.minimum=10:tiny --limit 1'],
      ['few.jsonl', ' --only label --reporter concise'],
      ['few.jsonl', ' --rule samples.minimum=warn --quiet'],
    ] as const) {
      for (const i of [1, 2])
        expect((await run(`scan ${file} --task classification --shard ${i}/2 -o s${i}.ftp`)).code).toBe(0);
      const one = await run(`check ${file} --task classification${flags}`);
      const two = await run(`report s2.ftp s1.ftp${flags}`);
      const shown = (text: Buffer): string => text.toString().replaceAll(/\d+(?:\.\d+)? s\b/g, '_ s');
      expect({ file, flags, code: two.code, out: shown(two.out) }).toEqual({
        file,
        flags,
        code: one.code,
        out: shown(one.out),
      });
    }
  }, 60_000);

  test('stdout and stdin carry parts; files are replaced whole', async () => {
    const one = await run('check train.jsonl --reporter json');
    const parts = [await run('scan train.jsonl --shard 2/2 -o -'), await run('scan train.jsonl --shard 1/2 -o -')];
    const stdin = parts.map((part) => part.out);
    expect((await run('report - --reporter json', { stdin })).out).toEqual(one.out);
    const merged = await run('merge - -o -', { stdin });
    expect((await run('report --reporter json -', { stdin: [merged.out] })).out).toEqual(one.out);
    const again = await run('merge - -o kept.ftp', { stdin: [...stdin, ...stdin] });
    expect(again.err).toMatch(/^ftlint: 2 shards, 130 frames given twice dropped, [\d,]+ bytes to kept\.ftp\n$/);
    expect(readFileSync(join(cwd, 'kept.ftp'))).toEqual(merged.out);
    expect(readdirSync(cwd).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  test('an input that cannot be read: 2, and the report says it as the check does', async () => {
    const scan = await run('scan good.jsonl gone.jsonl -o gone.ftp');
    expect(scan.code).toBe(2);
    expect(scan.err).toContain('gone.jsonl does not exist');
    const one = await run('check good.jsonl gone.jsonl --reporter json');
    const two = await run('report gone.ftp --reporter json');
    expect(two).toEqual(one);
    expect(two.code).toBe(2);
  });

  test('a report in JSON is shown again, with the exit code that is asked for', async () => {
    for (const file of ['good.jsonl', 'few.jsonl']) {
      const saved = await run(`check ${file} --task classification --reporter json=saved.json`);
      const json = readFileSync(join(cwd, 'saved.json'));
      const again = await run('report saved.json --reporter json');
      expect({ code: again.code, out: again.out }).toEqual({ code: saved.code, out: json });
      for (const flags of [
        '--reporter concise',
        '--fail-on warn --reporter concise',
        '--max-warnings 0 --reporter concise',
      ]) {
        const one = await run(`check ${file} --task classification ${flags}`);
        expect(await run(`report saved.json ${flags}`)).toEqual(one);
      }
    }
    const strict = await run('report saved.json --skip gate');
    expect(strict.code).toBe(2);
    expect(strict.err).toContain('--skip needs the records');
    writeFileSync(join(cwd, 'saved.json'), '{"version":2,"tool":{"name":"ftlint"},"datasets":[]}');
    expect((await run('report saved.json')).err).toContain('a report of version 2');
  }, 60_000);

  test('an interrupted scan writes nothing', async () => {
    const { code, err } = await run('scan good.jsonl -o never.ftp', { aborted: true });
    expect({ code, err }).toEqual({ code: 143, err: 'ftlint: interrupted; no partial result was written\n' });
    expect(readdirSync(cwd)).not.toContain('never.ftp');
  });

  test('temporary files are given back, whether frames were written or not', async () => {
    const bound = '--max-memory 600K';
    expect((await run(`scan good.jsonl ${bound} -o bound.ftp`)).code).toBe(0);
    expect(openSpills()).toEqual([]);
    expect((await run(`scan good.jsonl ${bound} -o never.ftp`, { aborted: true })).code).toBe(143);
    expect(openSpills()).toEqual([]);
    expect((await run(`scan good.jsonl ${bound} -o no/where.ftp`)).code).toBe(2);
    expect(openSpills()).toEqual([]);
  });

  test('a data file that is named by mistake is not read whole, however large', async () => {
    writeFileSync(join(cwd, 'large.jsonl'), rows(3, String));
    truncateSync(join(cwd, 'large.jsonl'), 600 * 2 ** 20);
    const { code, err } = await run('report large.jsonl');
    expect({ code, err }).toEqual({
      code: 2,
      err: 'ftlint: large.jsonl is no partial result of ftlint scan, and too large for a report: 600 MiB\n  ftlint check reads data\n',
    });
  });

  test('JSON lines say when more places exist than were kept', async () => {
    await run('scan few.jsonl -o few.ftp');
    expect((await run('report few.ftp --reporter jsonl')).err).toContain('keep 5 places for each rule');
    await run('scan few.jsonl --limit 0 -o few.ftp');
    const all = await run('report few.ftp --reporter jsonl');
    expect(all.err).toBe('');
    expect(all.out).toEqual((await run('check few.jsonl --reporter jsonl')).out);
  });

  test.each([
    ['scan', /no input is given|-o is missing/],
    ['scan good.jsonl', /-o is missing/],
    ['scan good.jsonl --shard 0/3 -o x', /--shard 0\/3: expected i\/n/],
    ['scan good.jsonl --shard 4/3 -o x', /--shard 4\/3: expected i\/n/],
    ['scan good.jsonl --shard 1 -o x', /--shard 1: expected i\/n/],
    ['scan good.jsonl --task clasification -o x', /no such task/],
    ['scan good.jsonl --fail-on warn -o x', /unknown option --fail-on for ftlint scan/],
    ['scan good.jsonl -o good.jsonl', /overwrite the input/],
    ['scan good.jsonl -o no/where.ftp', /cannot write no\/where\.ftp/],
    ['merge -o x', /no partial results are given/],
    ['merge nowhere.ftp -o x', /nowhere\.ftp does not exist/],
    ['merge good.jsonl -o x', /good\.jsonl is no partial result/],
    ['report', /no partial results are given/],
    ['report .', /is a folder/],
    ['report nowhere.ftp', /nowhere\.ftp does not exist/],
    ['report good.jsonl', /good\.jsonl is no partial result/],
    ['report kept.ftp --task classification', /unknown option --task for ftlint report/],
    ['report kept.ftp --limit 9', /--limit 9: the partial results keep 5/],
    ['check good.jsonl --shard 1/2', /it belongs to ftlint scan/],
  ])('%s: 2', async (line, said) => {
    const { code, err } = await run(line);
    expect(code).toBe(2);
    expect(err).toMatch(said);
  });

  test('bytes are not poured on a terminal', async () => {
    const { code, err } = await run('scan good.jsonl -o -', { tty: true });
    expect(code).toBe(2);
    expect(err).toMatch(/no text for a terminal/);
  });
});
