import { defineFoldRule, plainCodec } from '../../../src/rule.ts';

/** Sums over the records of one segment, of which `i` counts from 0 and `b` is the length on a logarithmic scale. */
interface Stretch {
  readonly segment: number;
  records: number;
  sum: number;
  squares: number;
  /** Sum of i · b. */
  products: number;
}
/** By segment, because a thread's segments do not follow each other. */
interface State {
  readonly stretches: Stretch[];
}
/** With fewer records order may be chance; our convention. */
const FEW = 50;
/** Correlation of place and length from which the order is meant: sorted normal lengths have 0.98, two halves of two lengths 0.87. Our convention. */
const SORTED = 0.9;

/** A training split in order of its lengths. */
export const sortedByLength = defineFoldRule<State>({
  meta: {
    id: 'sorted-by-length',
    group: 'length',
    since: '0.1.0',
    severity: 'info',
    stage: 'sample',
    title: {
      one: 'the records are sorted by length: without shuffling the model sees all short ones, then all long ones',
      other:
        '{count} records are sorted by length: without shuffling the model sees all short ones, then all long ones',
    },
    messages: {
      found:
        'the records stand from {from} to {to} (correlation of place and length {correlation}); expected random order; shuffle the file once (streamed data sets are not shuffled, a tail that is held out is of one length, and memory runs out late)',
    },
    evidence: {
      class: 'convention',
      source:
        'an IterableDataset is read in file order (huggingface/datasets, stream documentation); litgpt issue 159 (out of memory late in an epoch); the correlation is our judgement',
      read: '2026-11-23',
    },
    memory: 'keys',
    fix: 'unsafe',
  },
  init: () => ({ stretches: [] }),
  add({ stretches }, record) {
    const { sample, segment } = record;
    if (sample === undefined) return;
    let length = 0;
    for (let i = 0; i < sample.texts; i++) length += record.codePoints(sample.text[i]);
    const b = logarithmic(length);
    const here = stretches.length === 0 ? undefined : stretches[stretches.length - 1];
    if (here === undefined || here.segment !== segment) {
      stretches.push({ segment, records: 1, sum: b, squares: b * b, products: 0 });
      return;
    }
    here.products += here.records * b;
    here.records++;
    here.sum += b;
    here.squares += b * b;
  },
  merge: (a, b) => ({ stretches: [...a.stretches, ...b.stretches].toSorted((x, y) => x.segment - y.segment) }),
  finish({ stretches }, { split, report }) {
    // An evaluation split may stand in any order.
    if (split !== 'train') return;
    const { records, correlation } = correlate(stretches);
    if (records < FEW || Math.abs(correlation) < SORTED) return;
    const [from, to] = correlation > 0 ? ['short', 'long'] : ['long', 'short'];
    report({ message: 'found', data: { from, to, correlation: correlation.toFixed(2) }, count: records });
  },
  codec: plainCodec<State>(2),
});

/** Eight steps an octave: one record of a book's length does not outweigh all others. */
function logarithmic(length: number): number {
  if (length < 8) return length;
  const shift = 28 - Math.clz32(length);
  return shift * 8 + (length >>> shift);
}

/** Pearson's correlation of place and length over all segments in file order; exact sums, so that it is the same wherever the file is cut. */
function correlate(stretches: readonly Stretch[]): { readonly records: number; readonly correlation: number } {
  let [n, sum, squares, products] = [0n, 0n, 0n, 0n];
  for (const stretch of stretches) {
    products += BigInt(stretch.products) + n * BigInt(stretch.sum);
    n += BigInt(stretch.records);
    sum += BigInt(stretch.sum);
    squares += BigInt(stretch.squares);
  }
  // Of the places 0 … n - 1: twice their sum, and n² (n² - 1) / 12 for n times the sum of their squared distances.
  const covariance = Number(2n * n * products - n * (n - 1n) * sum) / 2;
  const spread = Number(n * squares - sum * sum) * Number((n * n * (n * n - 1n)) / 12n);
  return { records: Number(n), correlation: spread > 0 ? covariance / Math.sqrt(spread) : 0 };
}
