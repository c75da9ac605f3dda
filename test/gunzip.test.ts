import * as zlib from 'node:zlib';
import { expect, jest, test } from '@jest/globals';

// As in Node 20.0 to 20.14, which have no checksum.
jest.unstable_mockModule('node:zlib', () => {
  const { crc32: _, ...older } = zlib;
  return older;
});
const { gunzip } = await import('../src/readers/compression/gunzip.ts');

async function inflated(bytes: Uint8Array): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  const input = (async function* () {
    yield bytes;
  })();
  for await (const piece of gunzip(input, 'a.gz')) pieces.push(piece);
  return Buffer.concat(pieces);
}

test('gzip is read, and its checksum held against the bytes, where zlib has none', async () => {
  expect('crc32' in (await import('node:zlib'))).toBe(false);
  const text = Buffer.from('{"text":"a row","label":"b"}\n'.repeat(50_000));
  const packed = Buffer.concat([zlib.gzipSync(text), zlib.gzipSync('more')]);
  expect((await inflated(packed)).equals(Buffer.concat([text, Buffer.from('more')]))).toBe(true);
  packed[packed.length - 8] ^= 1;
  await expect(inflated(packed)).rejects.toMatchObject({ code: 'broken-gzip' });
});
