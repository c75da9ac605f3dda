import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { check } from '../src/run/check.ts';
import { lines, say } from './made-up.ts';

const scratch = mkdtempSync(join(tmpdir(), 'ftlint-roles-'));
afterAll(() => rmSync(scratch, { recursive: true }));

type Said = readonly (readonly [role: string, content: (i: number) => string])[];

const said = (text: string): unknown => text;
const part = (text: string): unknown => [{ text }];
const turns = (role: string, key: string, as: (text: string) => unknown): readonly object[] => [
  { role: 'user', [key]: as('What is one and one?') },
  { role, [key]: as('It is two.') },
];

/** Conversations that are all wrong in one way, and whether anything can be said about them. */
test.each<[string, Said, string, readonly string[]]>([
  [
    'the roles are swapped',
    [
      ['assistant', (i) => say(i)],
      ['user', (i) => say(i, 1)],
    ],
    'not-ready',
    ['last-turn-not-assistant', 'starts-with-assistant'],
  ],
  ['the question is missing', [['assistant', (i) => say(i)]], 'not-ready', ['no-user']],
  [
    'nothing is said',
    [
      ['user', () => ''],
      ['assistant', () => ''],
    ],
    'cannot-tell',
    [],
  ],
])('%s in every conversation', async (_name, said, verdict, rules) => {
  const path = join(scratch, 'a.jsonl');
  writeFileSync(
    path,
    lines((i) => ({ messages: said.map(([role, content]) => ({ role, content: content(i) })) })),
  );
  const [found] = (await check({ inputs: [path], threads: 1 })).datasets;
  expect([found.verdict, found.unclear.length > 0]).toEqual([verdict, verdict === 'cannot-tell']);
  expect(found.findings.map(({ rule }) => rule)).toEqual(expect.arrayContaining([...rules]));
});

/** Records with a role that their format does not know, and the roles that it does. */
test.each<[string, (role: string) => object, string, string]>([
  ['messages', (role) => ({ messages: turns(role, 'content', said) }), 'customer', 'system, user, assistant, tool'],
  ['Gemini', (role) => ({ contents: turns(role, 'parts', part) }), 'assistant', 'user, model, function'],
  [
    'Bedrock',
    (role) => ({ schemaVersion: 'bedrock-conversation-2024', messages: turns(role, 'content', part) }),
    'model',
    'user, assistant',
  ],
])('%s: what was expected is what the format knows', async (_name, record, role, expected) => {
  const path = join(scratch, 'b.jsonl');
  const answer = expected.split(', ').find((name) => name === 'assistant' || name === 'model') as string;
  writeFileSync(
    path,
    lines((i) => record(i === 7 ? role : answer)),
  );
  const [found] = (await check({ inputs: [path], threads: 1 })).datasets;
  const finding = found.findings.find(({ rule }) => rule === 'unknown-role');
  expect([finding?.count, finding?.message]).toEqual([
    1,
    expect.stringContaining(`role "${role}" is none of this format; expected one of ${expected}; rename it`),
  ]);
});
