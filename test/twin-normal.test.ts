import { describe, expect, test } from '@jest/globals';
import { hashText, normalise } from '../src/core/hash.ts';
import type { Scanner } from '../src/kernel/types.ts';
import { ENGINES } from './twin/engines.ts';
import { TEXTS } from './twin/pieces.ts';
import { createRandom } from './twin/random.ts';
import { scanTexts } from './twin/scan-one.ts';

const named = (text: string): string =>
  `${JSON.stringify(text)} ${Array.from(text, (c) => `U+${(c.codePointAt(0) as number).toString(16)}`).join(' ')}`;

/** Texts whose normalised hash is not that of the normalised text; fails when the fast way took less than `share` of them. */
function wrong(scanner: Scanner, texts: Iterable<string>, share: number): readonly string[] {
  const found: string[] = [];
  let seen = 0;
  let fast = 0;
  let some: string[] = [];
  const flush = (): void => {
    const { batch, taken } = scanTexts(scanner, some);
    const { tape, records } = batch;
    fast += taken;
    seen += some.length;
    for (const [i, text] of some.entries()) {
      const { lo, hi } = hashText(normalise(text));
      const root = records.root[2 * i];
      if (tape.normLo[root] !== lo || tape.normHi[root] !== hi) found.push(named(text));
    }
    some = [];
  };
  for (const text of texts) if (some.push(text) === 256) flush();
  flush();
  if (scanner.engine === 'wasm' && fast < seen * share) found.push(`the fast way took ${fast} of ${seen} texts`);
  return found.slice(-20);
}

function* points(from = 0, to = 0x110000): Generator<string> {
  for (let point = from; point < to; point++) if (point < 0xd800 || point > 0xdfff) yield String.fromCodePoint(point);
}

/** Those with a normal form of another kind than their own, and those that join: where contexts matter. */
const telling = Array.from(points()).filter(
  (c) => normalise(c) !== c || /[\p{M}\u1100-\u11ff\ud7b0-\ud7ff]/u.test(c) || `a${c}`.normalize('NFKC') !== `a${c}`,
);
const marks = Array.from(points()).filter((c) => /\p{M}/u.test(c));

function* inCompany(list: readonly string[]): Generator<string> {
  for (const c of list) {
    yield `a${c}`;
    yield `${c}\u0301`;
    yield ` ${c} `;
    yield `${c}A`;
    yield `A${c}${c}B`;
    yield `0123456789abcde${c}\u0323 f`;
    yield `e\u0301${c} Σ${c} ${c}Σ`;
  }
}

describe.each(ENGINES)('$name: the normalised hash is that of the normalised text', (engine) => {
  const scanner = engine.create({ triggers: [], maxDepth: 9 });

  test('for every code point', () => {
    for (let plane = 0; plane < 0x11; plane++) {
      const fresh = engine.apart({ triggers: [], maxDepth: 9 });
      expect(wrong(fresh, points(plane << 16, (plane + 1) << 16), 0.9)).toEqual([]);
    }
  }, 120_000);

  test('for the code points that change or join, in company', () => {
    expect(telling.length).toBeGreaterThan(8000);
    expect(wrong(scanner, inCompany(telling), 0.5)).toEqual([]);
  }, 120_000);

  test('for every composed character, taken apart in every order', () => {
    expect(wrong(scanner, takenApart(), 0.5)).toEqual([]);
  }, 120_000);

  test('for pairs of marks behind letters', () => {
    expect(
      wrong(
        scanner,
        drawn(60_000, (random) => random.pick(LETTERS) + random.pick(marks) + random.pick(marks)),
        0.3,
      ),
    ).toEqual([]);
  }, 120_000);

  test('for texts put together at random', () => {
    const texts = drawn(60_000, (random) =>
      Array.from({ length: 1 + random.int(8) }, () => random.pick(random.once(3) ? telling : TEXTS)).join(
        random.once(2) ? '' : ' ',
      ),
    );
    expect(wrong(scanner, texts, 0.2)).toEqual([]);
  }, 120_000);
});

const LETTERS = [...'aeiouAEIOUsS \u1161\uac00אاक가あ', 'ộ', 'x '.repeat(8), '가\u11a8', 'ﬁ', '½'];

function* drawn(count: number, one: (random: ReturnType<typeof createRandom>) => string): Generator<string> {
  const random = createRandom(Number(process.env['FTLINT_SEED'] ?? 20261122));
  for (let n = count; n > 0; n--) yield one(random);
}

function* takenApart(): Generator<string> {
  for (const c of telling) {
    const parts = [...c.normalize('NFD')];
    if (parts.length < 2) continue;
    yield parts.join('');
    yield `x${parts.toReversed().join('')}`;
    yield `${parts.join('')}\u0323`;
    yield `${parts[0]}\u0334${parts.slice(1).join('')} ${parts.join('').toUpperCase()}`;
  }
}
