import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { dictionary, float64, int32, list, struct, tableFromArrays, tableToIPC, utf8 } from '@uwdata/flechette';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { linesOf, openTable, TABLES } from './row-tables.ts';
import { check } from '../src/run/check.ts';
import type { Report } from '../src/core/report.ts';
import type { CheckOptions } from '../src/run/options.ts';
import { partFolder } from './part-folder.ts';

jest.setTimeout(120_000);
const folder = partFolder();
const { cwd } = folder;
afterAll(() => rmSync(cwd, { recursive: true }));

/** Rows with copies, blanks, contradictions, and what only a table can hold. */
const rows = Array.from({ length: 400 }, (_, i) => ({
  text:
    i % 9 === 0
      ? `copy ${i % 4}`
      : i % 31 === 5
        ? ''
        : i % 43 === 7
          ? null
          : `row «${i}» ${'long '.repeat(i % 30)}{{name}}`,
  label: ['a', 'b', 'c', null][i % 4],
  score: i % 17 === 0 ? null : i / 4,
  number: i,
}));
const column = <K extends keyof (typeof rows)[number]>(name: K) => rows.map((row) => row[name]);

const parquet = (rowGroupSize: number): Uint8Array =>
  new Uint8Array(
    parquetWriteBuffer({
      columnData: [
        { name: 'text', data: column('text'), type: 'STRING' },
        { name: 'label', data: column('label'), type: 'STRING' },
        { name: 'score', data: column('score'), type: 'DOUBLE' },
        { name: 'number', data: Int32Array.from(column('number')), type: 'INT32' },
      ],
      rowGroupSize,
      pageSize: 2000,
    }),
  );
const types = { text: utf8(), label: dictionary(utf8()), score: float64(), number: int32() };
const arrow = (maxBatchRows: number, format: 'stream' | 'file'): Uint8Array => {
  const columns = { text: column('text'), label: column('label'), score: column('score'), number: column('number') };
  return tableToIPC(tableFromArrays(columns, { types, maxBatchRows }), { format }) as Uint8Array;
};

const table = parquet(60);
folder.write('t.jsonl', linesOf(openTable(table)));
folder.write('t.parquet', table);
folder.write('one.parquet', parquet(1000));
folder.write('t.arrow', arrow(60, 'stream'));
folder.write('t.feather', arrow(60, 'file'));

/** Of bytes that only a text has: a table that is none has no lines that end too early. */
const OF_LINES = new Set(['unicode-line-separator']);

/** The report without what names or measures the file itself. */
function same({ datasets, ...report }: Report): unknown {
  const text = JSON.stringify({
    ...report,
    datasets: datasets.map((d) => ({
      ...d,
      name: 't',
      findings: d.findings.filter(({ rule }) => !OF_LINES.has(rule)),
      files: d.files.map(({ split, records, encoding }) => ({ split, records, encoding })),
    })),
  });
  return JSON.parse(text.replaceAll(datasets[0].files[0].path, 't'), (key, value: unknown) =>
    key === 'offset' ? null : key === 'path' ? 't' : value,
  );
}
const run = (input: string, options: Partial<CheckOptions> = {}): Promise<Report> =>
  check({ cwd, inputs: [input], threads: 1, ...options });

describe('one table in several containers', () => {
  test.each(['t.parquet', 'one.parquet', 't.arrow', 't.feather'])(
    '%s says of itself what its lines of JSON say',
    async (name) => {
      const options = { limit: 1000, excerpts: 'short' } as const;
      const [own, lines] = [await run(name, options), await run('t.jsonl', options)];
      expect(same(own)).toEqual(same(lines));
      expect(own.datasets[0].findings.some(({ places }) => places.some(({ excerpt }) => excerpt !== undefined))).toBe(
        true,
      );
    },
  );
  test('conversations, as Python wrote them', async () => {
    const at = fileURLToPath(TABLES);
    const lines = same(await run(join(at, 'chat.jsonl')));
    for (const codec of ['snappy', 'zstd']) expect(same(await run(join(at, `chat-${codec}.parquet`)))).toEqual(lines);
    const all = same(await run(join(at, 'types.jsonl')));
    for (const name of ['types.parquet', 'types-delta.parquet', 'types-stream.arrow', 'types.feather'])
      expect(same(await run(join(at, name)))).toEqual(all);
  });
  test('a real table, where it is', async () => {
    const real = new URL('../../shared/cases/real/datajuicer/demo-dataset.parquet', import.meta.url);
    if (!existsSync(real)) {
      console.warn('shared/cases/real is not here: the real table is not read');
      return;
    }
    const bytes = readFileSync(real);
    folder.write('real.parquet', bytes);
    folder.write('real.jsonl', linesOf(openTable(bytes)));
    expect(same(await run('real.parquet'))).toEqual(same(await run('real.jsonl')));
  });
});

describe('places', () => {
  test('a line is the number of the row, and there is no offset', async () => {
    const report = await run('t.parquet', { limit: 1000 });
    const { files, findings } = report.datasets[0];
    const places = findings.flatMap((finding) => finding.places);
    expect(new Set(places.map(({ offset }) => offset))).toEqual(new Set([null]));
    // Each copy is told with the row that it repeats.
    const copies = places.flatMap(({ line, partner }) => (partner === undefined ? [] : ([[line, partner]] as const)));
    expect(copies.length).toBeGreaterThan(10);
    for (const [line, partner] of copies) {
      expect(partner.offset).toBeNull();
      expect(rows[line - 1].text).toBe(rows[partner.line - 1].text);
    }
    expect(files[0]).toMatchObject({ container: 'parquet', stored: table.length, records: 400, compression: null });
  });
});

describe('shared out', () => {
  const inputs = ['t.parquet', 't.arrow', 't.feather'];
  test.each(inputs)('%s in shards, threads and parts of any size', async (input) => {
    const alone = await folder.check({ inputs: [input], threads: 1 });
    for (const segmentBytes of [1, 5000, 1e9])
      for (const options of [{ shards: 3 }, { shards: 7 }, { threads: 2 }, { threads: 3 }])
        expect(await folder.check({ inputs: [input], segmentBytes, ...options })).toBe(alone);
  });
  test('in partial results, whole files each', async () => {
    const all = { inputs, threads: 1 };
    const alone = await folder.check(all);
    for (const of of [1, 2, 3]) {
      const parts = await folder.scanAll({ ...all, segmentBytes: 5000 }, of);
      expect(await folder.report(parts)).toBe(alone);
      expect(await folder.report([await folder.merge(parts, 'm.ftp')])).toBe(alone);
      expect(await folder.report([await folder.close(parts, 'c.ftp')])).toBe(alone);
    }
  });
});

async function* once(): AsyncGenerator<Uint8Array> {
  yield table;
}

describe('what is refused', () => {
  const failure = async (input: string, options: Partial<CheckOptions> = {}): Promise<string> => {
    const { exitCode, failures } = await run(input, options);
    return `${exitCode} ${failures.map(({ code, message }) => `${code} ${message}`).join('; ')}`;
  };
  test('standard input and packed files', async () => {
    expect(await failure('-', { stdin: once() })).toMatch(/^2 unsupported-container .*standard input/);
    folder.write('t.parquet.gz', gzipSync(table));
    expect(await failure('t.parquet.gz')).toMatch(/^2 unsupported-container .*inside a gzip file/);
  });
  test('no rows', async () => {
    folder.write(
      'none.parquet',
      new Uint8Array(parquetWriteBuffer({ columnData: [{ name: 'text', data: [], type: 'STRING' }] })),
    );
    expect(await failure('none.parquet')).toMatch(/^2 empty-file none\.parquet has no rows/);
    folder.write(
      'none.arrow',
      tableToIPC(tableFromArrays({ text: [] as string[] }, { types: { text: utf8() } }), {
        format: 'stream',
      }) as Uint8Array,
    );
    expect(await failure('none.arrow')).toMatch(/^2 empty-file none\.arrow has no rows/);
  });
  test('cut off, with what to do', async () => {
    folder.write('cut.parquet', table.subarray(0, table.length - 100));
    expect(await failure('cut.parquet')).toMatch(/^2 unreadable-table cut\.parquet is damaged: .*cut off/);
    folder.write('cut.arrow', arrow(60, 'stream').subarray(0, 9000));
    expect(await failure('cut.arrow')).toMatch(/^2 unreadable-table cut\.arrow is damaged: .*cut off/);
  });
  test('damaged in the middle: what stands before is read, the file is named', async () => {
    const bytes = new Uint8Array(table);
    // Pages of the last row group, behind what the head shows.
    bytes.fill(0xff, Math.floor(bytes.length * 0.7), Math.floor(bytes.length * 0.7) + 40);
    folder.write('torn.parquet', bytes);
    const { exitCode, complete, failures } = await run('torn.parquet');
    expect([exitCode, complete, failures.map(({ code }) => code)]).toEqual([2, false, ['unreadable-table']]);
  });
  test('a name that promises something else', async () => {
    folder.write('named.csv', table);
    folder.write('named.parquet', arrow(60, 'stream'));
    for (const [name, found] of [
      ['named.csv', 'parquet'],
      ['named.parquet', 'arrow'],
    ]) {
      const { findings, files } = (await run(name)).datasets[0];
      expect(findings.find(({ rule }) => rule === 'wrong-extension')?.places[0].data).toMatchObject({ found });
      expect(files[0].container).toBe(found);
    }
  });
});

test('lists of turns keep their roles and hashes', async () => {
  const messages = Array.from({ length: 50 }, (_, i) => [
    { role: 'user', content: `question ${i}` },
    { role: i % 10 === 3 ? 'human' : 'assistant', content: i % 7 === 0 ? '' : `answer ${i}` },
  ]);
  const bytes = tableToIPC(
    tableFromArrays({ messages }, { types: { messages: list(struct({ role: utf8(), content: utf8() })) } }),
    { format: 'stream' },
  ) as Uint8Array;
  folder.write('chat.arrow', bytes);
  folder.write('chat.jsonl', messages.map((turns) => `${JSON.stringify({ messages: turns })}\n`).join(''));
  expect(same(await run('chat.arrow'))).toEqual(same(await run('chat.jsonl')));
});
