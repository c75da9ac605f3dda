import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { View } from '../src/core/view.ts';
import { createScanner } from '../src/kernel/scanner.ts';

const encoder = new TextEncoder();
const scanner = createScanner({ triggers: [], maxDepth: 9 });

/** A view of the one record `{"t": …}`, with its string written as `json`, and the string's entry. */
function viewOf(json: string): { readonly view: View; readonly entry: number } {
  const bytes = encoder.encode(`{"t":${json}}`);
  scanner.begin(bytes);
  scanner.json(0, bytes.length, { offset: 0, length: bytes.length, line: 0 });
  const view = new View();
  view.moveTo(scanner.finish(), 0);
  return { view, entry: view.child(view.root, 't') };
}

/** Some characters as escapes, as some writers do; others as they are. */
const written = fc
  .array(
    fc.tuple(
      fc.oneof(fc.string({ unit: 'grapheme', maxLength: 3 }), fc.constantFrom('\\', '"', '\n', '\u{1f600}', 'é', '中')),
      fc.boolean(),
    ),
    { maxLength: 40 },
  )
  .map((parts) => {
    const escape = (text: string): string =>
      text.replace(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
    return `"${parts.map(([text, escaped]) => (escaped ? escape(text) : JSON.stringify(text).slice(1, -1))).join('')}"`;
  });

describe('a look at the beginning and the end of a string', () => {
  test('is a piece of the text, whole characters only, and misses the asked length by less than an escape', () => {
    fc.assert(
      fc.property(written, fc.integer({ min: 0, max: 60 }), (json, bytes) => {
        const { view, entry } = viewOf(json);
        const text = view.text(entry);
        const head = view.head(entry, bytes);
        const tail = view.tail(entry, bytes);
        expect(text.startsWith(head)).toBe(true);
        expect(text.endsWith(tail)).toBe(true);
        expect(/\p{Surrogate}/u.test(head + tail)).toBe(false);
        // However a text is spelt, it is cut at one place.
        const plain = viewOf(JSON.stringify(text));
        expect([head, tail]).toEqual([plain.view.head(plain.entry, bytes), plain.view.tail(plain.entry, bytes)]);
        const size = encoder.encode(text).length;
        if (size <= bytes) expect([head, tail]).toEqual([text, text]);
        else expect(encoder.encode(head).length).toBeGreaterThan(bytes - 4);
        expect(encoder.encode(head).length).toBeLessThanOrEqual(Math.max(bytes, 0));
      }),
      { numRuns: 400 },
    );
  });

  test.each([
    [0, 'a'],
    [1, 'b'],
    [3, ''],
    [-1, 'c'],
    [-3, 'a'],
    [-4, ''],
  ])('byte %i of "abc"', (i, expected) => {
    const { view, entry } = viewOf('"abc"');
    const byte = view.byteAt(entry, i);
    expect(byte < 0 ? '' : String.fromCharCode(byte)).toBe(expected);
  });
});
