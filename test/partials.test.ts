import { appendFileSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from '@jest/globals';
import './seed.ts';
import type { CheckOptions } from '../src/run/options.ts';
import { slowCrc32 } from '../src/readers/compression/crc32.ts';
import { crc32 } from '../src/run/partial/crc32.ts';
import type { FrameHeader } from '../src/run/partial/frame.ts';
import { openSpills } from './open-spills.ts';
import { parquetRows } from './parquet-rows.ts';
import { framesIn, type PartFolder, partFolder, rewritten } from './part-folder.ts';
import { filesBelow } from './shared.ts';

/** Rows with copies, conflicts, blanks, broken lines and long ones: whatever has a place that must not move. */
function rows(count: number, from = 0): string {
  let text = '';
  for (let i = from; i < from + count; i++) {
    const label = ['a', 'b', 'c'][(i * 7) % 3];
    if (i % 41 === 3) text += '{"text":"torn\n';
    else if (i % 37 === 5) text += '\n';
    else
      text += `${JSON.stringify({ text: i % 9 === 0 ? `copy ${i % 4}` : `row ${'x'.repeat((i * 31) % 90)} ${i}`, label })}\n`;
  }
  return text;
}

/** Rows with the patient that each is about, from number `from` on. */
const grouped = (split: string, from: number): string =>
  Array.from({ length: 90 }, (_, i) =>
    JSON.stringify({ patient: `P${i + from}`, text: `${split} ${i}`, label: 'ab'[i % 2] }),
  ).join('\n');

/** Codes of what is thrown; JSON text of what is not. */
async function outcome(run: Promise<string>): Promise<string> {
  return run.catch((error: unknown) => {
    if ((error as Error).name !== 'FtlintError') throw error;
    return `${(error as { code: string }).code}: ${(error as Error).message}`;
  });
}

describe('equal reports', () => {
  const folder = partFolder();
  mkdirSync(join(folder.cwd, 'many'));
  for (let i = 0; i < 12; i++) folder.write(`many/set${i}-train.jsonl`, rows(1 + i * i * 3, i * 1000));
  folder.write('many/set4-test.jsonl', rows(30, 4000));
  folder.write('many/odd.csv', 'text,label\n"a ""quoted"" one\nwith a break",x\nb,y\nb,y\n');
  folder.write('plain.jsonl', rows(600));
  folder.write('packed.jsonl.gz', gzipSync(rows(300)));
  folder.write('torn.jsonl.gz', gzipSync(rows(300)).subarray(0, 900));
  folder.write(
    'table.csv',
    `text,label\n${Array.from({ length: 200 }, (_, i) => `"row, ${i % 50}",${i % 3}`).join('\n')}\n`,
  );
  folder.write(
    'array.json',
    JSON.stringify(Array.from({ length: 200 }, (_, i) => ({ prompt: `p ${i % 70}`, completion: `c ${i % 3}` }))),
  );
  folder.write(
    'pairs.jsonl',
    Array.from({ length: 150 }, (_, i) =>
      JSON.stringify({ prompt: `p${i % 40}`, chosen: `x${i % 2}`, rejected: `x${(i + 1) % 2}` }),
    ).join('\n'),
  );
  folder.write(
    'chat.jsonl',
    Array.from({ length: 120 }, (_, i) =>
      JSON.stringify({
        messages: [
          { role: i % 5 === 0 ? 'human' : 'user', content: `q${i % 30}` },
          { role: 'assistant', content: i % 11 === 0 ? '' : `a${i}` },
        ],
      }),
    ).join('\n'),
  );
  folder.write('rows.parquet', parquetRows(300));
  folder.write('groups-train.jsonl', grouped('train', 0));
  folder.write('groups-test.jsonl', grouped('test', 60));
  const TABLE: readonly (readonly [string, CheckOptions, readonly number[]])[] = [
    ['JSON lines', { inputs: ['plain.jsonl'] }, [1, 2, 3, 7, 100]],
    ['JSON lines on a fine grid', { inputs: ['plain.jsonl'], segmentBytes: 1000 }, [1, 3, 7]],
    [
      'a task and columns that are given',
      { inputs: ['plain.jsonl'], task: 'sentiment', columns: { text: 'text' } },
      [3],
    ],
    ['places beyond the first five', { inputs: ['plain.jsonl'], limit: Infinity }, [3]],
    ['gzip', { inputs: ['packed.jsonl.gz'] }, [1, 3]],
    ['CSV', { inputs: ['table.csv'] }, [1, 3]],
    ['a JSON array', { inputs: ['array.json'] }, [2, 7]],
    ['preferences', { inputs: ['pairs.jsonl'] }, [2, 7]],
    ['conversations', { inputs: ['chat.jsonl'] }, [2, 7]],
    ['a folder of many sizes as one concatenation', { inputs: ['many'] }, [2, 7, 23]],
    ['Parquet', { inputs: ['rows.parquet'], segmentBytes: 500 }, [1, 3]],
    [
      'groups that leak',
      { inputs: ['groups-train.jsonl', 'groups-test.jsonl'], group: 'patient', segmentBytes: 1000 },
      [2, 7],
    ],
    ['splits that are said', { inputs: ['plain.jsonl'], eval: ['many/set4-test.jsonl'] }, [2, 7]],
    ['files that fail beside files that do not', { inputs: ['plain.jsonl', 'nowhere.jsonl', 'table.csv'] }, [3]],
    ['a torn gzip beside a whole file', { inputs: ['torn.jsonl.gz', 'table.csv'] }, [1, 3]],
    ['nothing', { inputs: ['nowhere.jsonl'] }, [1, 2]],
  ];
  test.each(TABLE)(
    '%s',
    async (_name, options, divisions) => {
      const one = await folder.check(options);
      const { limit } = options;
      for (const n of divisions) {
        const names = await folder.scanAll(options, n);
        const report = await folder.report(names.toReversed(), limit === undefined ? {} : { limit });
        expect({ n, report: JSON.parse(report) }).toEqual({ n, report: JSON.parse(one) });
        expect(report).toBe(one);
      }
    },
    60_000,
  );

  test('every order, every tree of merges, and cat', async () => {
    const options = { inputs: ['many'] };
    const one = await folder.check(options);
    const [a, b, c] = await folder.scanAll(options, 3, 'tree');
    for (const order of [
      [a, b, c],
      [a, c, b],
      [b, a, c],
      [b, c, a],
      [c, a, b],
      [c, b, a],
    ])
      expect(await folder.report(order)).toBe(one);
    const left = await folder.merge([await folder.merge([a, b], 'ab.ftp'), c], 'ab-c.ftp');
    const right = await folder.merge([a, await folder.merge([c, b], 'cb.ftp')], 'a-cb.ftp');
    expect(folder.read(left)).toEqual(folder.read(right));
    expect(await folder.report([left])).toBe(one);
    folder.write('cat.ftp', Buffer.concat([c, 'ab.ftp'].map((name) => folder.read(name))));
    expect(await folder.report(['cat.ftp'])).toBe(one);
    // Judging options belong to the report.
    const strict = { skip: ['gate'], failOn: 'warn', maxWarnings: 3, limit: 2 } as const;
    expect(await folder.report([left], strict)).toBe(await folder.check({ ...options, ...strict }));
  }, 60_000);

  test('closing: all at once, twice, beside the parts, or bucket by bucket in several processes', async () => {
    for (const options of [{ inputs: ['many'] }, { inputs: ['pairs.jsonl'] }, { inputs: ['nowhere.jsonl'] }]) {
      const one = await folder.check(options);
      const names = await folder.scanAll(options, 3, 'open');
      const closed = await folder.close(names.toReversed(), 'closed.ftp');
      expect(await folder.report([closed])).toBe(one);
      expect(await folder.report([names[1], closed, ...names])).toBe(one);
      expect(folder.read(await folder.close([closed], 'again.ftp'))).toEqual(folder.read(closed));
      const all = names.map((name) => folder.read(name));
      const half = (odd: number): Buffer =>
        Buffer.concat(
          all.flatMap((bytes) =>
            framesIn(bytes)
              .filter((_, i) => i === 0 || i % 2 === odd)
              .map(({ at, end }) => bytes.subarray(at, end)),
          ),
        );
      const reduced = await Promise.all(
        [0, 1].map((odd) => folder.close([folder.write(`half-${odd}.ftp`, half(odd))], `reduced-${odd}.ftp`)),
      );
      expect(await folder.report(reduced)).toBe(one);
    }
    const names = await folder.scanAll({ inputs: ['many'] }, 3, 'open');
    expect(await outcome(folder.close(names.slice(1), 'never.ftp'))).toMatch(/^partial-incomplete: .* in none of/);
    const [, second] = framesIn(folder.read(names[0]));
    folder.write('short.ftp', folder.read(names[0]).subarray(0, second.end));
    expect(await outcome(folder.close(['short.ftp', ...names.slice(1)], 'never.ftp'))).toMatch(/lacks bucket 1 of/);
  }, 60_000);

  test('states and buckets larger than a frame go in parts, which may come in any order', async () => {
    const options = { inputs: ['plain.jsonl', 'table.csv'] };
    const one = await folder.check(options);
    const frames: Buffer[] = [];
    for (const i of [1, 2]) {
      const bytes = await folder.scan(options, i, 2, 3 * 32 + 7);
      frames.push(...framesIn(bytes).map(({ at, end }) => bytes.subarray(at, end)));
    }
    expect(frames.length).toBeGreaterThan(300);
    const mixed = fc.sample(fc.shuffledSubarray(frames, { minLength: frames.length }), { numRuns: 1, seed: 7 })[0];
    folder.write('mixed.ftp', Buffer.concat(mixed));
    expect(await folder.report(['mixed.ftp'])).toBe(one);
    folder.write('less.ftp', Buffer.concat(mixed.slice(1)));
    expect(await outcome(folder.report(['less.ftp']))).toMatch(/^partial-incomplete: less\.ftp lacks/);
  });

  test('shards of two divisions that fit each other', async () => {
    const options = { inputs: ['plain.jsonl'] };
    const half = await folder.scanAll(options, 2, 'half');
    const quarter = await folder.scanAll(options, 4, 'quarter');
    expect(await folder.report([half[0], quarter[3], quarter[2]])).toBe(await folder.check(options));
  });

  test('excerpts while the inputs are there', async () => {
    const options = { inputs: ['plain.jsonl'], excerpts: 'short' } as const;
    const names = await folder.scanAll(options, 2, 'excerpt');
    const one = await folder.check(options);
    expect(one).toContain('"excerpt"');
    expect(await folder.report(names, { excerpts: 'short' })).toBe(one);
  });

  test('fixtures of every container and group at two shards', async () => {
    const fixtures = fileURLToPath(new URL('../fixtures/', import.meta.url));
    const data = filesBelow(fixtures).filter(
      (path) => /\.(?:jsonl|json|csv|tsv)$/.test(path) && !path.endsWith('expected.json'),
    );
    expect(data.length).toBeGreaterThan(50);
    // The law of shards is tested on all of them in one process; here, that nothing is lost on the way through bytes.
    for (const path of data.filter((name, i) => i % 4 === 0 || name.includes('readers'))) {
      const options = { inputs: [path], segmentBytes: Math.max(300, statSync(path).size >> 2) };
      const one = await outcome(folder.check(options));
      const two = await outcome(folder.scanAll(options, 2, 'fixture').then((names) => folder.report(names)));
      expect({ path, report: two }).toEqual({ path, report: one });
    }
  }, 120_000);
});

describe('faults', () => {
  let folder: PartFolder;
  let one = '';
  let names: string[] = [];
  const options: CheckOptions = { inputs: ['train.jsonl'] };
  beforeAll(async () => {
    folder = partFolder();
    folder.write('train.jsonl', rows(400));
    one = await folder.check(options);
    names = await folder.scanAll(options, 3);
  });
  const flipped = (name: string, at: number): Buffer => {
    const bytes = Buffer.from(folder.read(name));
    bytes[at] ^= 1 << (at % 8);
    return bytes;
  };
  const faultOf = async (files: readonly string[]): Promise<string> => outcome(folder.report(files));

  test('a piece that is given twice counts once', async () => {
    const merged = await folder.merge(names, 'all.ftp');
    expect(await folder.report([...names, names[1]])).toBe(one);
    expect(await folder.report([names[2], merged])).toBe(one);
    const [ab, bc] = [
      await folder.merge([names[0], names[1]], 'ab.ftp'),
      await folder.merge([names[1], names[2]], 'bc.ftp'),
    ];
    expect(await folder.report([ab, bc])).toBe(one);
  });
  test('overlap: shards of another division', async () => {
    const [half] = await folder.scanAll(options, 2, 'half');
    const said = await faultOf([...names, half]);
    expect(said).toMatch(/^partial-overlap: train\.jsonl: bytes [\d,]+ to [\d,]+ are in .*half-1\.ftp \(shard 1\/2\)/);
    expect(await outcome(folder.merge([...names, half], 'never.ftp'))).toMatch(/^partial-overlap/);
  });
  test('gap: a shard is missing', async () => {
    expect(await faultOf([names[0], names[2]])).toMatch(
      /^partial-incomplete: train\.jsonl: bytes [\d,]+ to [\d,]+ are in none/,
    );
  });
  test('truncated inside a frame', async () => {
    const bytes = folder.read(names[1]);
    for (const size of [0, 1, 35, 36, 60, bytes.length - 1]) {
      folder.write('torn.ftp', bytes.subarray(0, size));
      expect(await faultOf([names[0], 'torn.ftp', names[2]])).toMatch(/^partial-truncated: torn\.ftp is cut off/);
    }
  });
  test('cut exactly between two frames', async () => {
    const bytes = folder.read(names[1]);
    const frames = framesIn(bytes);
    for (const k of [1, 9, frames.length - 1]) {
      folder.write('cut.ftp', bytes.subarray(0, frames[k].at));
      expect(await faultOf([names[0], 'cut.ftp', names[2]])).toMatch(
        new RegExp(`^partial-incomplete: cut\\.ftp lacks bucket ${k - 1} of shard 2/3`),
      );
    }
    folder.write('cut.ftp', bytes.subarray(frames[1].at));
    expect(await faultOf([names[0], 'cut.ftp', names[2]])).toMatch(/lacks the state of shard 2\/3/);
  });
  test('a flipped bit in payload, header, prefix', async () => {
    const frames = framesIn(folder.read(names[0]));
    for (const [at, why] of [
      [frames[0].end - 1, 'payload'],
      [frames[0].at + 40, 'header'],
      [frames[0].at + 17, 'prefix'],
      [frames[3].at, 'no frame'],
      [frames[3].at + 33, 'prefix'],
      [frames.find((f) => f.end - f.at > 1500)!.end - 9, 'payload'],
    ] as const) {
      folder.write('bad.ftp', flipped(names[0], at));
      expect(await faultOf(['bad.ftp', names[1], names[2]])).toMatch(
        new RegExp(`^partial-corrupt: bad\\.ftp: the frame at byte \\d+ cannot be read: .*${why}`),
      );
    }
    folder.write('bad.ftp', Buffer.from('{"text":"a"}\n'.repeat(9)));
    expect(await faultOf(['bad.ftp'])).toMatch(/^not-a-partial: bad\.ftp/);
  });
  test('another version, rule set, plan, number of buckets', async () => {
    for (const [change, code] of [
      [{ tool: '9.9.9' }, 'partial-version'],
      [{ rules: 'x' }, 'partial-rules'],
      [{ plan: 'x' }, 'partial-plan'],
      [{ buckets: 32 }, 'partial-plan'],
      [{ inputs: 'x' }, 'partial-inputs'],
    ] as const) {
      folder.write(
        'other.ftp',
        rewritten(folder.read(names[1]), (header) => ({ ...header, ...change })),
      );
      expect(await faultOf([names[0], 'other.ftp', names[2]])).toMatch(
        new RegExp(`^${code}: other\\.ftp \\(frame at byte 0\\)`),
      );
    }
  });
  test.each([
    ['the task', { ...options, task: 'classification' }, 'partial-rules'],
    ['the places kept', { ...options, limit: 7 }, 'partial-rules'],
    ['a column', { ...options, columns: { text: 'label', label: 'text' } }, 'partial-rules'],
    ['the files', { inputs: ['train.jsonl', 'more.jsonl'] }, 'partial-inputs'],
  ] as const)('another option: %s', async (_name, other, code) => {
    writeFileSync(join(folder.cwd, 'more.jsonl'), rows(10));
    folder.write('other.ftp', await folder.scan(other, 2, 3));
    expect(await faultOf([names[0], 'other.ftp', names[2]])).toMatch(new RegExp(`^${code}: other\\.ftp`));
  });
  test('an input that changed between two scans', async () => {
    folder.write('moving.jsonl', rows(300));
    const [first] = await folder.scanAll({ inputs: ['moving.jsonl'] }, 2, 'moving');
    appendFileSync(join(folder.cwd, 'moving.jsonl'), '{"text":"one more","label":"a"}\n');
    folder.write('late.ftp', await folder.scan({ inputs: ['moving.jsonl'] }, 2, 2));
    expect(await faultOf([first, 'late.ftp'])).toMatch(/^partial-inputs: late\.ftp .* other inputs than moving-1\.ftp/);
  });
  test.each<[string, (header: FrameHeader) => unknown]>([
    ['no header', () => null],
    ['no cover', (header) => ({ ...header, cover: undefined })],
    ['no version', (header) => ({ ...header, tool: undefined })],
    ['four thousand million parts', (header) => ({ ...header, part: [1, 2 ** 32] })],
    ['a part beyond the last', (header) => ({ ...header, part: [3, 2] })],
    ['a part before the first', (header) => ({ ...header, part: [0, 1] })],
    ['no part', (header) => ({ ...header, part: 'all' })],
    ['a shard beyond the last', (header) => ({ ...header, cover: { ...header.cover, shard: [4, 3] } })],
    ['no ranges', (header) => ({ ...header, cover: { ...header.cover, ranges: null } })],
    ['a range of two numbers', (header) => ({ ...header, cover: { ...header.cover, ranges: [[0, 1]] } })],
    ['a range backwards', (header) => ({ ...header, cover: { ...header.cover, ranges: [[0, 9, 3]] } })],
    ['a range of no input', (header) => ({ ...header, cover: { ...header.cover, ranges: [[-1, 0, 3]] } })],
    ['a range that is no number', (header) => ({ ...header, cover: { ...header.cover, ranges: [[0, 'a', {}]] } })],
    ['no checksum', (header) => ({ ...header, cover: { ...header.cover, crc: undefined } })],
    ['runs that are none', (header) => ({ ...header, runs: { length: 3 } })],
    ['a run of nothing', (header) => ({ ...header, runs: [null] })],
    ['a run backwards', (header) => ({ ...header, runs: [{ dataset: 0, table: 'input', partition: 0, bytes: -32 }] })],
  ])('right checksums over another header: %s', async (_name, change) => {
    folder.write('other.ftp', rewritten(folder.read(names[1]), change as (header: FrameHeader) => FrameHeader));
    for (const files of [['other.ftp'], [names[0], 'other.ftp', names[2]]])
      expect(await faultOf(files)).toMatch(
        /^partial-corrupt: other\.ftp: the frame at byte 0 cannot be read: .*header/,
      );
    expect(await outcome(folder.merge(['other.ftp'], 'never.ftp'))).toMatch(/^partial-corrupt: other\.ftp/);
  });
  test('the same bytes with another result', async () => {
    const other = rewritten(folder.read(names[1]), (h) => ({ ...h, cover: { ...h.cover, crc: h.cover.crc ^ 1 } }));
    folder.write('other.ftp', other);
    expect(await faultOf([...names, 'other.ftp'])).toMatch(/^partial-differs: p-2\.ftp .* and other\.ftp/);
  });
  test('more places than were kept', async () => {
    expect(await outcome(folder.report(names, { limit: 6 }))).toMatch(/^partial-limit: --limit 6/);
  });
  test('temporary files are given back when a later data set ends the scan', async () => {
    folder.write('worse.jsonl', rows(40));
    const { size } = statSync(join(folder.cwd, 'worse.jsonl'));
    const fail = ({ total }: { readonly total: number }): void => {
      if (total === size) throw new TypeError('a fault in the second');
    };
    const inputs = ['train.jsonl', 'worse.jsonl'];
    const scan = folder.scan({ inputs, maxMemory: 600_000, onProgress: fail }, 1, 1);
    await expect(scan).rejects.toThrow('a fault in the second');
    expect(openSpills()).toEqual([]);
  });
  test('standard input cannot be cut', async () => {
    const stdin = (async function* () {
      yield Buffer.from(rows(5));
    })();
    expect(await outcome(folder.scan({ inputs: ['-'], stdin }, 1, 2).then(String))).toMatch(/^stdin-shard/);
  });

  test('no bit flip and no truncation ever gives another report', async () => {
    const small = partFolder();
    small.write('t.jsonl', rows(60));
    const right = await small.check({ inputs: ['t.jsonl'] });
    const [a, b] = await small.scanAll({ inputs: ['t.jsonl'] }, 2);
    const bytes = small.read(a);
    const damage = fc.oneof(
      fc.tuple(fc.nat(bytes.length * 8 - 1)).map(([bit]) => {
        const bad = Buffer.from(bytes);
        bad[bit >> 3] ^= 1 << (bit & 7);
        return bad;
      }),
      fc.nat(bytes.length - 1).map((size) => bytes.subarray(0, size)),
      fc
        .tuple(fc.nat(bytes.length), fc.uint8Array({ minLength: 1, maxLength: 40 }))
        .map(([at, more]) => Buffer.concat([bytes.subarray(0, at), more, bytes.subarray(at)])),
    );
    await fc.assert(
      fc.asyncProperty(damage, async (bad) => {
        small.write('bad.ftp', bad);
        const said = await outcome(small.report(['bad.ftp', b]));
        expect(said === right || /^(?:partial-|not-a-partial)/.test(said)).toBe(true);
      }),
      { numRuns: 300 },
    );
  }, 60_000);
});

test('the checksum by table is the built-in one', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(), (bytes, from) => {
      expect(slowCrc32(bytes, from)).toBe(crc32(bytes, from));
    }),
  );
});
