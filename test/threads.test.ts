import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { check, defineRecordRule, FtlintError } from '../src/api.ts';
import { checkOptions } from '../src/commands/ask.ts';
import type { Io } from '../src/commands/io.ts';
import { parse } from '../src/commands/parse.ts';
import type { FilePlan } from '../src/core/plan.ts';
import { Table } from '../src/core/table.ts';
import { oddQuotes } from '../src/readers/csv/segments.ts';
import { gridSegments, SEGMENT_BYTES } from '../src/readers/segments.ts';
import { askedOf } from '../src/run/asked.ts';
import { scanPlanned } from '../src/run/check.ts';
import { createCrew } from '../src/run/threads/crew.ts';
import type { CheckOptions, Progress } from '../src/run/options.ts';
import { planPass } from '../src/run/plan-pass.ts';
import { createSpillFile } from '../src/run/spill-file.ts';
import { boardOver, createBoard } from '../src/run/threads/board.ts';
import { threadsFor } from '../src/run/threads/count.ts';
import { openSpills } from './open-spills.ts';
import { parquetRows } from './parquet-rows.ts';

jest.setTimeout(240_000);
const folder = mkdtempSync(join(tmpdir(), 'ftlint-threads-'));
afterAll(() => rmSync(folder, { recursive: true }));

const TOPICS = ['refund', 'order', 'praise', 'spam', 'bug'];
const row = (i: number): string =>
  JSON.stringify({
    text: `sample ${i % 701} says «${'long '.repeat(i % 7)}» about ${(i * 7919) % 997}`,
    label: TOPICS[i % 5],
  });
const lines = (n: number, line: (i: number) => string, end = '\n'): string =>
  Array.from({ length: n }, (_, i) => `${line(i)}${end}`).join('');

/** Copies far from each other, contradictions, broken, blank and very long lines, in two line ends. */
const messy = (i: number): string => {
  if (i % 97 === 0) return '';
  if (i % 89 === 0) return `{"text": "broken ${i}", label}`;
  if (i % 83 === 0) return '{"text":"the same question","label":"' + TOPICS[i % 5] + '"}';
  if (i % 79 === 0) return `{"text":"  The SAME   question ","label":"refund"}\r`;
  if (i % 401 === 0) return JSON.stringify({ text: 'very long '.repeat(900), label: 'spam' });
  if (i % 73 === 0) return JSON.stringify({ other: i });
  if (i % 71 === 0) return JSON.stringify({ text: i % 2 ? '' : null, label: i });
  return row(i);
};
const turns = (i: number): string =>
  JSON.stringify({
    messages: [
      { role: i % 50 === 3 ? 'human' : 'user', content: i % 60 === 0 ? '' : `question ${i % 400}` },
      { role: 'assistant', content: i % 45 === 0 ? ' ' : `an answer of number ${i % 391}` },
    ],
  });
const preference = (i: number): string => {
  const [a, b] = i % 13 === 0 ? ['good', 'bad'] : ['bad', 'good'];
  return JSON.stringify({ prompt: `p${i % 300}`, chosen: `${a} ${i % 150}`, rejected: `${b} ${i % 150}` });
};
const grouped = (i: number): string =>
  JSON.stringify({ patient: `P${i % 3000}`, text: `sample ${i} about ${(i * 7919) % 997}`, label: TOPICS[i % 5] });
const cell = (i: number): string =>
  i % 31 === 0 ? `"quoted ""${i}"", with\na line end",${TOPICS[i % 5]}` : `plain ${i % 503},${TOPICS[i % 3]}`;

function write(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** A data set for each way in which bytes become records. */
const SETS: Readonly<Record<string, Partial<CheckOptions> & Pick<CheckOptions, 'inputs'>>> = {
  'JSON lines with faults': { inputs: [write('messy.jsonl', lines(3000, messy))] },
  'CR LF and a byte order mark': { inputs: [write('crlf.jsonl', `\ufeff${lines(2000, row, '\r\n')}`)] },
  'no line end at the end, the last line torn': { inputs: [write('torn.jsonl', `${lines(1500, row)}{"text": "to`)] },
  conversations: { inputs: [write('chat.jsonl', lines(1500, turns))] },
  preferences: { inputs: [write('dpo.jsonl', lines(1500, preference))] },
  'splits that leak': {
    inputs: [
      write('train.jsonl', lines(1500, row)),
      write(
        'test.jsonl',
        lines(700, (i) => row(i * 3)),
      ),
    ],
    limit: 50,
  },
  'shards and a gzip file': {
    inputs: [
      write('part-00000-of-00003.jsonl', lines(800, messy)),
      write(
        'part-00001-of-00003.jsonl',
        lines(800, (i) => messy(i + 400)),
      ),
      write('part-00002-of-00003.jsonl.gz', gzipSync(lines(800, row))),
    ],
    limit: Infinity,
  },
  'a gzip file alone': { inputs: [write('alone.jsonl.gz', gzipSync(lines(3000, messy)))] },
  'a table': { inputs: [write('table.csv', `text,label\n${lines(3000, cell)}`)] },
  'a table with cells of many lines': {
    inputs: [
      write(
        'lines.csv',
        `text,label\r\n${lines(900, (i) => `"${'many\n'.repeat(i % 40)}""${i % 300}""",${TOPICS[i % 5]}`, '\r\n')}`,
      ),
    ],
  },
  'a table of tabs whose quotes are literal': {
    inputs: [write('literal.tsv', `text\tlabel\n${lines(2000, (i) => `5" of ${i % 503}\t${TOPICS[i % 5]}`)}`)],
  },
  'a table with a stray quote': {
    inputs: [write('stray.csv', `text,label\n${lines(2000, (i) => (i === 1700 ? 'a 5" disk,bug' : cell(i)))}`)],
  },
  'a table with a quote that never closes': {
    inputs: [write('open.csv', `text,label\n${lines(2000, (i) => (i === 900 ? '"never closed,bug' : cell(i)))}`)],
  },
  'an array': { inputs: [write('array.json', `[${Array.from({ length: 1500 }, (_, i) => row(i)).join(',\n')}]`)] },
  'groups that leak into another split': {
    inputs: [
      write('grouped-train.jsonl', lines(1500, grouped)),
      write(
        'grouped-test.jsonl',
        lines(700, (i) => grouped(i * 2 + 1000)),
      ),
    ],
    group: 'patient',
    limit: 50,
  },
  'Parquet in row groups': { inputs: [write('rows.parquet', parquetRows(900))], limit: 50 },
  'a file cut off beside a whole one': {
    inputs: [
      write('a-train.jsonl', lines(900, row)),
      write('a-test.jsonl.gz', gzipSync(lines(900, row)).subarray(0, 3000)),
    ],
  },
};

const reportOf = async (options: CheckOptions): Promise<string> => JSON.stringify(await check(options.inputs, options));

/** Threads that read a data set to its end. */
async function threadsOf(options: CheckOptions, tableBytes?: number): Promise<number> {
  const asked = await askedOf(options);
  const [dataset] = (await planPass(options)).datasets;
  const segments = dataset.files.flatMap(({ plan, source }, i) =>
    gridSegments(plan, i, source.bytes, options.segmentBytes ?? SEGMENT_BYTES),
  );
  const crew = createCrew();
  const { threads, release } = await scanPlanned(dataset, segments, asked, crew, tableBytes).finally(crew.end);
  release();
  return threads;
}

describe('the report is the same for any number of threads and any size of segments', () => {
  test.each(Object.keys(SETS))('%s', async (name) => {
    const one = await reportOf({ ...SETS[name], threads: 1 });
    expect(JSON.parse(one).datasets[0].measures.records).toBeGreaterThan(400);
    for (const [threads, segmentBytes] of [
      [1, 900],
      [2, 2311],
      [3, 800],
      [7, 4096],
    ] as const)
      expect({ threads, report: await reportOf({ ...SETS[name], threads, segmentBytes }) }).toEqual({
        threads,
        report: one,
      });
  });

  test('and for the engine without WebAssembly', async () => {
    const asked: CheckOptions = { ...SETS['JSON lines with faults'], engine: 'js', segmentBytes: 5000 };
    expect(await reportOf({ ...asked, threads: 3 })).toBe(await reportOf({ ...asked, threads: 1 }));
  });

  test('and with excerpts', async () => {
    const asked: CheckOptions = { ...SETS['JSON lines with faults'], excerpts: 'full', segmentBytes: 5000 };
    expect(await reportOf({ ...asked, threads: 3 })).toBe(await reportOf({ ...asked, threads: 1 }));
  });
});

describe('how many threads', () => {
  const file = (bytes: number, more: Partial<FilePlan> = {}): { plan: FilePlan } => ({
    plan: { bytes, compression: null, origin: 'named', ...more } as FilePlan,
  });
  test.each<[string, number, Parameters<typeof threadsFor>]>([
    ['as asked', 3, [3, [file(10)], 20]],
    ['no more than segments', 2, [7, [file(10)], 2]],
    ['one for one segment', 1, [7, [file(1e9)], 1]],
    ['one for little', 1, ['auto', [file(50e6)], 4]],
    ['one where nobody asks for more and it is little', 1, [undefined, [file(50e6)], 4]],
    ['one for standard input', 1, [4, [file(-1, { origin: 'stdin' })], 9]],
  ])('%s', (_, threads, asked) => expect(threadsFor(...asked)).toBe(threads));

  test('as many read as are asked for, if they can be given the rules', async () => {
    const asked: CheckOptions = { ...SETS['JSON lines with faults'], segmentBytes: 20_000, threads: 3 };
    const own = defineRecordRule({
      meta: {
        id: 'own-rule',
        since: '0.1.0',
        severity: 'warn',
        stage: 'record',
        title: 'a rule of the caller',
        messages: { found: 'found' },
      } as never,
      check: () => {},
    });
    expect(await threadsOf(asked)).toBe(3);
    expect(await threadsOf({ ...asked, threads: 1 })).toBe(1);
    expect(await threadsOf({ ...asked, threads: 'auto' })).toBe(1);
    expect(await threadsOf({ ...asked, extend: [own] })).toBe(1);
  });
});

test('grouping is shared out for many records, and says the same', async () => {
  const inputs = [
    write(
      'million.jsonl',
      lines(1_050_000, (i) => `{"text":"${(i * 48271) % 999_983}","label":"${i % 3}"}`),
    ),
  ];
  const one = await reportOf({ inputs, threads: 1 });
  expect(await reportOf({ inputs, threads: 3 })).toBe(one);
  expect(JSON.parse(one).datasets[0].measures.duplicates.input).toBe(50_017);
});

describe('tables', () => {
  const tableThreads = (name: string): Promise<number> =>
    threadsOf({ ...SETS[name], segmentBytes: 3000, threads: 3 }, 3000);
  test('are cut where no cell is', async () => {
    expect(await tableThreads('a table')).toBe(3);
    expect(await tableThreads('a table with cells of many lines')).toBe(3);
  });
  test('are read by one thread where a quote does not tell a cell', async () => {
    expect(await tableThreads('a table with a stray quote')).toBe(1);
    expect(await tableThreads('a table with a quote that never closes')).toBe(1);
  });
  test('quotes are counted four bytes at once as one by one', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), fc.nat({ max: 255 }), (bytes, other) => {
        // Half of the bytes are quotes, or differ from one in a single bit.
        const drawn = bytes.map((byte) => (byte & 1 ? 0x22 : byte & 2 ? 0x22 ^ (1 << (byte >> 5)) : byte ^ other));
        expect(oddQuotes(drawn, drawn.length)).toBe(drawn.filter((byte) => byte === 0x22).length % 2 === 1);
      }),
    );
  });
});

describe('while threads read', () => {
  test('an interruption ends all of them, and the report says so', async () => {
    const abort = new AbortController();
    const report = await check(SETS['JSON lines with faults'].inputs, {
      threads: 3,
      segmentBytes: 2000,
      signal: abort.signal,
      onProgress: () => abort.abort('SIGINT'),
    });
    expect(report.complete).toBe(false);
  });

  test('progress counts what all of them read', async () => {
    let last = { bytes: 0, total: 0, records: 0 };
    await check(SETS['JSON lines with faults'].inputs, {
      threads: 2,
      segmentBytes: 2000,
      onProgress(progress) {
        expect(progress.records).toBeGreaterThanOrEqual(last.records);
        last = progress;
      },
    });
    expect(last.total).toBeGreaterThan(0);
    expect(last.bytes).toBeLessThanOrEqual(last.total);
  });

  test('progress never goes back, not even when one thread reads again what several have read', async () => {
    const told: Progress[] = [];
    const asked = await askedOf({
      ...SETS['JSON lines with faults'],
      threads: 2,
      segmentBytes: 2000,
      onProgress: (progress) => void told.push(progress),
    });
    const [dataset] = (await planPass(asked.options)).datasets;
    const segments = dataset.files.flatMap(({ plan, source }, i) => gridSegments(plan, i, source.bytes, 2000));
    /** Dies when the other has told of some segments. */
    const dying = async (): Promise<undefined> => {
      while (told.length < 5) await new Promise(setImmediate);
    };
    const crew = { prepare() {}, end() {}, hire: () => [{ ask: dying, alive: () => true, end() {} }] } as never;
    const { threads, release } = await scanPlanned(dataset, segments, asked, crew);
    release();
    expect(threads).toBe(1);
    expect(told.map(({ bytes }) => bytes)).toEqual(told.map(({ bytes }) => bytes).sort((a, b) => a - b));
    expect(told.map(({ records }) => records)).toEqual(told.map(({ records }) => records).sort((a, b) => a - b));
  });

  test('the board gives every number once and adds up', () => {
    const memory = createBoard(2);
    const [a, b] = [boardOver(memory), boardOver(memory)];
    expect([a.take(), b.take(), a.take()]).toEqual([0, 1, 2]);
    a.seen(0, 10, 1);
    b.seen(1, 5, 2);
    expect(a.total()).toEqual({ bytes: 15, records: 3 });
    expect(a.stopped()).toBe(false);
    b.stop();
    expect(a.stopped()).toBe(true);
  });
});

describe('--max-memory', () => {
  test.each([1, 3])(
    'a table that does not fit goes to a temporary file: %i threads, the same report',
    async (threads) => {
      const inputs = [write('many.jsonl', lines(60_000, row))];
      const one = await reportOf({ inputs, threads: 1 });
      const bound = { inputs, threads, segmentBytes: 200_000, maxMemory: 700_000 };
      expect(await reportOf(bound)).toBe(one);
      const pairs = SETS['preferences'];
      expect(await reportOf({ ...pairs, threads, segmentBytes: 9000, maxMemory: 700_000 })).toBe(await reportOf(pairs));
    },
  );

  test('one listener at most waits for the end of the process, however many temporary files there are', () => {
    const before = process.listenerCount('exit');
    const files = Array.from({ length: 20 }, () => createSpillFile());
    expect(process.listenerCount('exit') - before).toBeLessThanOrEqual(1);
    for (const file of files) file.close();
    expect(openSpills()).toEqual([]);
  });

  test('nothing is given back while a helper may still write to it', async () => {
    const asked = await askedOf({
      ...SETS['JSON lines with faults'],
      maxMemory: 700_000,
      threads: 2,
      segmentBytes: 2000,
    });
    const [dataset] = (await planPass(asked.options)).datasets;
    const failing = {
      ...dataset,
      files: dataset.files.map((file) => ({ ...file, source: { ...file.source, direct: broken, read: broken } })),
    };
    function broken(): never {
      throw new TypeError('a fault of this thread');
    }
    let open: readonly string[] | undefined;
    /** Goes on until the board says stop, and then for some turns: a batch is at hand. */
    const slow = async ({ board }: { readonly board: SharedArrayBuffer }): Promise<undefined> => {
      const { stopped } = boardOver(board);
      for (let turns = 0; turns < 1000 && !stopped(); turns++) await new Promise(setImmediate);
      for (let turns = 0; turns < 20; turns++) await new Promise(setImmediate);
      open = openSpills();
      return undefined;
    };
    const crew = { prepare() {}, end() {}, hire: () => [{ ask: slow, alive: () => true, end() {} }] } as never;
    const segments = failing.files.flatMap(({ plan, source }, i) => gridSegments(plan, i, source.bytes, 2000));
    const before = openSpills();
    await expect(scanPlanned(failing, segments, asked, crew)).rejects.toThrow('a fault of this thread');
    expect(open).toBeDefined();
    if (existsSync('/proc/self/fd')) expect(open).not.toEqual([]);
    expect(openSpills()).toEqual(before);
  });

  test.each([1, 3])('what cannot be kept is said with what to set: %i threads', async (threads) => {
    const inputs = [write('same.jsonl', '{"text":"always","label":"the same"}\n'.repeat(40_000))];
    const error = await check(inputs, { threads, segmentBytes: 200_000, maxMemory: 500_000 }).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(FtlintError);
    expect(error).toMatchObject({ code: 'max-memory', hint: expect.stringContaining('--max-memory') });
  });
});

test('one kernel serves one scan after the other', async () => {
  const { Instance: real } = WebAssembly;
  let started = 0;
  class Counted extends real {
    constructor(...of: ConstructorParameters<typeof real>) {
      super(...of);
      started++;
    }
  }
  WebAssembly.Instance = Counted;
  try {
    for (let i = 0; i < 4; i++) await reportOf({ ...SETS['conversations'], engine: 'wasm', threads: 1 });
  } finally {
    WebAssembly.Instance = real;
  }
  expect(started).toBeLessThanOrEqual(1);
});

test('memory that the machine does not have is the same error, with the flag that helps', () => {
  const { SharedArrayBuffer: real } = globalThis;
  function failing(): never {
    throw new RangeError('Array buffer allocation failed');
  }
  const table = new Table({ shared: true });
  globalThis.SharedArrayBuffer = failing as never;
  try {
    expect(() => table.addBucket(0, new Uint8Array(32))).toThrow(
      expect.objectContaining({ code: 'max-memory', hint: expect.stringContaining('--max-memory') }),
    );
  } finally {
    globalThis.SharedArrayBuffer = real;
  }
});

describe('flags', () => {
  const asked = (...flags: string[]): CheckOptions =>
    checkOptions(parse(['check', 'x.jsonl', ...flags]), {
      cwd: '/',
      env: {},
      signal: new AbortController().signal,
      today: () => '2026-11-23',
    } as Io);
  test.each<[string, number | string | undefined]>([
    ['1', 1],
    ['12', 12],
    ['auto', 'auto'],
  ])('--threads %s', (value, threads) => expect(asked('--threads', value)).toMatchObject({ threads }));
  test.each<[string, number]>([
    ['4096', 4096],
    ['10K', 10_240],
    ['500M', 524_288_000],
    ['1.5g', 1_610_612_736],
    ['2GiB', 2 ** 31],
    ['3MB', 3 * 2 ** 20],
  ])('--max-memory %s', (value, maxMemory) => expect(asked('--max-memory', value)).toMatchObject({ maxMemory }));
  test.each([
    '--threads=0',
    '--threads=two',
    '--threads=1.5',
    '--max-memory=0',
    '--max-memory=much',
    '--max-memory=5X',
  ])('%s is refused', (flag) => expect(() => asked(flag)).toThrow(FtlintError));
});
