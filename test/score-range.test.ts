import { expect, test } from '@jest/globals';
import { finding } from './one-finding.ts';

const rows = (...scores: readonly (number | string)[]): readonly object[] =>
  scores.map((score, i) => ({ sentence1: `A dog runs ${i}.`, sentence2: `A dog is running ${i}.`, score }));

test.each([
  ['all is well', rows(0, 1, -0.5, 0.25), undefined],
  ['numbers in quotes only', rows('0', '1', '0.25'), undefined],
  ['words', rows('high', 'low', 'high', 'low', 'mid'), ['error', 5, 'text']],
  ['words and one score of 5', rows('high', 'low', 'high', 'low', 'mid', 5), ['error', 6, 'run from 5 to 5']],
  ['a scale of five', rows(0, 5, 2.5), ['warn', 2, 'run from 0 to 5']],
  ['some in quotes', rows(0.5, '0.25', '4'), ['warn', 2, '2 of the scores are text']],
  ['exponents in quotes', rows('1.0E0', '5.000000e+00', '2e-1'), ['warn', 1, 'run from 0.2 to 5;']],
  ['more digits than a double has', rows('0.123456789012345678901234567890', '1e-30'), undefined],
] as const)('scores: %s', async (_name, records, expected) => {
  const found = await finding('score-range', records);
  expect([found?.severity, found?.count]).toEqual(expected?.slice(0, 2) ?? [undefined, undefined]);
  expect(found?.message ?? '').toContain(expected?.[2] ?? '');
  if (expected !== undefined) expect(await finding('mixed-types', records)).toBeUndefined();
});
