import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { TokenCounter } from '../src/tokens/counter.ts';
import { createEstimate } from '../src/tokens/estimate.ts';
import { openTokenizer } from '../src/tokens/open.ts';
import { readJson, readText } from './tokens-view.ts';

interface Text {
  readonly kind: string;
  readonly text: string;
}

const texts = readFileSync(new URL('../fixtures/tokens/texts.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Text);
const estimate = createEstimate();
let exact: TokenCounter;

beforeAll(async () => {
  exact = await openTokenizer({ name: 'o200k_base' });
}, 60_000);

function count(counter: TokenCounter, text: string, escaped = false): number {
  const { view, entry } = readText(text, escaped);
  return counter.count(view, entry);
}

/** Estimate of texts by their true count. */
function ratio(chosen: readonly Text[]): number {
  const sum = (counter: TokenCounter): number => chosen.reduce((all, { text }) => all + count(counter, text), 0);
  return sum(estimate) / sum(exact);
}

describe('the estimate', () => {
  test('says that it is one, and how far it is off', () => {
    expect([estimate.id, estimate.exact, estimate.error]).toEqual(['estimate', false, 0.3]);
  });

  test('is within its error for 95 of 100 texts in English and code, nine of ten in all languages', () => {
    const off = ({ text }: Text): boolean => Math.abs(count(estimate, text) / count(exact, text) - 1) > estimate.error;
    const known = texts.filter(({ kind }) => kind === 'english' || kind === 'code');
    expect(known.filter(off).map(({ text }) => text)).toEqual([]);
    expect(texts.filter(off).length / texts.length).toBeLessThanOrEqual(0.1);
  });

  test('is nearer for sums', () => {
    expect(Math.abs(ratio(texts.filter(({ kind }) => kind === 'english')) - 1)).toBeLessThan(0.1);
    expect(Math.abs(ratio(texts.filter(({ kind }) => kind === 'code')) - 1)).toBeLessThan(0.1);
    expect(Math.abs(ratio(texts) - 1)).toBeLessThan(0.12);
  });

  test('looks at a sample of a long text', () => {
    for (const kind of ['english', 'code', 'chinese', 'russian']) {
      const some = texts.filter((text) => text.kind === kind).map(({ text }) => text);
      const text = Array.from({ length: 40 }, () => some.join('\n')).join('\n');
      expect(Math.abs(count(estimate, text) / count(exact, text) - 1)).toBeLessThan(0.3);
    }
  });

  test('hardly changes with the spelling', () => {
    for (const { text } of texts) {
      const [plain, escaped] = [count(estimate, text), count(estimate, text, true)];
      expect(Math.abs(escaped / plain - 1)).toBeLessThan(0.25);
    }
    const all = (escaped: boolean): number => texts.reduce((sum, { text }) => sum + count(estimate, text, escaped), 0);
    expect(Math.abs(all(true) / all(false) - 1)).toBeLessThan(0.05);
  });

  test('is the same for a short text however it is spelt', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 5 }), (text) => {
        expect(count(estimate, text, true)).toBe(count(estimate, text));
      }),
    );
  });

  test('is a whole number, 0 for nothing and for what is no string', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), fc.boolean(), (text, escaped) => {
        const tokens = count(estimate, text, escaped);
        expect(Number.isInteger(tokens)).toBe(true);
        expect(tokens > 0).toBe(text !== '');
      }),
    );
    const { view, entry } = readJson('{"a": "b"}');
    expect([estimate.count(view, entry), estimate.count(view, -1)]).toEqual([0, 0]);
    expect(count(estimate, '\\'.repeat(3000))).toBeGreaterThan(100);
  });
});
