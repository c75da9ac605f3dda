import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { check } from '../src/run/check.ts';
import { asked, code, lines, long, say, type Row } from './made-up.ts';

const scratch = mkdtempSync(join(tmpdir(), 'ftlint-columns-'));
afterAll(() => rmSync(scratch, { recursive: true }));

async function read(row: Row) {
  const path = join(scratch, 'a.jsonl');
  writeFileSync(path, lines(row));
  return (await check({ inputs: [path] })).datasets[0];
}

/** What is not read as it stands, and what is said then. */
const UNREAD: readonly (readonly [name: string, says: RegExp, row: Row])[] = [
  [
    'MMLU',
    /multiple choice \(`choices`\)/,
    (i) => ({ question: say(i), subject: ['a', 'b'][i % 2], choices: ['w', 'x', 'y', 'z'], answer: i % 4 }),
  ],
  [
    'RACE',
    /multiple choice \(`options`\)/,
    (i) => ({ article: long(i), answer: 'ABCD'[i % 4], question: say(i), options: ['a', 'b'] }),
  ],
  [
    'HellaSwag',
    /multiple choice \(`endings`\)/,
    (i) => ({ ctx: say(i), endings: [say(i, 1), say(i, 2)], label: `${i % 4}` }),
  ],
  [
    'MedMCQA',
    /multiple choice \(`opa`\)/,
    (i) => ({ question: say(i), opa: say(i, 1, 2), opb: say(i, 2, 2), cop: i % 4, exp: long(i) }),
  ],
  [
    'APPS',
    /`solutions` holds several answers/,
    (i) => ({ question: long(i), solutions: JSON.stringify([code(i)]), difficulty: ['easy', 'hard'][i % 2] }),
  ],
  ['translations', /`translation` holds texts by language/, (i) => ({ translation: { en: say(i), fr: say(i, 1) } })],
  [
    'OpenAssistant trees',
    /trees of messages/,
    (i) => ({ message_tree_id: `${i}`, prompt: { text: say(i), replies: [{ text: say(i, 1), replies: [] }] } }),
  ],
  [
    'OpenAssistant messages',
    /trees of messages/,
    (i) => ({
      message_id: `${i}`,
      parent_id: `${i - 1}`,
      text: long(i),
      role: 'prompter',
      message_tree_id: `${i >> 1}`,
    }),
  ],
  [
    'OpenAssistant messages without the tree',
    /one message a row \(`role` beside `parent_id`\)/,
    (i) => ({ message_id: `${i}`, parent_id: `${i - 1}`, text: long(i), role: ['prompter', 'assistant'][i % 2] }),
  ],
  [
    'turns of conversations, one a row',
    /one message a row \(`role` beside `conversation_id`\)/,
    (i) => ({ conversation_id: `${i >> 1}`, content: long(i), role: ['user', 'assistant'][i % 2] }),
  ],
  [
    'a list of 0 and 1 for each class',
    /`labels` are lists of 4 numbers, each 0 or 1: a place in the list is a class/,
    (i) => ({ text: say(i), labels: [i % 2, (i >> 1) % 2, (i >> 2) % 2, 1] }),
  ],
  [
    'a list of true and false for each class',
    /`labels` are lists of 3 numbers, each 0 or 1/,
    (i) => ({ text: say(i), labels: [i % 2 === 0, i % 3 === 0, false] }),
  ],
  [
    'lists of 0 and 1 of which some are cut',
    /`labels` are lists of 4 numbers, each 0 or 1: .*; 6 of the first 60 have another length/,
    (i) => ({ text: say(i), labels: [i % 2, 0, 1, 1].slice(i % 10 === 9 ? 1 : 0) }),
  ],
  [
    'unanswered messages beside something',
    /no conversation is answered, and `sauce`/,
    (i) => ({ messages: asked(i), sauce: say(i, 1) }),
  ],
  ['MT-Bench', /not recognised/, (i) => ({ question_id: i, category: 'w', turns: [say(i), say(i, 1)] })],
];

test.each(UNREAD)('%s are not read, and it is said why', async (_name, says, row) => {
  const found = await read(row);
  expect(found.verdict).toBe('cannot-tell');
  expect(found.unclear.join('; ')).toMatch(says);
});

/** Lists that look like it and are labels by their ids. */
const IDS: readonly (readonly [name: string, row: Row])[] = [
  ['two classes, one or both of which hold', (i) => ({ text: say(i), labels: [[0], [1], [0, 1]][i % 3] })],
  [
    'ids above one',
    (i) => ({
      text: say(i),
      labels: [
        [0, 1],
        [1, 2],
        [0, 2],
      ][i % 3],
    }),
  ],
  [
    'words',
    (i) => ({
      text: say(i),
      labels: [
        ['0', 'a'],
        ['1', 'b'],
      ][i % 2],
    }),
  ],
];

test.each(IDS)('label lists of %s are read', async (_name, row) => {
  expect((await read(row)).unclear.join('; ')).not.toMatch(/each 0 or 1/);
});
