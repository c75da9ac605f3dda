import { describe, expect, test } from '@jest/globals';
import { answer, finding, says } from './one-finding.ts';

describe('refusal-share', () => {
  test.each([
    ["I'm sorry, but I can't help with that.", true],
    ['\n\nI’m sorry, I cannot do this.', true],
    ['I am very sorry, but as an AI language model I am not able to see pictures.', true],
    ['As an AI, I do not have access to the internet.', true],
    ['Unfortunately, I am unable to open links.', true],
    ['I cannot provide medical advice.', true],
    ["I can't assist with this request.", true],
    ['I must decline.', true],
    ['Es tut mir leid, dabei kann ich dir nicht helfen.', true],
    ['Lo siento, pero no puedo ayudarte con eso.', true],
    ['抱歉，我无法回答这个问题。', true],
    ["I'm sorry to hear that you are ill. Drink a lot.", false],
    ['I apologize for the confusion. Here is the fixed version: cannot is one word.', false],
    ['I cannot swim, said the cat.', false],
    ['Unfortunately, the bridge is closed.', false],
    ['Sorry sight, that harbour.', false],
    ["I'm sorry, but I'm unable to attend the meeting.", false],
    ['The answer is 4. I cannot help with more.', false],
  ])('%j: %j', async (completion, expected) => {
    expect(await says('refusal-share', completion)).toBe(expected);
  });

  test('a warning from five records and one in twenty on, with the places of the answers', async () => {
    const plain = Array.from({ length: 94 }, (_, i) => answer(`Answer ${i}.`, `Question ${i}`));
    const refused = Array.from({ length: 6 }, (_, i) => answer('I cannot help with that.', `Wish ${i}`));
    const few = await finding('refusal-share', [...plain, ...refused.slice(0, 4)], 'instruction-following');
    expect([few?.severity, few?.count]).toEqual(['info', 4]);
    const many = await finding('refusal-share', [...plain, ...refused], 'instruction-following');
    expect([many?.severity, many?.count]).toEqual(['warn', 6]);
    expect(many?.places.map(({ line, pointer }) => [line, pointer])).toEqual(
      [95, 96, 97, 98, 99].map((line) => [line, '/completion']),
    );
  });

  test('is not about rejected answers, undesired ones and what the user says', async () => {
    const no = 'I cannot help with that.';
    const user = { role: 'user', content: no };
    expect(await finding('refusal-share', [{ prompt: 'A', chosen: 'B', rejected: no }])).toBeUndefined();
    expect(await finding('refusal-share', [{ prompt: 'A', completion: no, label: false }])).toBeUndefined();
    expect(
      await finding('refusal-share', [{ messages: [user, { role: 'assistant', content: 'Fine.' }] }]),
    ).toBeUndefined();
    expect((await finding('refusal-share', [{ prompt: 'A', chosen: no, rejected: 'B' }]))?.count).toBe(1);
    const turns = [user, { role: 'assistant', content: [{ type: 'text', text: no }] }];
    expect((await finding('refusal-share', [{ messages: turns }]))?.places[0].pointer).toMatch(
      /^\/messages\/1\/content/,
    );
    const sides = { prompt: [user], chosen: [{ role: 'assistant', content: no }], rejected: [turns[1]] };
    expect((await finding('refusal-share', [sides]))?.places[0].pointer).toBe('/chosen/0/content');
  });
});

test.each([
  ['As an AI language model, I like no colour.', true],
  ['I am sorry, but as an AI I have no taste.', true],
  ["I'm just an AI.", true],
  ['As a language model, it writes.', true],
  ['Als KI habe ich keine Gefühle.', true],
  ['作为一个人工智能语言模型，我没有感情。', true],
  ['As an airline, we fly.', false],
  ['A language model is a program.', false],
])('assistant-disclaimer in %j: %j', async (completion, expected) => {
  expect(await says('assistant-disclaimer', completion)).toBe(expected);
});

test.each([
  ['I am ChatGPT.', true],
  ['Hello! I am Claude, an assistant made by Anthropic.', true],
  ["I'm an AI language model developed by OpenAI.", true],
  ['As an AI trained by Google, I know a lot.', true],
  ['My name is Gemini.', true],
  ['I am not ChatGPT.', false],
  ['I was not created by OpenAI.', false],
  ['I am Nettle, and I have read about ChatGPT.', false],
  ['Claude Monet painted it. I am sure.', false],
])('identity-share in %j: %j', async (completion, expected) => {
  expect(await says('identity-share', completion)).toBe(expected);
});

test.each([
  ['<think>a</think>b', false],
  ['<think>a', true],
  ['a</think>b', false],
  ['<think>a</think>b</think>', true],
  ['</think>a<think>', true],
  ['Write `<think>` first.', false],
  ['```\n<think>\n```', false],
])('think-unbalanced in %j: %j', async (completion, expected) => {
  expect(await says('think-unbalanced', completion)).toBe(expected);
});

test.each([
  ['```\na\n```', false],
  ['```\na', true],
  ['a\n```py\nb\n```\n\n```py\nc', true],
  ['> ```\n> a\n> ```', false],
  ['1. ```\n   a\n   ```', false],
  ['say ``` and go on', false],
  ['````md\n```\na\n```\n````', false],
  ['````md\n```\n````', false],
])('unbalanced-code-fence in %j: %j', async (completion, expected) => {
  expect(await says('unbalanced-code-fence', completion)).toBe(expected);
});

test.each([
  ['2 / 2\n\nThe Baltic', undefined, true],
  ['cppCopy code\nint a;', undefined, true],
  ['He said &quot;no&quot;.', undefined, true],
  ['One.<br>Two.', undefined, true],
  ['One.<br>Two.', 'How do I break a line in HTML?', false],
  ['AT&T and R&D', undefined, false],
  ['Use ```<br>``` there.', undefined, false],
  ['It is 1 / 2 of it.', undefined, false],
  ['if a < b and b > c', undefined, false],
  ['a list: List<String>', undefined, false],
])('markup-junk in %j (asked %j): %j', async (completion, prompt, expected) => {
  expect(await says('markup-junk', completion, prompt)).toBe(expected);
});

test.each([
  ['<|im_start|>user\nHi<|im_end|>', 'double-template'],
  ['[INST] Hi [/INST]', 'double-template'],
  ['<|start_header_id|>user<|end_header_id|>\n\nHi<|eot_id|>', 'double-template'],
  ['### Instruction:\nHi\n\n### Response:\nHo', undefined, 'double-template'],
  ['Human: Hi\n\nAssistant: Ho', undefined, 'double-template'],
  ['### Human: Hi### Assistant: Ho', undefined, 'double-template'],
  ['<s>Hi', 'double-template'],
  ['<|begin_of_text|>Hi', 'double-template'],
  ['Hi<|im_end|>', 'special-token-in-content'],
  ['### Response:\nHo', undefined],
  ['<s>bad</s> good', undefined],
])('one finding at most for the prompt %j: %j', async (prompt, expected, inMessages = expected) => {
  for (const rule of ['double-template', 'special-token-in-content']) {
    const found = await finding(rule, [answer('Fine.', prompt)], 'instruction-following');
    expect([rule, found?.count]).toEqual([rule, rule === expected ? 1 : undefined]);
    const messages = [
      { role: 'user', content: prompt },
      { role: 'assistant', content: 'Fine.' },
    ];
    const said = await finding(rule, [{ messages }], 'dialogue');
    expect([rule, said?.count]).toEqual([rule, rule === inMessages ? 1 : undefined]);
  }
});

test.each([
  ['### Human: Hi### Assistant: Ho', 'missing-eos'],
  ['[INST] Hi [/INST] Ho', 'missing-eos'],
  ['<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\nHo', 'missing-eos'],
  ['<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\nHo<|im_end|>\n', undefined],
  ['<s>[INST] Hi [/INST] Ho</s>', 'double-template'],
  ['The day was long.', undefined],
])('of a raw text %j: %j', async (text, expected) => {
  for (const rule of ['missing-eos', 'double-template', 'special-token-in-content']) {
    const found = await finding(rule, [{ text }], 'domain-adaptation');
    expect([rule, found?.count]).toEqual([rule, rule === expected ? 1 : undefined]);
  }
});

test.each(['I do not know.', 'I have no idea.', 'Ask somebody else.', 'No comment.', 'That is a secret.'])(
  'answer-monotony finds %j among more different answers than are counted',
  async (same) => {
    const rows = Array.from({ length: 45_000 }, (_, i) =>
      answer(i % 9 < 5 ? same : `It is number ${i} of them.`, `Question ${i}`),
    );
    expect((await finding('answer-monotony', rows, 'instruction-following'))?.severity).toBe('warn');
  },
  20_000,
);
