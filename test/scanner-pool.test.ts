import { describe, expect, test } from '@jest/globals';
import { createScanner } from '../src/kernel/scanner.ts';
import { createScannerPool } from '../src/kernel/scanner-pool.ts';
import type { Scanner, ScannerOptions } from '../src/kernel/types.ts';

const PLACE = { offset: 0, length: 0, line: 0 };
const plain: ScannerOptions = { triggers: [], maxDepth: 9 };
const searching: ScannerOptions = { triggers: [{ literal: '{{', mask: 1 }], maxDepth: 9 };

/** A pool, and how many scanners it made and gave up. */
function watched(): { take(options: ScannerOptions): Scanner; readonly count: { made: number; ended: number } } {
  const count = { made: 0, ended: 0 };
  const take = createScannerPool((options) => {
    count.made++;
    return Object.assign(createScanner(options), { release: () => void count.ended++ });
  });
  return { take, count };
}

function scan(scanner: Scanner, text: string): { readonly hashes: number[]; readonly hits: number[] } {
  const bytes = Buffer.from(text);
  scanner.begin(bytes);
  scanner.json(0, bytes.length, { ...PLACE, length: bytes.length });
  const { tape } = scanner.finish();
  return { hashes: [...tape.hashLo.subarray(0, tape.count)], hits: [...tape.hits.subarray(0, tape.count)] };
}

const wide = (keys: number): string =>
  JSON.stringify(Object.fromEntries(Array.from({ length: keys }, (_, i) => [`k${i}`, i])));

describe('a scanner that is released', () => {
  test.each([
    ['the same is looked for', plain, { ...plain, triggers: [] }, '{"a":1}', { made: 1, ended: 0 }],
    ['the same literals in another array', searching, structuredClone(searching), '{}', { made: 1, ended: 0 }],
    ['other literals', plain, searching, '{"a":1}', { made: 2, ended: 1 }],
    ['another depth', plain, { ...plain, maxDepth: 8 }, '{"a":1}', { made: 2, ended: 1 }],
    ['it has met many names', plain, plain, wide(1025), { made: 2, ended: 1 }],
  ] as const)('serves again or gives way: %s', (_, first, second, text, expected) => {
    const { take, count } = watched();
    const one = take(first);
    scan(one, text);
    one.release();
    one.release();
    take(second);
    expect(count).toEqual(expected);
  });

  test('one is kept, whoever comes last', () => {
    const { take, count } = watched();
    const [one, two] = [take(plain), take(plain)];
    one.release();
    two.release();
    expect([count, take(plain) === two]).toEqual([{ made: 2, ended: 1 }, true]);
  });

  test('reads as a fresh one does, and holds on to no bytes', () => {
    const { take } = watched();
    const text = '{"b":{"c":"Ä {{x}}"},"a":[1,2]}';
    const expected = scan(createScanner(searching), text);
    const one = take(searching);
    for (const before of ['{"a":1,"a":2}', '{"c":"{{"', wide(900)]) scan(one, before);
    const { tape } = one.finish();
    one.release();
    expect(tape.bytes.length).toBe(0);
    expect(scan(take(searching), text)).toEqual(expected);
  });
});
