import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { contentOf, lastMessage, roleOf, sameBytes, spells } from '../src/core/messages-of.ts';
import { View } from '../src/core/view.ts';
import { createScanner } from '../src/kernel/scanner.ts';

const encoder = new TextEncoder();
const scanner = createScanner({ triggers: [], maxDepth: 9 });

/** A view of one record. */
function viewOf(record: object): View {
  const bytes = encoder.encode(JSON.stringify(record));
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

test('two strings are the same when all their bytes are', () => {
  fc.assert(
    fc.property(texts, texts, fc.boolean(), (a, other, twice) => {
      const b = twice ? a : other;
      const view = viewOf({ a, b, c: 1 });
      const [x, y, c] = ['a', 'b', 'c'].map((key) => view.child(view.root, key));
      expect(sameBytes(view, x, y)).toBe(a === b);
      expect([sameBytes(view, x, c), sameBytes(view, x, -1)]).toEqual([false, false]);
    }),
  );
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
    expect(spells(view, view.child(view.root, 'role'), 'user')).toBe(expected);
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
