import { describe, expect, test } from '@jest/globals';
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, openSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { PROGRAM } from './built-program.ts';

const cwd = mkdtempSync(join(tmpdir(), 'ftlint-cli-'));
const rows = (n: number, row: (i: number) => object): string =>
  Array.from({ length: n }, (_, i) => `${JSON.stringify(row(i))}\n`).join('');
const labelled = (n: number, classes = 'ab'): string =>
  rows(n, (i) => ({ text: `sample number ${i} about topic ${(i * 7919) % 997}`, label: classes[i % classes.length] }));

/** A file or a folder for each case of the exit-code table. */
const FILES: Readonly<Record<string, string | Buffer>> = {
  'good.jsonl': labelled(4000),
  'few.jsonl': labelled(40),
  'warned.jsonl': labelled(700),
  'bad.jsonl': `${labelled(4000)}{"text": "x", label: 1}\n`,
  'copies.jsonl': labelled(300).repeat(2),
  'blank.jsonl': rows(600, () => ({ text: '', label: '' })),
  'empty.jsonl': '',
  'space.jsonl': '\n \n\n',
  'lfs.jsonl': `version https://git-lfs.github.com/spec/v1\noid sha256:${'a'.repeat(64)}\nsize 12345\n`,
  'torn.jsonl.gz': gzipSync(labelled(4000)).subarray(0, 2000),
  'broken.jsonl.gz': Buffer.from('\x1f\x8b\x08\x00broken', 'latin1'),
  'empty.jsonl.gz': gzipSync(''),
  'page.jsonl': '<!DOCTYPE html><html><body>Not found</body></html>\n',
  'rows.zip': Buffer.from('PK\x03\x04rest', 'latin1'),
  'settings.json': '{"compilerOptions": {"strict": true}}',
  'nested.jsonl': rows(600, (i) => ({ meta: { id: i, inner: { words: { deep: `hello ${i}` } } } })),
  'chat.jsonl': rows(600, (i) => ({
    messages: [
      { role: 'user', content: `question ${i}?` },
      { role: 'assistant', content: `a free and rather long answer to question number ${i}, unlike all others` },
    ],
  })),
  'run.yaml': 'max_seq_length: 4096\n',
  'mixed/package.json': '{"name": "x", "dependencies": {"a": "1"}}',
  'mixed/metrics.csv': 'epoch,loss\n1,0.5\n2,0.4\n',
  'mixed/train.jsonl': labelled(4000),
  'partial-00000-of-00010.jsonl': labelled(40),
  'partial-00001-of-00010.jsonl': labelled(40),
  'partial-00002-of-00010.jsonl': labelled(40),
  'held/test.jsonl': labelled(40),
  'broken-2.jsonl': `${labelled(4000)}{"text": \n{"text": \n`,
  'nodata/package.json': '{"name": "x"}',
  'hostile\u001b[2J.jsonl': labelled(40),
};
for (const [name, content] of Object.entries(FILES)) {
  mkdirSync(join(cwd, name, '..'), { recursive: true });
  writeFileSync(join(cwd, name), content);
}

const ENV = { ...process.env, NO_COLOR: '1', CI: '' };
const run = (argv: readonly string[], input?: string): { code: number | null; out: string; err: string } => {
  const done = spawnSync(process.execPath, [PROGRAM, ...argv], {
    cwd,
    encoding: 'utf8',
    input: input ?? '',
    env: ENV,
    maxBuffer: 1 << 28,
  });
  return { code: done.status, out: done.stdout, err: done.stderr };
};

describe('exit codes', () => {
  const T = ['--task', 'classification'];
  test.each<[number, readonly string[]]>([
    // Read to the end, nothing at or above --fail-on.
    [0, ['check', 'good.jsonl', ...T]],
    [0, ['good.jsonl', ...T]],
    [0, ['check', 'good.jsonl', ...T, '--reporter', 'json', '--quiet']],
    [0, ['check', 'warned.jsonl', ...T]],
    [0, ['check', 'warned.jsonl', ...T, '--max-warnings', '5']],
    [0, ['check', 'few.jsonl', ...T, '--exit-zero']],
    [
      0,
      [
        'check',
        'few.jsonl',
        ...T,
        '--accept',
        'samples.minimum=30:style only',
        '--accept',
        'class.samples',
        '--accept',
        'class.floor',
      ],
    ],
    [0, ['check', 'nodata', '--no-error-on-unmatched']],
    [0, ['check', 'good.jsonl', 'settings.json', ...T, '--skip-unknown']],
    [0, ['check', 'mixed', ...T]],
    [0, ['--version']],
    [0, ['check', '--help']],
    [0, ['tasks']],
    [0, ['targets']],
    [0, ['explain', 'openai-sft']],
    [0, ['check', 'chat.jsonl', '--task', 'dialogue', '--for', 'openai']],
    [
      0,
      [
        'check',
        'chat.jsonl',
        '--task',
        'dialogue',
        '--for',
        'openai,mlx-lm:max_seq_length=4096',
        '--target',
        'together',
      ],
    ],
    [0, ['check', 'chat.jsonl', '--task', 'dialogue', '--for', 'mlx-lm:run.yaml']],
    // Checked, and not ready.
    [1, ['check', 'good.jsonl', ...T, '--for', 'openai']],
    [1, ['check', 'few.jsonl', ...T]],
    [1, ['check', 'bad.jsonl', ...T]],
    [1, ['check', 'good.jsonl', 'few.jsonl', ...T]],
    [1, ['check', 'warned.jsonl', ...T, '--fail-on', 'warn']],
    [1, ['check', 'warned.jsonl', ...T, '--max-warnings', '0', '--quiet']],
    [1, ['check', 'few.jsonl', ...T, '--accept', 'samples.minimum=50']],
    // Could not check.
    [2, ['check', 'chat.jsonl', '--for', 'opena']],
    [2, ['check', 'chat.jsonl', '--for', 'opena', '--exit-zero']],
    [2, ['check', 'chat.jsonl', '--target', 'openai,']],
    [2, ['check', 'chat.jsonl', '--for', 'mlx-lm:max_seq_lenght=2048']],
    [2, ['check', 'chat.jsonl', '--for', 'mlx-lm:max_seq_length=2k']],
    [2, ['check', 'chat.jsonl', '--for', 'nope.yaml']],
    [2, ['check', 'chat.jsonl', '--for', 'run.yaml']],
    [2, ['check', 'chat.jsonl', '--for', 'openai', '--rules-dir', 'nodata']],
    [2, ['check', 'chat.jsonl', '--rules-dir', 'nodata']],
    [2, ['check', 'chat.jsonl', '--tokenizer', 'o200k_base']],
    [2, ['check', 'chat.jsonl', '--for', 'openai', '--accept', 'rows.minmum']],
    [2, ['scan', 'chat.jsonl', '--for', 'opena', '-o', 'never.ftp']],
    [2, ['explain', 'opena']],
    [2, ['check', 'lfs.jsonl']],
    [2, ['check', 'lfs.jsonl', '--exit-zero']],
    [2, ['check', 'lfs.jsonl', '--skip-unknown']],
    [2, ['check', 'good.jsonl', 'lfs.jsonl', ...T]],
    [2, ['check', 'nope.jsonl']],
    [2, ['check', 'no/*.jsonl']],
    [2, ['check', 'nodata']],
    [2, ['check', 'empty.jsonl']],
    [2, ['check', 'empty.jsonl.gz']],
    [2, ['check', 'torn.jsonl.gz', ...T]],
    [2, ['check', 'broken.jsonl.gz']],
    [2, ['check', 'page.jsonl']],
    [2, ['check', 'rows.zip']],
    [2, ['check', 'settings.json']],
    [2, ['check', 'nested.jsonl']],
    [2, ['check', 'chat.jsonl', ...T]],
    [2, ['check', 'good.jsonl', '--taks', 'classification']],
    [2, ['check', 'good.jsonl', '--task', 'clasification']],
    [2, ['check', 'good.jsonl', '--only', 'no-such-rule']],
    [2, ['check', 'good.jsonl', '--reporter', 'nosuch']],
    [2, ['check', 'good.jsonl', '--fail-on', 'nonsense']],
    [2, ['check', 'good.jsonl', '--text', 'no_such_column']],
    [2, ['nosuchcommand']],
    [2, ['explain', 'nosuch-thing']],
    [2, ['check']],
  ])('%i: ftlint %j', (want, argv) => {
    const { code, out, err } = run(argv);
    expect({ code, said: err + (code === want ? '' : out) }).toEqual({
      code: want,
      said: expect.not.stringContaining('internal error'),
    });
  });
  test.each(['blank.jsonl', 'space.jsonl'])('zero usable rows are never 0: %s', (file) => {
    for (const flags of [[], ['--task', 'classification'], ['--rule', 'samples.minimum=off']])
      expect(run(['check', file, ...flags]).code).not.toBe(0);
  });
  test('stdin is an input', () => {
    expect(run(['check', '-', '--task', 'classification'], labelled(4000)).code).toBe(0);
    expect(run(['check', '-'], '').code).toBe(2);
  });
});

interface Said {
  readonly complete: boolean;
  readonly verdict: string;
  readonly datasets: readonly {
    readonly gates: readonly { readonly id: string; readonly status: string; readonly value: number | null }[];
  }[];
}
const gate = (id: string, ...argv: readonly string[]): { code: number | null; status: string | undefined } => {
  const { code, out } = run(['check', ...argv, '--task', 'classification', '--reporter', 'json']);
  return { code, status: (JSON.parse(out) as Said).datasets[0].gates.find((g) => g.id === id)?.status };
};

test.each<[string, number, string, readonly string[]]>([
  ['records.broken', 1, 'fail', ['broken-2.jsonl']],
  ['records.broken', 0, 'waived', ['broken-2.jsonl', '--accept', 'records.broken=5%']],
  ['records.broken', 1, 'fail', ['broken-2.jsonl', '--accept', 'records.broken=0.01%']],
  ['samples.minimum', 0, 'waived', ['few.jsonl', '--accept', 'samples.minimum=30']],
  ['samples.minimum', 1, 'fail', ['few.jsonl', '--accept', 'samples.minimum=41']],
  // An evaluation split alone and an incomplete set of shards have no size.
  ['samples.minimum', 0, 'skip', ['held/test.jsonl']],
  [
    'samples.minimum',
    0,
    'skip',
    [
      'partial-00000-of-00010.jsonl',
      'partial-00001-of-00010.jsonl',
      'partial-00002-of-00010.jsonl',
      '--skip',
      'copies.share',
    ],
  ],
])('%s: exit code %i, %s: %j', (id, code, status, argv) => {
  expect(gate(id, ...argv)).toEqual({ code, status });
});

test('missing shards are said', () => {
  const shards = [0, 1, 2].map((i) => `partial-0000${i}-of-00010.jsonl`);
  expect(run(['check', ...shards, '--task', 'classification']).out).toContain('3 of 10 shards');
});

test('too many warnings are shown even with --quiet', () => {
  const { code, out } = run(['check', 'warned.jsonl', '--task', 'classification', '--max-warnings', '0', '--quiet']);
  expect([code, out.includes('samples.minimum') || out.includes('2,000')]).toEqual([1, true]);
});

test('--exit-zero never hides 2', () => {
  for (const file of ['lfs.jsonl', 'nested.jsonl', 'torn.jsonl.gz', 'nope.jsonl', 'empty.jsonl'])
    expect([file, run(['check', file, '--exit-zero']).code]).toEqual([file, 2]);
});

test('no network: the run is the same where every way out throws', () => {
  const hook = `data:text/javascript,${encodeURIComponent(`
    import { createRequire, syncBuiltinESMExports } from 'node:module';
    const require = createRequire('file:///');
    const no = () => { throw new Error('network'); };
    for (const [name, calls] of Object.entries({ net: ['connect', 'createConnection'], dns: ['lookup', 'resolve'],
      http: ['request', 'get'], https: ['request', 'get'], tls: ['connect'], dgram: ['createSocket'] }))
      for (const call of calls) require('node:' + name)[call] = no;
    require('node:net').Socket.prototype.connect = no;
    globalThis.fetch = no;
    syncBuiltinESMExports();`)}`;
  for (const argv of [['check', 'good.jsonl', '--task', 'classification'], ['rules'], ['explain', 'chat']]) {
    // To a file: a pipe to this test is itself a socket.
    const done = spawnSync(process.execPath, ['--import', hook, PROGRAM, ...argv], {
      cwd,
      encoding: 'utf8',
      env: ENV,
      stdio: ['ignore', openSync(join(cwd, 'out.txt'), 'w'), 'pipe'],
    });
    expect([done.status, done.stderr]).toEqual([0, '']);
  }
});

test('no output option changes the code', () => {
  for (const file of ['good.jsonl', 'few.jsonl', 'lfs.jsonl']) {
    const base = run(['check', file, '--task', 'classification']).code;
    for (const flags of [
      ['--quiet'],
      ['--limit', '0'],
      ['--reporter', 'concise'],
      ['--reporter', 'jsonl'],
      ['--excerpts', 'full'],
      ['--color', 'always'],
    ]) {
      expect([file, flags, run(['check', file, '--task', 'classification', ...flags]).code]).toEqual([
        file,
        flags,
        base,
      ]);
    }
  }
});

test('a folder with other files is judged by its one training file', () => {
  const report = JSON.parse(run(['check', 'mixed', '--task', 'classification', '--reporter', 'json']).out) as {
    datasets: { name: string }[];
    skipped: { path: string }[];
  };
  expect(report.datasets).toHaveLength(1);
  expect(report.skipped.map((s) => s.path).toSorted()).toEqual([
    expect.stringContaining('metrics.csv'),
    expect.stringContaining('package.json'),
  ]);
});

test('a report on a terminal never moves the cursor', () => {
  const { out, err } = run(['check', 'hostile\u001b[2J.jsonl', '--color', 'never']);
  expect(out + err).toContain('␛[2J');
  expect(out + err).not.toContain('\u001b');
});

test('a reader that has seen enough ends it quietly', async () => {
  const child = spawn(process.execPath, [PROGRAM, 'check', 'few.jsonl', '--reporter', 'json'], { cwd, env: ENV });
  let err = '';
  child.stderr.on('data', (piece: Buffer) => (err += piece.toString()));
  child.stdout.destroy();
  const code = await new Promise((done) => child.on('close', done));
  expect([code, err]).toEqual([1, '']);
});

test.each<[NodeJS.Signals, number]>([
  ['SIGINT', 130],
  ['SIGTERM', 143],
])('%s: the report so far, marked incomplete', async (signal, want) => {
  const child = spawn(process.execPath, [PROGRAM, 'check', '-', '--task', 'classification', '--reporter', 'json'], {
    cwd,
    env: ENV,
  });
  let out = '';
  child.stdout.on('data', (piece: Buffer) => (out += piece.toString()));
  child.stdin.on('error', () => {});
  const closed = new Promise((done) => child.on('close', done));
  // More than a pipe holds: once it is taken, the program is reading. Stdin stays open, so only the signal can end the run.
  await new Promise((done) => child.stdin.write(labelled(30000), done));
  child.kill(signal);
  expect(await closed).toBe(want);
  expect(JSON.parse(out)).toMatchObject({ complete: false, exitCode: want });
});
