import fc from 'fast-check';
import { describe, expect, test } from '@jest/globals';
import './seed.ts';
import { rules } from '../rules/index.ts';
import { combine, foldsOf, Scan, type ScanState } from '../src/core/scan.ts';
import { triggersOf } from '../src/core/triggers.ts';
import { scanCodec, scanCodecVersions } from '../src/core/scan-codec.ts';
import { segmentId } from '../src/core/segment-id.ts';
import { LABEL_CAP } from '../src/core/measures.ts';
import type { SplitName } from '../src/core/tape.ts';
import { Mapper } from '../src/formats/mapper.ts';
import { createScanner } from '../src/kernel/scanner.ts';
import type { Scanner } from '../src/kernel/types.ts';
import { loadData } from '../src/run/data.ts';
import { record } from './drawn-records.ts';

const triggers = triggersOf(rules);
const codec = scanCodec(rules);

/** The state of a shard that read these records as the segment at byte `start` of file `file`. */
function scanned(
  records: readonly unknown[],
  file = 0,
  start = 0,
  split: SplitName = 'train',
  { scan, scanner } = freshScan(),
): ScanState {
  const bytes = new TextEncoder().encode(records.map((record) => `${JSON.stringify(record)}\n`).join(''));
  scanner.begin(bytes);
  let from = 0;
  records.forEach((_, line) => {
    const end = bytes.indexOf(10, from);
    scanner.json(from, end, { offset: start + from, length: end + 1 - from, line });
    from = end + 1;
  });
  scan.add(scanner.finish(), segmentId(file, start), file, split);
  const lines = records.length;
  scan.end(segmentId(file, start), { bytes: bytes.length, lines, records: lines, lf: lines, crlf: 0, blank: 0 });
  return scan.finish();
}

/** A scan and the one scanner whose key ids it knows. */
function freshScan(): { readonly scan: Scan; readonly scanner: Scanner } {
  return {
    scan: new Scan({ rules, task: undefined, keep: 3 }, new Mapper(loadData().formats, undefined)),
    scanner: createScanner({ triggers, maxDepth: 64 }),
  };
}

const shard = fc.array(record, { maxLength: 14 });

describe('codec of a whole scan', () => {
  test('decoding undoes encoding, also under combine, in any order of shards', () => {
    fc.assert(
      fc.property(shard, shard, shard, (x, y, z) => {
        const bytesOf = [
          (): Uint8Array => codec.encode(scanned(x)),
          (): Uint8Array => codec.encode(scanned(y, 0, 1e6, 'test')),
          (): Uint8Array => codec.encode(scanned(z, 7, 2 ** 39)),
        ];
        const [a, b, c] = bytesOf.map((make) => make());
        const of = (bytes: Uint8Array): ScanState => codec.decode(bytes);
        expect(codec.encode(of(a))).toEqual(a);
        expect(codec.encode(of(Buffer.from(a)))).toEqual(a);
        const once = codec.encode(combine(combine(of(a), of(b), rules), of(c), rules));
        expect(codec.encode(combine(scanned(x), scanned(y, 0, 1e6, 'test'), rules))).toEqual(
          codec.encode(combine(of(a), of(b), rules)),
        );
        expect(codec.encode(combine(of(c), combine(of(b), of(a), rules), rules))).toEqual(once);
        expect(codec.encode(combine(of(b), combine(of(a), of(c), rules), rules))).toEqual(once);
      }),
      { numRuns: 50 },
    );
  });

  test('one pass over two files gives the bytes of two passes put together', () => {
    fc.assert(
      fc.property(shard, shard, (x, y) => {
        const scan = freshScan();
        scanned(x, 0, 0, 'train', scan);
        const one = scanned(y, 1, 0, 'train', scan);
        const two = combine(codec.decode(codec.encode(scanned(y, 1))), scanned(x), rules);
        expect(codec.encode(two)).toEqual(codec.encode(one));
      }),
      { numRuns: 50 },
    );
  });

  test('equal states give equal bytes when a capped table was never pruned', () => {
    const rows = (from: number, to: number): object[] =>
      Array.from({ length: to - from }, (_, i) => ({ text: `t${from + i}`, label: `label ${from + i}` }));
    const most = LABEL_CAP + 500;
    const whole = codec.encode(scanned(rows(0, most)));
    const half = Math.floor(most / 2);
    const [first, second] = [rows(0, half), rows(half, most)];
    const start = first.reduce((sum: number, row) => sum + JSON.stringify(row).length + 1, 0);
    const parts = combine(scanned(second, 0, start), scanned(first), rules);
    // The ends differ: one segment against two. All else must not.
    const ends = codec.decode(whole).ends;
    parts.ends.clear();
    for (const [segment, end] of ends) parts.ends.set(segment, end);
    const labels = (bytes: Uint8Array): unknown => codec.decode(bytes).splits.get('train')?.tally;
    expect(labels(codec.encode(parts))).toEqual(labels(whole));
  });

  test('bytes of other rules and torn bytes are refused', () => {
    const bytes = codec.encode(scanned([{ text: 'a', label: 'b' }]));
    expect(() => scanCodec(rules.filter((rule) => rule !== foldsOf(rules)[0])).decode(bytes)).toThrow(RangeError);
    for (let size = 0; size < bytes.length; size += 7) expect(() => codec.decode(bytes.subarray(0, size))).toThrow();
    expect(scanCodecVersions(rules)).not.toBe(scanCodecVersions(rules.slice(0, 40)));
  });
});
