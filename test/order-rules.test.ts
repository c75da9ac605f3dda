import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sortedByLabel } from '../rules/checks/label/sorted-by-label.ts';
import { sortedByLength } from '../rules/checks/length/sorted-by-length.ts';
import { type FinishContext, type FoldRule, type RecordView, type SetFinding, ValueType } from '../src/rule.ts';
import './seed.ts';

/** What the two rules ask of a record: one text of `length` code points, with a label by number. */
interface Row {
  readonly label: number;
  readonly length: number;
}

function viewOf({ label, length }: Row, segment: number, offset: number): RecordView {
  const output = { blank: false, normLo: label, normHi: label * 7 };
  return {
    segment,
    sample: { kind: 'labelled-text', output, text: [0], texts: 1, labelEntry: 0 },
    type: () => ValueType.string,
    codePoints: () => length,
    ref: () => ({ segment, offset, line: offset }),
  } as unknown as RecordView;
}

/** The finding over rows that are cut into segments of `sizes`, every `threads`-th of which one thread reads. */
function findingOf<S>(
  rule: FoldRule<S>,
  rows: readonly Row[],
  sizes: readonly number[],
  threads: number,
): SetFinding[] {
  const states = Array.from({ length: threads }, () => rule.init());
  let at = 0;
  for (let segment = 0; at < rows.length; segment++) {
    const size = Math.max(1, sizes[segment % sizes.length]);
    for (const row of rows.slice(at, at + size)) rule.add(states[segment % threads], viewOf(row, segment, at++));
  }
  const merged = states.map((state) => rule.codec.decode(rule.codec.encode(state))).reduce((a, b) => rule.merge(a, b));
  const counts = new Map<number, number>();
  for (const { label } of rows) counts.set(label, (counts.get(label) ?? 0) + 1);
  const entries = [...counts].map(([label, count]) => ({ norm: String(label), count }));
  const found: SetFinding[] = [];
  const context = {
    split: 'train',
    measures: { labels: { entries, cut: false } },
    report: (f: SetFinding) => found.push(f),
  };
  rule.finish(merged, context as unknown as FinishContext);
  return found;
}

/** Rows in blocks of one label and of growing length, with some rows out of place: at the edge of what is reported. */
const rowsOf = fc
  .array(fc.record({ label: fc.nat(3), length: fc.nat(400) }), { minLength: 1, maxLength: 300 })
  .chain((rows) =>
    fc.constantFrom(
      rows,
      rows.toSorted((a, b) => a.label - b.label),
      rows.toSorted((a, b) => a.length - b.length),
      rows.toSorted((a, b) => b.length - a.length || a.label - b.label),
    ),
  );
const cuts = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 6 });

describe.each([
  ['sorted-by-label', sortedByLabel as FoldRule<unknown>],
  ['sorted-by-length', sortedByLength as FoldRule<unknown>],
])('%s', (_id, rule) => {
  test('says the same wherever the rows are cut, and whoever reads the segments', () => {
    fc.assert(
      fc.property(rowsOf, cuts, fc.integer({ min: 1, max: 5 }), (rows, sizes, threads) => {
        expect(findingOf(rule, rows, sizes, threads)).toEqual(findingOf(rule, rows, [rows.length], 1));
      }),
    );
  });
});

test('runs of labels are those that neighbours show', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(30), { minLength: 2, maxLength: 20 }), cuts, (ends, sizes) => {
      const rows = ends.flatMap((n, i) => Array.from({ length: n + 20 }, () => ({ label: i % 3, length: 1 })));
      const runs = rows.filter(({ label }, i) => i === 0 || rows[i - 1].label !== label).length;
      for (const { data } of findingOf(sortedByLabel, rows, sizes, 3)) expect(data?.['runs']).toBe(runs);
    }),
  );
});

test('the correlation is that of the textbook', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(7), { minLength: 60, maxLength: 90 }), cuts, (drawn, sizes) => {
      // Below eight code points the scale is the length itself.
      const lengths = drawn.toSorted((a, b) => a - b);
      const found = findingOf(
        sortedByLength,
        lengths.map((length) => ({ label: 0, length })),
        sizes,
        2,
      );
      const expected = pearson(lengths);
      expect(found.map(({ data }) => data?.['correlation'])).toEqual(
        Number.isNaN(expected) || expected < 0.9 ? [] : [expected.toFixed(2)],
      );
    }),
  );
});

function pearson(values: readonly number[]): number {
  const mean = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0) / list.length;
  const places = values.map((_, i) => i);
  const [x, y] = [mean(places), mean(values)];
  const covariance = mean(values.map((v, i) => (i - x) * (v - y)));
  return covariance / Math.sqrt(mean(places.map((i) => (i - x) ** 2)) * mean(values.map((v) => (v - y) ** 2)));
}
