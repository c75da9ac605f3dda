import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Openings } from '../src/core/openings.ts';
import { Flag, type RecordView } from '../src/rule.ts';

const utf8 = new TextEncoder();
/** A record whose one string stands in the file like this. */
function written(body: string): RecordView {
  const bytes = utf8.encode(body);
  const byteAt = (_entry: number, i: number): number => bytes[i] ?? -1;
  return { byteAt, flags: () => Flag.escaped } as unknown as RecordView;
}
const WORDS = ["i'm sorry", 'sorry', 'désolé', '很抱歉', 'as an ai'];
const openings = new Openings(WORDS);

test('an opening is seen in any case of its ASCII letters, behind white space, and as writers of JSON spell it', () => {
  const space = fc.stringMatching(/^[ \n\t]{0,8}$/);
  const spelling = fc.constantFrom(/(?!)/g, /[^ -~]/g, /[^ -~]|['<>&`]/g, /[^\\](?<!\\.)/g);
  const rest = fc.string({ maxLength: 20 });
  fc.assert(
    fc.property(space, fc.constantFrom(...WORDS), fc.boolean(), spelling, rest, (lead, word, upper, spelt, tail) => {
      const cased = upper ? word.replace(/[a-z]/g, (letter) => letter.toUpperCase()) : word;
      const body = JSON.stringify(lead + cased + tail).slice(1, -1);
      const coded = body.replace(spelt, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
      expect(openings.begin(written(coded), 0)).toBe(true);
    }),
  );
});

test('nothing else is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
      const begins = WORDS.some((word) => text.trimStart().toLowerCase().startsWith(word));
      if (!begins) expect(openings.begin(written(JSON.stringify(text).slice(1, -1)), 0)).toBe(false);
    }),
  );
});
