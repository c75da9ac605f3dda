import fc from 'fast-check';
import { describe, expect, test } from '@jest/globals';
import { answer, finding, says } from './one-finding.ts';

const prose =
  'There was a king who liked to walk in his garden. He went from the gate to the well, and from the well to the tree, where he sat down and read a letter that his brother had sent him from the coast. ';

test('looping-text: any phrase that fills the end is found, whatever its length, and what stands before it', async () => {
  const phrase = fc.stringMatching(/^[a-z][a-z ]{0,60}[a-z]$/);
  await fc.assert(
    fc.asyncProperty(phrase, fc.nat({ max: 40 }), async (words, cut) => {
      const round = `${words} `;
      const looped = round.repeat(Math.ceil(700 / round.length));
      expect(await says('looping-text', prose + looped.slice(0, looped.length - Math.min(cut, words.length)))).toBe(
        true,
      );
    }),
    { numRuns: 40, seed: 7 },
  );
});

test.each([
  [prose.repeat(3).slice(0, -60), false],
  [`${prose}${'-'.repeat(500)}`, false],
  [`${prose}${'1 '.repeat(400)}`, false],
  [`${prose}${'| --- '.repeat(90)}`, false],
  [`${prose}${'No. '.repeat(100)}`, true],
  [`${'no '.repeat(60)}`, false],
])('looping-text in %#: %j', async (text, expected) => {
  expect(await says('looping-text', text)).toBe(expected);
});

const notes = Array.from(
  { length: 12 },
  (_, i) => `Note ${i}: the harbour is closed until the ice has gone from the bay.`,
);
const lines = Array.from(
  { length: 40 },
  (_, i) => `    print(value_${i}, end=end, file=file, flush=flush, sep=sep, mode=mode)`,
);
test.each([
  ['notes that differ in a number', notes.join(' '), true],
  ['a story', prose.slice(0, 190) + notes[0], false],
  ['code in a fence', `Like this:\n\n\`\`\`py\n${lines.join('\n')}\n\`\`\`\nThat was all of it.`, false],
  ['a table', `These are they:\n\n${notes.map((note) => `| ${note} |`).join('\n')}`, false],
])('repeated-phrases in %s', async (_name, text, expected) => {
  expect(await says('repeated-phrases', text)).toBe(expected);
});

describe('answers-cut-at-cap', () => {
  const rows = (lengths: readonly number[], end: string): object[] =>
    lengths.map((length, i) =>
      answer(`${`${i} `.repeat(length)}`.slice(0, length - end.length) + end, `Question ${i}`),
    );
  const spread = Array.from({ length: 200 }, (_, i) => 110 + i * 2);

  test.each([
    ['a spike without an end', [...rows(spread, '.'), ...rows(Array(20).fill(512), 'a')], 20],
    ['a spike in Chinese', [...rows(spread, '。'), ...rows(Array(20).fill(512), '的')], 20],
    ['a spike of whole sentences', [...rows(spread, '.'), ...rows(Array(20).fill(512), '.')], undefined],
    ['longer answers behind it', [...rows(spread, '.'), ...rows(Array(20).fill(150), 'a')], undefined],
    ['no spike', rows(spread, 'a'), undefined],
  ] as const)('%s', async (_name, records, expected) => {
    expect((await finding('answers-cut-at-cap', records, 'instruction-following'))?.count).toBe(expected);
  });
});

test.each([
  [['<think>a</think>b', '<think>c</think>d'], undefined],
  [['a', 'b <think> c'], undefined],
  [['<think>a</think>b', '\n\n<think>c</think>d', 'e'], 1],
  [['<think>a</think>b', 'c', 'd', 'e'], 1],
])('think-inconsistent in %j: %j', async (answers, expected) => {
  const rows = answers.map((text, i) => answer(text, `Question ${i}`));
  expect((await finding('think-inconsistent', rows, 'instruction-following'))?.count).toBe(expected);
});

test.each([
  ['one of two', 1, 1, 'info'],
  ['one of thousands', 1, 3000, 'info'],
  ['under 1 %', 3, 400, 'info'],
  ['two of some', 2, 40, 'warn'],
  ['two without among many with', 40, 2, 'warn'],
])('think-inconsistent, %s: %i and %i is %s', async (_name, thinking, silent, severity) => {
  const rows = Array.from({ length: thinking + silent }, (_, i) =>
    answer(i < thinking ? `<think>${i}</think>${i}` : `${i}`, `Question ${i}`),
  );
  expect((await finding('think-inconsistent', rows, 'instruction-following'))?.severity).toBe(severity);
});

describe('script-mix', () => {
  const latin = Array.from({ length: 30 }, (_, i) => answer(`Réponse ${i}`, `Une question ${i}`));
  const other = (question: string, text: string): object[] =>
    Array.from({ length: 3 }, (_, i) => answer(`${text} ${i}`, `${question} ${i}`));

  test.each([
    ['one script', latin, undefined],
    ['two scripts', [...latin, ...other('Что это', 'Это число')], 'Latin 90.9 %, Cyrillic 9.1 %'],
    ['kana and ideographs', [...latin, ...other('これは何ですか', 'これは数字です')], 'Latin 90.9 %, Japanese 9.1 %'],
    ['an answer in another script', [...latin, answer('Ответ', 'Une question')], 'Latin to Cyrillic'],
  ] as const)('%s', async (_name, rows, expected) => {
    const found = await finding('script-mix', rows, 'instruction-following');
    if (expected === undefined) expect(found).toBeUndefined();
    else expect(found?.message).toContain(expected);
  });
});

describe('one-opening', () => {
  const begin = (opening: string, i: number): object => ({
    messages: [
      { role: 'user', content: opening },
      { role: 'assistant', content: `Answer ${i}` },
    ],
  });
  const WORDS = ['amber', 'birch', 'cedar', 'daisy', 'ember', 'fern', 'grove', 'hazel', 'ivory', 'jade'];
  const many = (count: number, opening: (i: number) => string): object[] =>
    Array.from({ length: count }, (_, i) => begin(opening(i), i));

  test.each([
    ['all differ', many(30, (i) => `${WORDS[i % 10]} is ${i} years old today`), undefined, undefined],
    ['one dominates', many(30, (i) => (i < 10 ? `Hi, I want TO buy ${i}` : `No ${i} of the ${i}`)), 'warn', 10],
    ['many share theirs', many(30, (i) => `${WORDS[i % 10]} is what I look for, ${i}`), 'info', 30],
    ['few conversations', many(19, () => 'Hi'), undefined, undefined],
  ] as const)('%s', async (_name, rows, severity, count) => {
    const found = await finding('one-opening', rows, 'dialogue');
    expect([found?.severity, found?.count]).toEqual([severity, count]);
    expect(await finding('one-opening', rows, 'tool-calling')).toBeUndefined();
  });
});

test('answers made to be hard on a pattern are judged to their end', async () => {
  const hard = [
    `\`\`\`${' '.repeat(100_000)}x`,
    `${' '.repeat(100_000)}\`\`\`x`,
    `Copy code${'\n'.repeat(100_000)}&lt`,
    `<br ${'a '.repeat(50_000)}`,
    `{{${'\n'.repeat(100_000)}</`,
    `[INST]${'<'.repeat(100_000)}`,
    `<s>${'</s> '.repeat(20_000)}`,
    `<think>${'<think>'.repeat(20_000)}`,
    `I'm sorry${', '.repeat(50_000)}`,
    `${'a'.repeat(99_999)}b`,
    `### Instruction:${'\n#'.repeat(50_000)} Response:`,
  ];
  const turns = Array.from({ length: 20_000 }, (_, i) => ({
    role: i % 2 === 0 ? 'user' : 'assistant',
    content: i % 2 === 0 ? 'What now?' : 'This &amp; that',
  }));
  const rows = hard.map((text, i) => answer(text, `Question ${i}`));
  expect(await finding('unbalanced-code-fence', rows, 'instruction-following')).toBeDefined();
  expect((await finding('markup-junk', [{ messages: turns }], 'dialogue'))?.count).toBe(1);
  const last = { role: 'user', content: 'All of it in HTML.' };
  expect(await finding('markup-junk', [{ messages: [...turns, last] }], 'dialogue')).toBeUndefined();
}, 20_000);
