import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { contentOf, lastMessage, roleOf } from '../src/core/messages-of.ts';
import { saysText } from '../src/core/found-words.ts';
import { mayBeSpelt } from '../src/core/units.ts';
import { View } from '../src/core/view.ts';
import { createScanner } from '../src/kernel/scanner.ts';

const encoder = new TextEncoder();
const scanner = createScanner({ triggers: [], maxDepth: 9 });

/** A view of one record. */
const viewOf = (record: object): View => viewOfJson(JSON.stringify(record));
function viewOfJson(json: string): View {
  const bytes = encoder.encode(json);
  scanner.begin(bytes);
  scanner.json(0, bytes.length, { offset: 0, length: bytes.length, line: 0 });
  const view = new View();
  view.moveTo(scanner.finish(), 0);
  return view;
}

const texts = fc.string({ unit: fc.constantFrom('a', 'b', 'é', '"', '\n', '\u{1f600}'), maxLength: 12 });

test('bytes that two strings begin with are those of the file, and no more than asked for', () => {
  fc.assert(
    fc.property(texts, texts, fc.nat(20), (a, b, most) => {
      const view = viewOf({ a, b });
      const shared = view.sharedBytes(view.child(view.root, 'a'), view.child(view.root, 'b'), most);
      const [x, y] = [a, b].map((text) => encoder.encode(JSON.stringify(text)).subarray(1, -1));
      let expected = 0;
      while (expected < Math.min(most, x.length, y.length) && x[expected] === y[expected]) expected++;
      expect(shared).toBe(expected);
    }),
  );
});

/** JSON with every character outside of ASCII as an escape, as `json.dumps` writes it. */
const escapedJson = (value: object): string =>
  JSON.stringify(value).replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

test('two strings are the same when their text is, however it is spelt', () => {
  fc.assert(
    fc.property(texts, texts, fc.boolean(), fc.boolean(), (a, other, twice, escaped) => {
      const b = twice ? a : other;
      const right = escaped ? escapedJson({ b }) : JSON.stringify({ b });
      const view = viewOfJson(`{"a":${JSON.stringify(a)},${right.slice(1, -1)},"c":1}`);
      const [x, y, c] = ['a', 'b', 'c'].map((key) => view.child(view.root, key));
      expect(view.same(x, y)).toBe(a === b);
      expect([view.same(x, c), view.same(x, -1)]).toEqual([false, false]);
      const shared = view.sharedBytes(x, y, Infinity);
      const wholly = view.byteAt(x, shared) < 0 && view.byteAt(y, shared) < 0;
      // Where the text goes on alike but the bytes do not, an escape is in sight.
      if (a === b && !wholly) expect(mayBeSpelt(view, x, y, shared)).toBe(true);
    }),
  );
});

test('a value ends where the next one begins', () => {
  const view = viewOf({ a: [{ b: 'x' }, 'y'], c: 1 });
  const [a, c] = ['a', 'c'].map((key) => view.child(view.root, key));
  expect(view.behind(a)).toBe(c);
});

describe('a word', () => {
  test.each([
    ['user', true],
    ['User', false],
    ['users', false],
    ['use', false],
    [7, false],
  ])('%j', (value, expected) => {
    const view = viewOf({ role: value });
    expect(saysText(view, view.child(view.root, 'role'), 'user')).toBe(expected);
  });
});

describe('the last message', () => {
  test.each<[string, unknown, string | undefined]>([
    [
      'of a list',
      [
        { role: 'user', content: 'a' },
        { from: 'gpt', value: 'b' },
      ],
      'gpt b',
    ],
    ['without a list', { from: 'gpt', value: 'b' }, 'gpt b'],
    ['of an empty list', [], undefined],
    ['of a text', 'b', undefined],
  ])('%s', (_name, said, expected) => {
    const view = viewOf({ said });
    const last = lastMessage(view, view.child(view.root, 'said'));
    const found = last < 0 ? undefined : `${view.text(roleOf(view, last))} ${view.text(contentOf(view, last))}`;
    expect(found).toBe(expected);
  });
});
