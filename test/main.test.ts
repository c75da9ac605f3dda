import { beforeEach, describe, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseAccept } from '../src/commands/accept.ts';
import type { Io, Sink } from '../src/commands/io.ts';
import { main } from '../src/commands/main.ts';
import { nearbyDatasets, shellWord } from '../src/commands/nearby.ts';
import { progressLine } from '../src/commands/progress.ts';
import { distance, nearest } from '../src/core/nearest.ts';
import { FtlintError } from '../src/core/error.ts';
import type { Report } from '../src/core/report.ts';
import type { CheckOptions } from '../src/run/options.ts';

const sample = (name: string): Report =>
  JSON.parse(readFileSync(new URL(`../fixtures/reporters/${name}.json`, import.meta.url), 'utf8')) as Report;
let cwd = '';
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'ftlint-main-'));
  writeFileSync(join(cwd, 'train.jsonl'), '{"text":"a","label":"b"}\n');
});

interface Asked {
  readonly env?: Record<string, string>;
  readonly tty?: boolean;
  readonly runner?: (options: CheckOptions, abort: AbortController) => Promise<Report>;
}
interface Answer {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  readonly options: CheckOptions | undefined;
}

async function run(
  argv: readonly string[],
  { env = {}, tty = false, runner = async () => sample('thin-classes') }: Asked = {},
): Promise<Answer> {
  const text = { out: '', err: '' };
  const abort = new AbortController();
  const sink = (name: 'out' | 'err'): Sink => ({
    isTTY: tty,
    columns: tty ? 100 : undefined,
    write: async (piece) => void (text[name] += piece),
  });
  let now = 0;
  const io: Io = {
    stdout: sink('out'),
    stderr: sink('err'),
    stdin: async function* () {},
    cwd,
    env,
    signal: abort.signal,
    now: () => (now += 200),
    today: () => '2026-11-23',
  };
  let options: CheckOptions | undefined;
  const code = await main(argv, io, async (given) => {
    options = given;
    return runner(given, abort);
  });
  return { code, ...text, options };
}

describe('what cannot be asked is refused with a way out', () => {
  test.each<[string, RegExp]>([
    ['train.jsonl --taks classification', /unknown option --taks\n.*did you mean --task\?/],
    ['train.jsonl --fix', /unknown option --fix/],
    ['train.jsonl --for', /--for needs a value/],
    ['train.jsonl --fro trl-sft', /unknown option --fro\n.*did you mean --for\?/],
    ['train.jsonl --rules-dir a --rules-dir b', /given 2 times/],
    ['report part.ftp --for trl-sft', /unknown option --for for ftlint report/],
    ['train.jsonl --cores 2', /unknown option --cores/],
    ['train.jsonl --config x', /unknown option --config/],
    ['train.jsonl -x', /unknown option -x/],
    ['train.jsonl --no-such', /unknown option --no-such/],
    ['train.jsonl --noprogress', /did you mean --no-progress\?/],
    ['train.jsonl --progress', /unknown option --progress/],
    ['train.jsonl --json', /--reporter json/],
    ['rules --task x', /unknown option --task for ftlint rules/],
    ['train.jsonl --task clasification', /did you mean --task classification\?/],
    ['train.jsonl --task', /--task needs a value/],
    ['train.jsonl --task= ', /--task needs a value/],
    ['train.jsonl --task --quiet', /--task needs a value/],
    ['train.jsonl --task auto --task auto', /given 2 times/],
    ['train.jsonl --quiet=yes', /--quiet takes no value/],
    ['train.jsonl --limit 1e3', /whole number/],
    ['train.jsonl --limit -1', /whole number/],
    ['train.jsonl --max-warnings many', /whole number/],
    ['train.jsonl --fail-on eror', /did you mean error\?/],
    ['train.jsonl --color maybe', /auto, always, never/],
    ['train.jsonl --excerpts long', /none, short, full/],
    ['train.jsonl --reporter jsn', /did you mean json\?/],
    ['train.jsonl --reporter sarif', /no such reporter/],
    ['train.jsonl --reporter json=', /path is missing/],
    ['train.jsonl --reporter pretty --reporter json', /two reporters would write to stdout/],
    ['train.jsonl --reporter json=r --reporter jsonl=./r', /two reporters would write to/],
    ['train.jsonl --reporter json=train.jsonl', /would overwrite the input/],
    ['train.jsonl --reporter json=link.jsonl', /would overwrite the input/],
    ['train.jsonl --rule x', /expected id=severity/],
    ['train.jsonl --rule invalid-json=fatal', /no severity/],
    ['train.jsonl --rule invalid-jsn=warn', /did you mean invalid-json\?/],
    ['train.jsonl --only no-such-rule-at-all', /no such rule/],
    ['train.jsonl --skip no-such-rule-at-all', /no such rule/],
    ['train.jsonl --accept sample.minimum=3', /did you mean samples\.minimum\?/],
    ['train.jsonl --accept samples.minimum=few', /not a number/],
    ['- -', /read once only/],
    ['train.jsonl --stdin-filename x.jsonl', /not among the inputs/],
    ['chek', /did you mean ftlint check\?/],
    ['nosuchcommand', /neither a command nor a file/],
    ['explain', /takes one id/],
    ['explain nosuch-thing', /nothing is called nosuch-thing/],
    ['explain clasification', /did you mean classification\?/],
    ['explain axolotl.yml', /ftlint explain axolotl is the page of target axolotl/],
    ['explain openai:epochs=3', /ftlint explain openai is the page of target openai-sft/],
    ['tasks more', /takes no argument/],
  ])('ftlint %s', async (line, message) => {
    symlinkSync('train.jsonl', join(cwd, 'link.jsonl'));
    const answer = await run(line.split(' '));
    expect(answer.err).toMatch(message);
    expect(answer).toMatchObject({ code: 2, out: '', options: undefined });
  });
});

describe('flags become options', () => {
  test.each<[readonly string[], Partial<CheckOptions>]>([
    [['train.jsonl'], { inputs: ['train.jsonl'], limit: 5, excerpts: 'none', exitZero: false, errorOnUnmatched: true }],
    [['check', 'rules', '1e3', '007'], { inputs: ['rules', '1e3', '007'] }],
    [['--task', 'intent', 'train.jsonl'], { inputs: ['train.jsonl'], task: 'intent' }],
    [['check', '--train', 'a', '--train', 'b', '--eval', 'c', 'd'], { train: ['a', 'b'], eval: ['c'], inputs: ['d'] }],
    [['-', '--stdin-filename', 'x.csv'], { inputs: ['-'], stdinFilename: 'x.csv' }],
    [['--', '--odd', 'check'], { inputs: ['--odd', 'check'] }],
    [['a.csv', '--text', 'body', '--label', 'k'], { columns: { text: 'body', label: 'k' } }],
    [
      ['a.csv', '--rule', 'invalid-json=warn', '--rule', 'samples.minimum=off'],
      { rules: { 'invalid-json': 'warn', 'samples.minimum': 'off' } },
    ],
    [
      ['a.csv', '--only', 'file', '--skip', 'invalid-json,samples.minimum'],
      { only: ['file'], skip: ['invalid-json', 'samples.minimum'] },
    ],
    [['a.csv', '--limit', '0'], { limit: Infinity }],
    [['a.csv', '--reporter', 'jsonl', '--limit', '3'], { limit: Infinity }],
    [['a.csv', '--max-warnings', '1', '--fail-on', 'warn'], { maxWarnings: 1, failOn: 'warn' }],
    [
      ['a.csv', '--exit-zero', '--skip-unknown', '--force-exclude', '--no-error-on-unmatched'],
      { exitZero: true, skipUnknown: true, forceExclude: true, errorOnUnmatched: false },
    ],
    [
      ['a.csv', '--accept', 'records.broken=0.1%', '--accept', 'samples.minimum=300:"style: only"'],
      {
        accept: [
          { gate: 'records.broken', value: 0.001 },
          { gate: 'samples.minimum', value: 300, reason: 'style: only' },
        ],
      },
    ],
    [['a.csv', '--excerpts', 'full'], { excerpts: 'full' }],
    [
      ['a.csv', '--for', 'openai', '--for=trl-sft:packing=true', '--rules-dir', 'own'],
      { for: ['openai', 'trl-sft:packing=true'], rulesDir: 'own', today: '2026-11-23' },
    ],
    [['a.csv', '--target', 'openai'], { for: ['openai'] }],
    [['a.csv', '--target', 'openai', '--for', 'together'], { for: ['openai', 'together'] }],
    [['a.csv', '--for', 'openai', '--tokenizer', 'o200k_base'], { for: ['openai'], tokenizer: 'o200k_base' }],
  ])('%j', async (argv, want) => {
    const answer = await run(argv);
    expect(answer.err).toBe('');
    expect(answer.options).toMatchObject(want);
  });
  test.each<[string, object]>([
    ['copies.share', { gate: 'copies.share' }],
    ['copies.share:', { gate: 'copies.share' }],
    ['copies.share::', { gate: 'copies.share', reason: ':' }],
    ['copies.share:upsampled', { gate: 'copies.share', reason: 'upsampled' }],
    ["class.floor=3:'a = b'", { gate: 'class.floor', value: 3, reason: 'a = b' }],
  ])('--accept %s', (text, want) => expect(parseAccept(text)).toEqual(want));
});

describe('what is printed where', () => {
  test('the report goes to stdout, nothing to stderr, and its code is the exit code', async () => {
    const { code, out, err } = await run(['train.jsonl'], { runner: async () => sample('broken-chat') });
    expect([code, err]).toEqual([1, '']);
    expect(out).toContain('NOT READY   2 errors, 1 warning');
  });
  test('several reporters in one run; files are written whole', async () => {
    const { out } = await run([
      'train.jsonl',
      '--reporter',
      'concise',
      '--reporter',
      'json=report.json',
      '--reporter',
      'jsonl=all.jsonl',
    ]);
    expect(out).toContain('READY WITH WARNINGS');
    expect(JSON.parse(readFileSync(join(cwd, 'report.json'), 'utf8'))).not.toHaveProperty('timing.seconds', 0.2);
    expect(readFileSync(join(cwd, 'all.jsonl'), 'utf8').trimEnd().split('\n')).toHaveLength(2);
    expect(readdirSync(cwd).toSorted()).toEqual(['all.jsonl', 'report.json', 'train.jsonl']);
  });
  test('a report that cannot be written is 2, and the other one is printed', async () => {
    const { code, out, err } = await run([
      'train.jsonl',
      '--reporter',
      'pretty',
      '--reporter',
      'json=no/such/report.json',
    ]);
    expect([code, err]).toEqual([2, 'ftlint: cannot write no/such/report.json: the folder no/such does not exist\n']);
    expect(out).toContain('READY WITH WARNINGS');
  });
  test('a file found in a folder is not overwritten either', async () => {
    mkdirSync(join(cwd, 'sft'));
    writeFileSync(join(cwd, 'sft/train.jsonl'), 'data');
    const { code } = await run(['sft', '--reporter', 'json=sft/train.jsonl'], {
      runner: async () => sample('broken-chat'),
    });
    expect([code, readFileSync(join(cwd, 'sft/train.jsonl'), 'utf8')]).toEqual([2, 'data']);
  });
  test.each<[readonly string[], Record<string, string>, boolean, boolean]>([
    [[], {}, true, true],
    [[], {}, false, false],
    [[], { NO_COLOR: '1' }, true, false],
    [[], { NO_COLOR: '' }, true, true],
    [[], { FORCE_COLOR: '1' }, false, true],
    [[], { FORCE_COLOR: '0' }, true, false],
    [[], { TERM: 'dumb' }, true, false],
    [['--color', 'always'], { NO_COLOR: '1' }, false, true],
    [['--color', 'never'], { FORCE_COLOR: '1' }, true, false],
  ])('colour: %j %j on a terminal %s: %s', async (flags, env, tty, colored) => {
    const { out } = await run(['train.jsonl', ...flags], { env, tty });
    expect(out.includes('\u001b[')).toBe(colored);
  });
  test.each<[readonly string[], Record<string, string>, boolean, string]>([
    [[], {}, true, 'short'],
    [[], { CI: 'true' }, true, 'none'],
    [[], {}, false, 'none'],
    [['--reporter', 'json'], {}, true, 'none'],
    [['--reporter', 'json', '--excerpts', 'short'], { CI: '1' }, false, 'short'],
  ])('excerpts: %j %j on a terminal %s: %s', async (flags, env, tty, want) => {
    expect((await run(['train.jsonl', ...flags], { env, tty })).options?.excerpts).toBe(want);
  });
  test.each<[readonly string[], Record<string, string>, boolean, boolean]>([
    [[], {}, true, true],
    [[], {}, false, false],
    [[], { CI: 'true' }, true, false],
    [[], { PRE_COMMIT: '1' }, true, false],
    [[], { TERM: 'dumb' }, true, false],
    [['--no-progress'], {}, true, false],
  ])('progress: %j %j on a terminal %s: %s', async (flags, env, tty, shown) => {
    const { err } = await run(['train.jsonl', ...flags], {
      env,
      tty,
      runner: async (options) => {
        for (let i = 1; i <= 4; i++) options.onProgress?.({ bytes: i * 1e6, total: 4e6, records: i * 1000 });
        return sample('thin-classes');
      },
    });
    expect(err.includes('of 4.0 MB')).toBe(shown);
    // Whatever was shown is gone before the report.
    expect(err.endsWith('\r\u001b[K')).toBe(shown);
  });
  test('a progress line', () => {
    expect(progressLine({ bytes: 5e8, total: 1e9, records: 1e6 }, 4)).toBe(
      '500 MB of 1.0 GB · 50 % · 250,000 rows/s · 4.0 s left',
    );
    expect(progressLine({ bytes: 5e8, total: -1, records: 1e6 }, 4)).toBe('500 MB · 250,000 rows/s');
  });
  test.each<[readonly string[], string, boolean, boolean]>([
    [['--quiet'], 'thin-classes', false, true],
    [['--quiet', '--max-warnings', '0'], 'thin-classes', true, true],
    [['--quiet', '--max-warnings', '1'], 'thin-classes', false, true],
    [['--quiet', '--fail-on', 'warn'], 'thin-classes', true, true],
  ])('%j of %s shows warnings: %s', async (flags, name, warned, verdict) => {
    const { out } = await run(['train.jsonl', ...flags], { runner: async () => sample(name) });
    expect([out.includes('have fewer than 100 samples'), out.includes('READY')]).toEqual([warned, verdict]);
  });
});

const failing =
  (error: Error, signal?: string): NonNullable<Asked['runner']> =>
  async (_, abort) => {
    if (signal !== undefined) abort.abort(signal);
    throw error;
  };

describe('interruption and faults', () => {
  test.each<[string, number]>([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ])('%s prints what there is, marked incomplete', async (signal, code) => {
    const answer = await run(['train.jsonl', '--reporter', 'json'], {
      runner: async (_, abort) => {
        abort.abort(signal);
        return sample('broken-chat');
      },
    });
    expect(answer.code).toBe(code);
    expect(JSON.parse(answer.out)).toMatchObject({ complete: false, exitCode: code });
  });
  test('an interrupted run without a report', async () => {
    const runner = failing(new Error('aborted'), 'SIGINT');
    expect(await run(['train.jsonl'], { runner })).toMatchObject({
      code: 130,
      err: 'ftlint: interrupted before there was a report\n',
    });
  });
  test('what the person must change is said without a stack', async () => {
    const runner = failing(new FtlintError('x', 'no column \u001b[31mtext', 'say --text <column>'));
    expect(await run(['train.jsonl'], { runner })).toMatchObject({
      code: 2,
      err: 'ftlint: no column ␛[31mtext\n  say --text <column>\n',
    });
  });
  test('a bug keeps its stack', async () => {
    const runner = failing(new TypeError('undefined is not a function'));
    const { code, err } = await run(['train.jsonl', '--exit-zero'], { runner });
    expect(code).toBe(2);
    expect(err).toMatch(/internal error .*report it[\s\S]*TypeError: undefined is not a function\n\s+at /);
  });
});

describe('what needs no data', () => {
  test('nothing given: the data sets nearby, and how to check each', async () => {
    mkdirSync(join(cwd, 'my data'));
    for (const file of ['my data/train.csv', 'my data/test.csv', 'package.json', 'notes.txt'])
      writeFileSync(join(cwd, file), '{"a": 1}');
    writeFileSync(join(cwd, 'rows.json'), '[{"a": 1}]');
    const { code, err } = await run(['check']);
    expect(code).toBe(2);
    expect(err.split('\n').slice(1, -1)).toEqual([
      `  ftlint check 'my data/test.csv' 'my data/train.csv'`,
      '  ftlint check rows.json',
      '  ftlint check train.jsonl',
    ]);
    expect((await run([])).err).toBe(err);
  });
  test.each<[string, readonly string[], readonly string[]]>([
    [
      'Parquet',
      ['data/train-00000-of-00001.parquet', 'data/test-00000-of-00001.parquet'],
      ['data/test-00000-of-00001.parquet data/train-00000-of-00001.parquet'],
    ],
    ['many shards', ['0', '1', '2', '3', '4'].map((i) => `data/train-0000${i}-of-00005.parquet`), ['data']],
    [
      'many shards beside another set',
      ['0', '1', '2', '3', '4'].map((i) => `train-0000${i}-of-00005.parquet`).concat('b.csv'),
      ['b.csv', ['0', '1', '2', '3', '4'].map((i) => `train-0000${i}-of-00005.parquet`).join(' ')],
    ],
    [
      'Arrow',
      ['saved/data-00000-of-00001.arrow', 'saved/state.json', 'saved/dataset_info.json', 'a.feather'],
      ['a.feather', 'saved/data-00000-of-00001.arrow'],
    ],
    ['packed', ['a.jsonl.zst', 'b.zst', 'c.csv.gz'], ['a.jsonl.zst', 'b.zst', 'c.csv.gz']],
    ['texts beside data', ['a.csv', 'a.txt'], ['a.csv']],
    ['texts alone', ['texts/a.txt', 'texts/b.md', 'one/c.txt', 'README.md', 'LICENSE.txt'], ['one/c.txt', 'texts']],
    ['what is no data, or cannot be read', ['a.xlsx', 'b.zip', 'README.md', 'node_modules/a.csv', '.b.csv'], []],
  ])('nothing given, and nearby: %s', async (_, files, sets) => {
    const folder = mkdtempSync(join(tmpdir(), 'ftlint-nearby-'));
    for (const file of files) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), '{"a": 1}\n');
    }
    expect((await nearbyDatasets(folder)).map((set) => set.join(' '))).toEqual(sets);
  });
  test.each<[string, RegExp]>([
    ['--help', /ftlint \[check\][\s\S]*--task[\s\S]*Exit codes/],
    ['check --help', /--max-warnings/],
    ['-h', /explain <id>/],
    ['rules --help', /--json/],
    ['--version', /^\d+\.\d+\.\d+\n$/],
    ['tasks', /classification +needs 500 +better 2,000–5,000/],
    ['rules', /^rule +severity +stage +fix +evidence +right$/m],
    ['formats', /^chat /m],
    ['gates', /^samples\.minimum /m],
    ['explain intent', /Text classification/],
    ['explain samples.minimum', /samples\.minimum/],
    ['targets', /^openai-sft +closed to new/m],
    ['explain openai', /^target `openai-sft`/m],
    ['explain chat', /role/],
  ])('ftlint %s', async (line, want) => {
    const { code, out, err } = await run(line.split(' '));
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(want);
  });
  test.each(['rules', 'tasks', 'formats', 'gates', 'targets'])(
    'ftlint %s --json is one array, everything in it can be explained',
    async (kind) => {
      const { code, out } = await run([kind, '--json']);
      const all = JSON.parse(out) as { id: string }[];
      expect(code).toBe(0);
      expect(all.length).toBeGreaterThan(5);
      for (const { id } of all) expect([id, (await run(['explain', id])).code]).toEqual([id, 0]);
    },
  );

  test('targets of a folder of one’s own are listed first and explained, in place of shipped ones of their name', async () => {
    const shipped = readFileSync(new URL('../rules/targets/setfit.json', import.meta.url), 'utf8');
    mkdirSync(join(cwd, 'own/targets'), { recursive: true });
    for (const id of ['our-cluster', 'setfit']) {
      const own = { ...(JSON.parse(shipped) as object), id, title: `Ours: ${id}`, names: [] };
      writeFileSync(join(cwd, `own/targets/${id}.json`), JSON.stringify(own));
    }
    const { out } = await run(['targets', '--json', '--rules-dir', 'own']);
    const all = JSON.parse(out) as { id: string; title: string }[];
    expect(all.slice(0, 2).map(({ title }) => title)).toEqual(['Ours: our-cluster', 'Ours: setfit']);
    expect(all.filter(({ id }) => id === 'setfit')).toHaveLength(1);
    expect((await run(['explain', 'our-cluster', '--rules-dir', 'own'])).out).toMatch(/^# Ours: our-cluster/);
    expect((await run(['explain', 'setfit', '--rules-dir=own'])).out).toMatch(/^# Ours: setfit/);
    expect(await run(['targets', '--rules-dir', 'gone'])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/there is no targets/) as unknown as string,
    });
    expect((await run(['tasks', '--rules-dir', 'own'])).code).toBe(2);
  });
});

describe('suggestions', () => {
  test.each([
    ['task', 'task', 0],
    ['taks', 'task', 1],
    ['', 'abc', 3],
    ['kitten', 'sitting', 3],
  ])('%s to %s is %i', (a, b, d) => expect(distance(a, b)).toBe(d));
  test.each([
    ['clasification', 'classification'],
    ['sentimnet', 'sentiment'],
    ['summ', 'summarization'],
    ['zzz', undefined],
  ])('%s: %s', (word, want) => expect(nearest(word, ['classification', 'sentiment', 'summarization'])).toBe(want));
  test.each([
    ['train.jsonl', 'train.jsonl'],
    ["it's.csv", `'it'\\''s.csv'`],
    ['-x.csv', './-x.csv'],
    ['a b', `'a b'`],
  ])('%s in a shell is %s', (name, word) => expect(shellWord(name)).toBe(word));
});
