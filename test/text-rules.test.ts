import { expect, test } from '@jest/globals';
import { markupJunk } from '../rules/checks/text/markup-junk.ts';
import { mojibake } from '../rules/checks/text/mojibake.ts';
import { specialTokenInContent } from '../rules/checks/text/special-token-in-content.ts';
import { unfilledPlaceholder } from '../rules/checks/text/unfilled-placeholder.ts';
import { rules } from '../rules/index.ts';
import { triggerBits, triggersOf } from '../src/core/triggers.ts';
import type { Data, RecordRule, RecordView } from '../src/rule.ts';

/** What a rule says about one text: its message and data, or undefined. */
function said(rule: RecordRule, text: string, kind: 'pair' | 'text' = 'pair'): string | undefined {
  let answer: string | undefined;
  const hit = (rule.meta.triggers ?? []).some((literal) => text.includes(literal));
  const record = { sample: { kind, texts: 1, text: [0] }, hits: () => (hit ? 1 : 0), text: () => text };
  rule.check(
    record as unknown as RecordView,
    (_message, at) => (answer = Object.values<Data[string]>(at?.data ?? { lost: 'lost' }).join(' → ')),
    { problems: [], issues: [], task: undefined },
  );
  return answer;
}

test('all trigger literals together fit the kernel, and their rules the bits of the tape', () => {
  const bits = triggerBits(rules);
  expect(triggersOf(rules).length).toBeLessThanOrEqual(64);
  expect(bits.size).toBeLessThanOrEqual(32);
  expect(new Set(bits.values()).size).toBe(bits.size);
});

test.each([
  ['a cafÃ© there', 'Ã© → é'],
  ['It isnâ€™t', 'â€™ → ’'],
  ['5Â°C', 'Â° → °'],
  ['aÃ\u00a0b', 'aÃ\u00a0 → à'],
  ['Ð¿Ñ€Ð¸Ð²ÐµÑ‚', 'Ð¿Ñ€'],
  ['smile ðŸ˜€', 'ðŸ'],
  ['a\ufffdb', 'lost'],
  ['São, SÃO, MANHÃ… and IRMÃ”', undefined],
  ['ÂGE, Vân Ân, Ñandú, Ðuro', undefined],
  ['plain', undefined],
])('mojibake in %j: %j', (text, expected) => {
  expect(said(mojibake, text)).toBe(expected);
});

test.each([
  ['I am {{name}}.', '{{name}}'],
  ['I am {{ user.name }}.', '{{…}}'],
  ['I am {{ name }}.', '{{ name }}'],
  ['I am {{name_of_more_than_twenty_four}}.', '{{…}}'],
  ['I am {{Jane Doe}}.', '{{…}}'],
  ['我是{{name}}', '{{name}}'],
  ['TODO', 'TODO'],
  [' [TODO]. ', 'TODO'],
  ['Dear [INSERT NAME],', '[INSERT …]'],
  ['Dear [Insert your name],', '[Insert …]'],
  ['Dear [INSERT JANE DOE, BORN 1970],', '[INSERT …]'],
  ['<noinput>', '<noinput>'],
  ['Lorem ipsum dolor sit amet', 'Lorem ipsum dolor'],
  ['token: ${{ secrets.TOKEN }}', undefined],
  ['$x^{{2}}$ and \\frac{{a}}{b}', undefined],
  ['{% if x %}{{ x }}{% endif %}', undefined],
  ['<p>{{ message }}</p>', undefined],
  ['write `{{ name }}` there', undefined],
  ['{{#each items}}', undefined],
  ['my TODO list', undefined],
  ['press [INSERT', undefined],
])('placeholder in %j: %j', (text, expected) => {
  expect(said(unfilledPlaceholder, text)).toBe(expected);
});

test.each([
  ['Hi<|im_end|>', '<|im_end|>'],
  ['[INST] Hi', '[INST]'],
  ['[INST] Hi [/INST]', undefined],
  ['<<SYS>>be kind', '<<SYS>>'],
  ['<start_of_turn>user', '<start_of_turn>'],
  ['<s>Hello</s>', undefined],
  ['foo</s>', '</s>'],
  ['one</s><s>two', '</s><s>'],
  ['a <| b', undefined],
  ['f <|x|> y', undefined],
  ['this is <s>bad</s> good', undefined],
  ['<s>bad</s> good', undefined],
  ['now <s>bad</s>', undefined],
])('control token in %j: %j', (text, expected) => {
  expect(said(specialTokenInContent, text)).toBe(expected);
});

test('the token that ends a raw text belongs there', () => {
  expect(said(specialTokenInContent, 'The end.<|endoftext|>', 'text')).toBeUndefined();
  expect(said(specialTokenInContent, 'The end.<|endoftext|>')).toBe('<|endoftext|>');
  expect(said(specialTokenInContent, '<|im_start|>user\nHi', 'text')).toBe('<|im_start|>');
});

test('markup-junk reads each input of a record once, however many of its answers hold markup', () => {
  const rounds = 500;
  const turns = Array.from({ length: rounds * 2 }, (_, i) => i);
  const answers = { count: rounds, entry: turns.filter((i) => i % 2 === 1) };
  let heads = 0;
  const record = {
    sample: { kind: 'conversation', texts: turns.length, text: turns },
    answers,
    hits: () => true,
    text: () => 'This &amp; that',
    // The last input asks for it.
    head: (i: number) => (heads++, i === turns.length - 2 ? 'Write it in HTML.' : 'What now?'),
  };
  let reports = 0;
  markupJunk.check(record as unknown as RecordView, () => reports++, { problems: [], issues: [], task: undefined });
  expect([reports, heads]).toEqual([0, rounds]);
});
