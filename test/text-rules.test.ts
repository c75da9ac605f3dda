import { expect, test } from '@jest/globals';
import { mojibake } from '../rules/checks/text/mojibake.ts';
import { specialTokenInContent } from '../rules/checks/text/special-token-in-content.ts';
import { unfilledPlaceholder } from '../rules/checks/text/unfilled-placeholder.ts';
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

test('all trigger literals together leave room for other rules', () => {
  const literals = [mojibake, specialTokenInContent, unfilledPlaceholder].flatMap(({ meta }) => meta.triggers ?? []);
  expect(new Set(literals).size).toBe(literals.length);
  expect(literals.length).toBeLessThanOrEqual(28);
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
  ['I am {{ user.name }}.', '{{ user.name }}'],
  ['我是{{name}}', '{{name}}'],
  ['TODO', 'TODO'],
  [' [TODO]. ', '[TODO].'],
  ['Dear [INSERT NAME],', '[INSERT NAME]'],
  ['Dear [Insert your name],', '[Insert your name]'],
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
