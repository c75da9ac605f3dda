import * as zlib from 'node:zlib';
import { describe, expect, jest, test } from '@jest/globals';
import { FtlintError } from '../src/core/error.ts';
import { readAll } from './read-all.ts';
import { type Block, frame, skippable } from './zstd-frames.ts';
import { PACKED, ROWS } from './zstd-rows.ts';

/** As before Node 22.15, whose zlib has none of it. */
const { createZstdDecompress: _, ...older } = zlib as typeof zlib & { createZstdDecompress?: unknown };
const own = 'createZstdDecompress' in zlib;

const decoders: readonly (readonly [string, object])[] = [
  ['the decoder in JavaScript', older],
  ...(own ? ([["the platform's decoder", zlib]] as const) : []),
];

describe.each(decoders)('zstd by %s', (name, platform) => {
  async function unpacked(bytes: Uint8Array, piece = bytes.length): Promise<{ text: string; error?: FtlintError }> {
    jest.resetModules();
    jest.unstable_mockModule('node:zlib', () => platform as never);
    const { unzstd } = await import('../src/readers/compression/unzstd.ts');
    const out: Uint8Array[] = [];
    const input = (async function* () {
      for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece);
    })();
    try {
      for await (const part of unzstd(input, 'a.zst')) out.push(Buffer.from(part));
    } catch (error) {
      return { text: Buffer.concat(out).toString(), error: error as FtlintError };
    }
    return { text: Buffer.concat(out).toString() };
  }

  const long: Block[] = Array.from({ length: 50 }, (__, i) => ({ byte: 0x61 + (i % 26), times: 100_000 }));
  const many = Array.from({ length: 300 }, (__, i) => frame([`${i},`]));
  const read: readonly (readonly [string, Uint8Array, string])[] = [
    ['what zstd wrote', PACKED, ROWS],
    ['two frames', Buffer.concat([PACKED, PACKED]), ROWS + ROWS],
    ['one block', frame(['hello']), 'hello'],
    ['an empty block', frame(['']), ''],
    ['one byte many times', frame([{ byte: 0x41, times: 1000 }, 'b']), `${'A'.repeat(1000)}b`],
    ['frames that are passed over', Buffer.concat([skippable(20), frame(['a']), skippable(0), frame(['b'])]), 'ab'],
    ['nothing but a frame that is passed over', skippable(70_000), ''],
    ['small frames', Buffer.concat(many), many.map((__, i) => `${i},`).join('')],
    [
      'more blocks than are decoded at once',
      frame(long),
      long.map((b) => String.fromCharCode((b as { byte: number }).byte).repeat(100_000)).join(''),
    ],
  ];
  test.each(read)('%s', async (__, bytes, text) => {
    for (const piece of [bytes.length, 7, 1]) {
      if (bytes.length / piece > 100_000) continue;
      const found = await unpacked(bytes, piece);
      expect(found.error).toBeUndefined();
      expect(found.text === text).toBe(true);
    }
  });

  const torn = frame(['the first block of it, ', 'second']);
  const refused: readonly (readonly [string, Uint8Array, string, RegExp, string])[] = [
    ['cut off in a block', torn.subarray(0, -2), 'truncated-zstd', /cut off/, 'the first block of it, '],
    ['cut off before a block', torn.subarray(0, -7), 'truncated-zstd', /cut off/, 'the first block of it, '],
    ['cut off in its header', torn.subarray(0, 5), 'truncated-zstd', /cut off/, ''],
    ['cut off in its first bytes', torn.subarray(0, 3), 'truncated-zstd', /cut off/, ''],
    ['cut off in what is passed over', skippable(90).subarray(0, 50), 'truncated-zstd', /cut off/, ''],
    ['cut off before its checksum', PACKED.subarray(0, -2), 'truncated-zstd', /cut off/, ROWS],
    [
      'followed by garbage',
      Buffer.concat([torn, Buffer.from('garbage')]),
      'broken-zstd',
      /something follows/,
      'the first block of it, second',
    ],
    [
      'followed by zeros',
      Buffer.concat([torn, Buffer.alloc(9)]),
      'broken-zstd',
      /something follows/,
      'the first block of it, second',
    ],
    [
      'another kind inside',
      Buffer.concat([skippable(2), Buffer.from('\x04"M\x18abc', 'latin1')]),
      'broken-zstd',
      /follows/,
      '',
    ],
    [
      'a block of no kind',
      Buffer.concat([frame(['ab']).subarray(0, 6), Buffer.from([7, 0, 0])]),
      'broken-zstd',
      /block/,
      '',
    ],
    ['a reserved bit', frame(['ab'], { bits: 8 }), 'broken-zstd', /header/, ''],
    ['a window of 256 MiB', frame(['ab'], { window: 18 << 3 }), 'zstd-window', /256 MiB.*--long/s, ''],
    ['a dictionary', frame(['ab'], { dictionary: 7 }), 'zstd-dictionary', /number 7/, ''],
    [
      'damaged',
      Buffer.concat([PACKED.subarray(0, 20), Buffer.alloc(40, 0xff), PACKED.subarray(60)]),
      'broken-zstd',
      /damaged/,
      '',
    ],
  ];
  test.each(refused)('%s', async (__, bytes, code, words, before) => {
    for (const piece of [bytes.length, 3]) {
      const { text, error } = await unpacked(bytes, piece);
      expect(error).toMatchObject({ code, exitCode: 2 });
      expect(`${error?.message} ${error?.hint}`).toMatch(words);
      expect(text).toBe(before);
    }
  });

  test('a checksum that is wrong', async () => {
    const { error } = await unpacked(frame(['abc'], { checksum: Buffer.alloc(4, 1) }));
    // The one in JavaScript holds nothing against it: what a flipped bit did is then for JSON and UTF-8 to show.
    expect(error?.code).toBe(name.includes('JavaScript') ? undefined : 'broken-zstd');
  });

  test('a window of 128 MiB is read', async () => {
    expect(await unpacked(frame(['ab'], { window: 17 << 3 }))).toEqual({ text: 'ab' });
  });
});

test('a data set in zstd is read as any other', async () => {
  const packed = await readAll(PACKED, 'train.jsonl.zst');
  const plain = await readAll(Buffer.from(ROWS), 'train.jsonl');
  expect(packed.plan).toMatchObject({ compression: 'zstd', container: 'jsonl', divisible: false, notes: [] });
  expect([packed.records, packed.problems, packed.end]).toEqual([plain.records, plain.problems, plain.end]);
  const torn = await readAll(PACKED.subarray(0, -2), 'train.jsonl.zst');
  expect(torn.records.length).toBe(60);
  expect(torn.end.broken).toMatch(/cut off/);
});

test('names that say another packing', async () => {
  const notes = async (bytes: Uint8Array, name: string): Promise<unknown> =>
    (await readAll(bytes, name)).plan.notes[0]?.data;
  expect(await notes(PACKED, 'a.jsonl.gz')).toEqual({ found: 'zstd', expected: 'gz' });
  expect(await notes(zlib.gzipSync(ROWS), 'a.jsonl.zst')).toEqual({ found: 'gzip', expected: 'zst' });
  expect(await notes(Buffer.from(ROWS), 'a.jsonl.zst')).toEqual({ found: 'not compressed', expected: 'zst' });
  await expect(readAll(frame([PACKED]), 'a.jsonl.zst')).rejects.toMatchObject({
    code: 'unsupported-container',
    message: /twice/,
  });
});
