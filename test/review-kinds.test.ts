import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import type { SampleKind } from '../src/core/record.ts';
import { visible } from '../src/reporters/visible.ts';
import { review } from './review-run.ts';
import { cases, hasCases } from './shared.ts';

const folder = mkdtempSync(join(tmpdir(), 'ftlint-kinds-'));

/** The parts of each record of a page: name, text. */
function partsOn(page: string): readonly (readonly (readonly [string, string])[])[] {
  const sections = page.split(/^## (?=\d+\. )/m).slice(1);
  return sections.map((section) =>
    [...section.matchAll(/^(\S.*):\n\n(~{3,})text\n([\s\S]*?)\n\2$/gm)].flatMap(([, name, , text]) =>
      name === 'Found' ? [] : [[name, text] as const],
    ),
  );
}

async function partsOf(name: string, text: string, ...flags: readonly string[]): Promise<unknown> {
  writeFileSync(join(folder, name), text);
  const { code, out, err } = await review([name, '--n', '1', ...flags], folder);
  expect([code, err]).toEqual([0, '']);
  return partsOn(out)[0];
}

const Q = { role: 'user', content: 'Q?' };
const A = { role: 'assistant', content: 'A.' };
const B = { role: 'assistant', content: 'B.' };
const BASE64 = `data:image/png;base64,${'aGVsbG8x'.repeat(40)}`;

type Row = readonly [title: string, row: object, parts: readonly (readonly [string, string])[]];
/** By kind of sample: a kind that is new does not compile here. */
const KINDS: Readonly<Record<SampleKind, readonly Row[]>> = {
  'labelled-text': [
    [
      'text and label',
      { text: 'T', label: 'spam', id: 7 },
      [
        ['Text', 'T'],
        ['Label', 'spam'],
        ['Other fields', 'id: 7'],
      ],
    ],
    [
      'a number',
      { review: 'T', stars: 3 },
      [
        ['Text (review)', 'T'],
        ['Label (stars)', '3'],
      ],
    ],
    [
      'labels',
      { text: 'T', labels: ['a', 'b'] },
      [
        ['Text', 'T'],
        ['Label (labels)', 'a, b'],
      ],
    ],
    [
      'no label',
      { text: 'T', labels: [] },
      [
        ['Text', 'T'],
        ['Label (labels)', '(an empty list: no label applies)'],
      ],
    ],
    [
      'two texts',
      { premise: 'P', hypothesis: 'H', label: 'neutral' },
      [
        ['Text (premise)', 'P'],
        ['Second text (hypothesis)', 'H'],
        ['Label', 'neutral'],
      ],
    ],
  ],
  pair: [
    [
      'prompt and completion',
      { prompt: 'Q', completion: 'A' },
      [
        ['Prompt', 'Q'],
        ['Answer (completion)', 'A'],
      ],
    ],
    [
      'instruction, system, history',
      { instruction: 'I', input: 'C', output: 'O', system: 'S', history: [['q', 'a']] },
      [
        ['system', 'S'],
        ['history', '[["q", "a"]]'],
        ['Prompt (instruction)', 'I'],
        ['Context (input)', 'C'],
        ['Answer (output)', 'O'],
      ],
    ],
    [
      'a blank context',
      { instruction: 'I', input: '', output: 'O' },
      [
        ['Prompt (instruction)', 'I'],
        ['Answer (output)', 'O'],
      ],
    ],
    [
      'a blank answer',
      { prompt: 'Q', completion: ' ' },
      [
        ['Prompt', 'Q'],
        ['Answer (completion)', '(blank)'],
      ],
    ],
    [
      'several answers',
      { question: 'Q', answers: ['A', 'B'] },
      [
        ['Prompt (question)', 'Q'],
        ['Answer (answers)', '1. A\n2. B'],
      ],
    ],
    [
      'messages on both sides',
      { prompt: [Q], completion: [A] },
      [
        ['Prompt', 'user: Q?'],
        ['Answer (completion)', 'assistant: A.'],
      ],
    ],
    [
      'an image',
      {
        prompt: [
          { type: 'text', text: 'Q' },
          { type: 'image_url', image_url: { url: BASE64 } },
        ],
        completion: 'A',
      },
      [
        ['Prompt', `Q\n[image_url: {url: "(${BASE64.length} characters of encoded data)"}]`],
        ['Answer (completion)', 'A'],
      ],
    ],
    [
      'a summary',
      { article: 'Long', summary: 'Short' },
      [
        ['Prompt (article)', 'Long'],
        ['Answer (summary)', 'Short'],
      ],
    ],
  ],
  conversation: [
    [
      'roles',
      { messages: [{ role: 'system', content: 'S' }, Q, A] },
      [['Conversation (messages)', 'system: S\nuser: Q?\nassistant: A.']],
    ],
    [
      'calls, weights, tools, images',
      {
        messages: [
          { role: 'user', content: 'look\nthere' },
          {
            role: 'assistant',
            content: null,
            weight: 0,
            tool_calls: [{ id: 'c1', function: { name: 'f', arguments: '{"a":1}' } }],
          },
          { role: 'tool', tool_call_id: 'c1', content: 'r' },
          { role: 'assistant', content: 'done', reasoning_content: 'as r says' },
        ],
        tools: [{ type: 'function', function: { name: 'f', parameters: {} } }],
        images: ['a.png'],
      },
      [
        ['tools', '1. {type: "function", function: {name: "f", parameters: {}}}'],
        [
          'Conversation (messages)',
          'user: look\nthere\n\nassistant: [weight: 0]\n[tool_calls: [{id: "c1", function: {name: "f", arguments: {"a":1}}}]]\n\ntool: r\n[tool_call_id: c1]\n\nassistant: done\n[reasoning_content: as r says]',
        ],
        ['images', 'a.png'],
      ],
    ],
    [
      'from and value',
      {
        system: 'S',
        conversations: [
          { from: 'human', value: 'Q' },
          { from: 'gpt', value: 'A' },
        ],
      },
      [
        ['system', 'S'],
        ['Conversation (conversations)', 'human: Q\ngpt: A'],
      ],
    ],
    ['roles by place', { conversations: ['Q', 'A'] }, [['Conversation (conversations)', 'user: Q\nassistant: A']]],
    ['roles by key', { conversation: [{ human: 'Q', assistant: 'A' }] }, [['Conversation', 'user: Q\nassistant: A']]],
    [
      'parts',
      {
        systemInstruction: { parts: [{ text: 'S' }] },
        contents: [
          { role: 'user', parts: [{ text: 'Q' }] },
          { role: 'model', parts: [{ functionCall: { name: 'f', args: {} } }] },
        ],
      },
      [
        ['systemInstruction', 'S'],
        ['Conversation (contents)', 'user: Q\nmodel: [functionCall: {name: "f", args: {}}]'],
      ],
    ],
  ],
  preference: [
    [
      'three texts',
      { prompt: 'Q?', chosen: 'good', rejected: 'bad' },
      [
        ['Prompt', 'Q?'],
        ['Chosen', 'good'],
        ['Rejected', 'bad'],
      ],
    ],
    [
      'two conversations',
      { chosen: [Q, A], rejected: [Q, B], score: 4 },
      [
        ['Prompt', 'user: Q?'],
        ['Chosen', 'assistant: A.'],
        ['Rejected', 'assistant: B.'],
        ['Other fields', 'score: 4'],
      ],
    ],
    [
      'several turns before',
      {
        prompt: [{ role: 'system', content: 'S' }, Q, A, { role: 'user', content: 'And?' }],
        chosen: [A],
        rejected: [B],
      },
      [
        ['Prompt', 'system: S\nuser: Q?\nassistant: A.\nuser: And?'],
        ['Chosen', 'assistant: A.'],
        ['Rejected', 'assistant: B.'],
      ],
    ],
    [
      'messages as objects',
      {
        conversations: [{ from: 'human', value: 'Q' }],
        chosen: { from: 'gpt', value: 'A' },
        rejected: { from: 'gpt', value: 'B' },
      },
      [
        ['Prompt (conversations)', 'human: Q'],
        ['Chosen', 'gpt: A'],
        ['Rejected', 'gpt: B'],
      ],
    ],
    [
      'OpenAI',
      { input: { messages: [Q], tools: [{ name: 'f' }] }, preferred_output: [A], non_preferred_output: [B] },
      [
        ['Prompt (input)', 'user: Q?\n[tools: [{name: "f"}]]'],
        ['Chosen (preferred_output)', 'assistant: A.'],
        ['Rejected (non_preferred_output)', 'assistant: B.'],
      ],
    ],
    [
      'a rejected answer beside a conversation',
      { messages: [Q, A], rejected_response: 'B' },
      [
        ['Prompt (messages)', 'user: Q?'],
        ['Chosen (messages)', 'assistant: A.'],
        ['Rejected (rejected_response)', 'B'],
      ],
    ],
  ],
  unpaired: [
    [
      'not desired',
      { prompt: 'Q', completion: 'A', label: false },
      [
        ['Prompt', 'Q'],
        ['Answer (completion)', 'A'],
        ['Label', 'false (not desired)'],
      ],
    ],
    [
      'desired, with a context',
      { instruction: 'Q', input: 'C', output: 'A', kto_tag: true },
      [
        ['Prompt (instruction)', 'Q'],
        ['input', 'C'],
        ['Answer (output)', 'A'],
        ['Label (kto_tag)', 'true (desired)'],
      ],
    ],
    [
      'a conversation',
      { messages: [Q, B, Q, A], label: false },
      [
        ['Prompt (messages)', 'user: Q?\nassistant: B.\nuser: Q?'],
        ['Answer (messages)', 'assistant: A.'],
        ['Label', 'false (not desired)'],
      ],
    ],
  ],
  text: [
    [
      'a text',
      { text: 'words', source: 'web' },
      [
        ['Text', 'words'],
        ['Other fields', 'source: web'],
      ],
    ],
  ],
  prompt: [
    [
      'messages',
      { prompt: [Q], answer: '4' },
      [
        ['Prompt', 'user: Q?'],
        ['Reference (answer)', '4'],
      ],
    ],
    [
      'a question',
      { problem: 'Q', ground_truth: { value: 4 } },
      [
        ['Prompt (problem)', 'Q'],
        ['Reference (ground_truth)', 'value: 4'],
      ],
    ],
  ],
  tuple: [
    [
      'negatives',
      { anchor: 'A', positive: 'P', negative_1: 'N', negative_2: 'M' },
      [
        ['Anchor', 'A'],
        ['Positive', 'P'],
        ['Negative (negative_1)', 'N'],
        ['Negative (negative_2)', 'M'],
      ],
    ],
    [
      'passages',
      { query: 'Q', positive_passages: [{ docid: '1', title: 'T', text: 'P' }], negative_passages: [] },
      [
        ['Anchor (query)', 'Q'],
        ['Positive (positive_passages)', '1. docid: 1\n   title: T\n   text: P'],
      ],
    ],
    [
      'a score',
      { sentence1: 'A', sentence2: 'B', score: 0.5 },
      [
        ['Text (sentence1)', 'A'],
        ['Second text (sentence2)', 'B'],
        ['Score', '0.5'],
      ],
    ],
  ],
  tagged: [
    [
      'words',
      { tokens: ['Acme', 'paid'], ner_tags: ['B-ORG', 'O'] },
      [
        ['Words (tokens)', 'Acme paid'],
        ['Tags (ner_tags)', 'Acme  B-ORG\npaid  O'],
      ],
    ],
  ],
  'token-ids': [
    [
      'ids',
      { input_ids: [1, 2], labels: [-100, 2], attention_mask: [1, 1] },
      [
        ['Token ids, without a text to read (input_ids)', '[1, 2]'],
        ['Labels', '[-100, 2]'],
        ['Mask (attention_mask)', '[1, 1]'],
      ],
    ],
  ],
  stepwise: [
    [
      'steps',
      { prompt: 'Q', completions: ['one', 'two'], labels: [true, false] },
      [
        ['Prompt', 'Q'],
        ['Steps with labels (completions)', '1. [true] one\n2. [false] two'],
      ],
    ],
  ],
  segments: [
    [
      'segments',
      {
        segments: [
          { label: false, text: 'Q' },
          { label: true, text: 'A' },
        ],
      },
      [['Segments', '[not trained] Q\n[trained] A']],
    ],
  ],
};

describe('each part of a record stands under its own name', () => {
  const all = Object.entries(KINDS).flatMap(([kind, rows]) => rows.map((row) => [kind, ...row] as const));
  test.each(all)('%s: %s', async (_kind, _title, row, parts) => {
    // A file of one line may be one list of rows.
    expect(await partsOf('one.jsonl', `${JSON.stringify(row)}\n`.repeat(2))).toEqual(parts);
  });

  test.each<[string, string, readonly (readonly [string, string])[]]>([
    ['a table', 'alpha,beta\n1,"two\nlines"\n', [['Record', 'alpha: 1\nbeta: two\n  lines']]],
    ['an unknown shape', '[{"alpha":{"b":[1,2]}}]', [['Record', 'alpha: b: [1, 2]']]],
    ['an object', '[{"alpha":{"b":1,"c":2}}]', [['Record', 'alpha:\n  b: 1\n  c: 2']]],
    ['a value', '["a text"]', [['Record', 'a text']]],
  ])('a record that fits no format: %s', async (name, text, parts) => {
    expect(await partsOf(name === 'a table' ? 'x.csv' : 'x.json', text)).toEqual(parts);
  });
});

/** All texts of a value. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

const formats = fileURLToPath(new URL('../fixtures/formats', import.meta.url));
const files = readdirSync(formats).flatMap((name) =>
  readdirSync(join(formats, name)).flatMap((file) => (file.endsWith('.jsonl') ? [join(name, file)] : [])),
);

test.each(files)('%s: no text of a record is missing on the page', async (file) => {
  const rows = readFileSync(join(formats, file), 'utf8').split('\n').filter(Boolean);
  const { out } = await review([file, '--n', '100'], formats);
  const sections = out.split(/^## (?=\d+\. )/m).slice(1);
  expect(sections.length).toBeGreaterThan(4);
  for (const section of sections) {
    const line = Number(/^\d+\. .*:(\d+) /.exec(section)?.[1]);
    for (const text of textsIn(JSON.parse(rows[line - 1])))
      for (const piece of text.split('\n').filter((one) => one.trim() !== '')) {
        // That a part is text needs no word.
        const isShown = [visible(piece), JSON.stringify(piece).slice(1, -1)].some((one) => section.includes(one));
        if (!isShown && piece !== 'text') expect(section).toContain(piece);
      }
  }
});

test.each([
  ['llamafactory/dpo_en_demo.json', ['Prompt (conversations)', 'Chosen', 'Rejected']],
  ['torchtune/hh_rlhf_tiny.json', ['Prompt', 'Chosen', 'Rejected']],
  ['torchtune/stack_exchange_paired_tiny.json', ['Prompt (question)', 'Chosen (response_j)', 'Rejected (response_k)']],
  ['llamafactory/kto_en_demo.json', ['Prompt (messages)', 'Answer (messages)', 'Label']],
])('real data, %s: %s', async (file, names) => {
  const path = join(cases, 'real', file);
  if (!hasCases() || !existsSync(path)) return;
  const { out } = await review([path, '--n', '3'], folder);
  for (const parts of partsOn(out)) expect(parts.map(([name]) => name)).toEqual(expect.arrayContaining([...names]));
});
