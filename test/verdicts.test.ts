import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { check } from '../src/run/check.ts';

const scratch = mkdtempSync(join(tmpdir(), 'ftlint-verdicts-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const asLines = (wanted: unknown, unwanted: unknown): string =>
  Array.from({ length: 40 }, (_, i) =>
    JSON.stringify({ prompt: `Question ${i}`, completion: `Answer ${i}.`, label: i % 4 === 0 ? unwanted : wanted }),
  ).join('\n');
const asTable = (wanted: string, unwanted: string): string =>
  `prompt,completion,label\n${Array.from({ length: 40 }, (_, i) => `Question ${i},Answer ${i}.,${i % 4 === 0 ? unwanted : wanted}\n`).join('')}`;

/** Only booleans reach the balance: a verdict of another type is an error that comes first. */
test.each([
  ['booleans', 'a.jsonl', asLines(true, false), ['kto-balance']],
  ['words', 'b.jsonl', asLines('True', 'False'), ['kto-label-not-boolean']],
  ['numbers', 'c.jsonl', asLines(1, 0), ['kto-label-not-boolean']],
  ['words in lower case', 'd.jsonl', asLines('true', 'false'), ['kto-label-not-boolean']],
  ['a table of True, whose cells are strings', 'e.csv', asTable('True', 'False'), ['kto-label-not-boolean']],
])('verdicts as %s', async (_name, file, bytes, expected) => {
  const path = join(scratch, file);
  writeFileSync(path, bytes);
  const { datasets } = await check({ inputs: [path], threads: 1 });
  const rules = datasets[0].findings.map(({ rule }) => rule).filter((rule) => rule.startsWith('kto-'));
  expect(rules).toEqual(expected);
});
