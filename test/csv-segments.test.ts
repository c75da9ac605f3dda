import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { CsvDialect, Segment, SegmentEnd } from '../src/core/plan.ts';
import type { Scanner } from '../src/kernel/types.ts';
import { csvSegments, STRAY_QUOTE } from '../src/readers/csv/segments.ts';
import { readSegment } from '../src/readers/read.ts';
import { ENGINES } from './twin/engines.ts';
import { bytesSource, twinFile } from './twin/file.ts';

const dialect: CsvDialect = { delimiter: ',', quote: '"', header: true, columns: ['text', 'label'] };

/** Places, hashes and problems of all records with lines of the whole file, and what was counted; `stray-quote` when it was refused. */
async function read(text: string, segmentBytes: number, scanner: Scanner, bom: number): Promise<unknown> {
  const bytes = Buffer.concat([Buffer.from('\ufeff').subarray(0, bom), Buffer.from(text)]);
  const { plan } = twinFile('csv', bytes, { csv: dialect, bom });
  const source = bytesSource(bytes, { direct: true });
  const whole: Segment = { id: 0, file: 0, start: 0, end: Infinity };
  const segments = segmentBytes === Infinity ? [whole] : (csvSegments(plan, 0, source, segmentBytes, scanner) ?? []);
  const records: (readonly [number, ...unknown[]])[] = [];
  const sum: SegmentEnd = { bytes: 0, lines: 0, records: 0, lf: 0, crlf: 0, blank: 0 };
  try {
    for (const segment of segments) {
      const reader = readSegment(plan, segment, source, scanner, { batchBytes: 50, quoteBytes: 90 });
      for (let step = await reader.next(); ; step = await reader.next()) {
        if (step.done) {
          for (const key of ['bytes', 'lines', 'records', 'lf', 'crlf', 'blank'] as const) sum[key] += step.value[key];
          break;
        }
        const { records: r, problems } = step.value;
        for (let i = 0; i < r.count; i++)
          records.push([r.offset[i], r.length[i], r.line[i] + sum.lines, r.root[i] >= 0, r.hashLo[i], r.hashHi[i]]);
        for (const { code, offset, line } of problems) records.push([offset, code, line + sum.lines]);
      }
    }
  } catch (error) {
    expect(error).toMatchObject({ code: STRAY_QUOTE });
    return STRAY_QUOTE;
  }
  // A batch tells its records first: which problems come before which records depends on where it ends.
  return { records: records.sort(([a, x], [b, y]) => a - b || String(x).localeCompare(String(y))), sum };
}

const scanners = ENGINES.map(({ create }) => create({ triggers: [], maxDepth: 100 }));
const sizes = fc.integer({ min: 1, max: 70 });
const marks = fc.constantFrom(0, 3);

test('a table as RFC 4180 has it says the same in segments of any size', async () => {
  const plain = fc.stringMatching(/^[a-z é]{0,12}$/);
  const quoted = fc
    .array(fc.constantFrom('a', '""', ',', '\n', '\r\n', ' ', 'ß'), { maxLength: 12 })
    .map((parts) => `"${parts.join('')}"`);
  const row = fc.tuple(fc.oneof(plain, quoted), fc.oneof(plain, quoted)).map((cells) => cells.join(','));
  const lines = fc.array(
    fc.tuple(fc.oneof({ weight: 9, arbitrary: row }, fc.constant('')), fc.constantFrom('\n', '\r\n')),
  );
  await fc.assert(
    fc.asyncProperty(lines, fc.boolean(), sizes, marks, async (rows, ended, size, bom) => {
      const text = `text,label\n${rows.map(([cells, end]) => cells + end).join('')}${ended ? '' : 'last,"one"'}`;
      for (const scanner of scanners) {
        const whole = await read(text, Infinity, scanner, bom);
        // A header behind the first segment is refused, too.
        if (size >= 14) expect(await read(text, size, scanner, bom)).toEqual(whole);
        else expect([whole, STRAY_QUOTE]).toContainEqual(await read(text, size, scanner, bom));
      }
    }),
  );
});

test('any bytes say the same in segments, or are refused', async () => {
  const part = fc.constantFrom('"', '""', ',', '\n', '\r\n', 'a', 'word ', '","', '"\n', ',"');
  await fc.assert(
    fc.asyncProperty(fc.array(part, { maxLength: 60 }), sizes, marks, async (parts, size, bom) => {
      const text = `text,label\n${parts.join('')}`;
      for (const scanner of scanners) {
        const whole = await read(text, Infinity, scanner, bom);
        expect([whole, STRAY_QUOTE]).toContainEqual(await read(text, size, scanner, bom));
      }
    }),
    { numRuns: 400 },
  );
});
