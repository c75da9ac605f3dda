import { expect, test } from '@jest/globals';
import { planFile } from '../src/readers/plan.ts';

/** Signs of a head. A look at it that takes time by the square of its length does not end within the test's time. */
const LENGTH = 400_000;
const fill = (piece: string, before = '', after = ''): string =>
  before + piece.repeat(Math.ceil(LENGTH / piece.length)) + after;

const HEADS: Readonly<Record<string, string>> = {
  'an object that does not end': fill(' ', '{"a}', 'x'),
  'an object that does not end, after a comma': fill(' ', '{"a},', 'x'),
  'brackets that close': fill('} ', '{"a', 'x'),
  'brackets and commas': fill('}, ', '{"a', 'x'),
  'brackets of an array': fill('] ', '["a', 'x'),
  'separators that no dot matches': fill('}\u2028', '{"a', 'x'),
  'spaces before an object': fill(' ', '', '{"a":1'),
  'spaces after an object': fill(' ', '{', 'x'),
  'spaces inside of an array': fill(' ', '[', 'x'),
  'arrays inside of arrays': fill('[ '),
  'objects inside of objects': fill('{"a": '),
  'objects that are begun': fill('{"a'),
  'a quote that does not close': fill('a', '"'),
  'a string': fill('a', '"', '"'),
  'a string of escapes': fill('\\n', '"', '"'),
  'a string and spaces': fill(' ', '"a"', 'x'),
  'strings and spaces': fill('"a" '),
  quotes: fill('"'),
  'quotes in an object': fill('"', '{'),
  'backslashes in an object': fill('\\', '{"'),
  'a number': fill('1'),
  'a number that is none': fill('1e', '', 'x'),
  'signs of a number': fill('-', '1', 'x'),
  'keys with colons': fill('"role" :', '{"a":[{', ''),
  'a key and spaces': fill(' ', '{"messages":[{"role"', 'x'),
  'line ends': fill('\n', 'a', 'x'),
  returns: fill('\r', 'a', 'x'),
  'returns in an object': fill('\r', '{"a":1}', '{'),
  'returns and line ends': fill('\r\n', 'a', 'x'),
  commas: fill(',', 'a', '\nx'),
  tabs: fill('\t', 'a', '\nx'),
  delimiters: fill(',;\t|', 'a', '\nx'),
  words: fill('a '),
  'short lines': fill('a\n'),
  'short lines of an object': fill('{"a}\n'),
  'short rows': fill('a,b\n'),
  'quoted rows': fill('"a"x,"b"\n'),
  tags: fill('<a ', '<', ''),
  'spaces before a tag': fill(' ', '', '<html'),
  'a tag that does not close': fill('a', '<', ''),
  'bytes of two': fill('\u00e9'),
};

const NAMES = ['a.txt', 'a.md', 'a.jsonl', 'a.json', 'a.csv', 'a.tsv', 'a.data'];

test.each(Object.entries(HEADS))('%s: every plan ends', (_, head) => {
  const bytes = Buffer.from(head);
  for (const path of NAMES)
    for (const lines of [false, true]) {
      const facts = {
        path,
        origin: 'named',
        bytes: bytes.length,
        compression: null,
        headIsWhole: true,
        lines,
      } as const;
      try {
        expect(planFile(bytes, facts).path).toBe(path);
      } catch (error) {
        expect((error as Error).name).toBe('FtlintError');
      }
    }
});
