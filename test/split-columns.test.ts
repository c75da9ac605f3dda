import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { check } from '../src/run/check.ts';
import { lines, long, type Row, say } from './made-up.ts';

const scratch = mkdtempSync(join(tmpdir(), 'ftlint-split-columns-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const label = (i: number): string => ['a', 'b'][i % 2];

/** Columns of two splits, and what is said of the second. */
test.each<[string, Row, Row, readonly string[]]>([
  [
    'the text has another name',
    (i) => ({ text: say(i), label: label(i) }),
    (i) => ({ sentence: say(i, 1), label: label(i) }),
    ['warn 60 test: only here "sentence", only in train "text"'],
  ],
  [
    'a column that the format does not know is gone',
    (i) => ({ prompt: say(i), completion: say(i, 1), weather: 'w' }),
    (i) => ({ prompt: say(i, 2), completion: say(i, 3) }),
    ['warn 60 test: only in train "weather"'],
  ],
  [
    'another kind of record',
    (i) => ({ prompt: say(i), completion: say(i, 1) }),
    (i) => ({ text: long(i) }),
    ['warn 60 test: only here "text", only in train "completion", "prompt"'],
  ],
  [
    'a column on the side is new',
    (i) => ({ prompt: say(i), completion: say(i, 1) }),
    (i) => ({ prompt: say(i, 2), completion: say(i, 3), id: i }),
    ['info 60 test: only here "id"'],
  ],
  [
    'the same columns in another order',
    (i) => ({ prompt: say(i), completion: say(i, 1) }),
    (i) => ({ completion: say(i, 2), prompt: say(i, 3) }),
    [],
  ],
])('%s', async (_name, train, test_, expected) => {
  const [a, b] = ['train.jsonl', 'test.jsonl'].map((name) => join(scratch, name));
  writeFileSync(a, lines(train));
  writeFileSync(b, lines(test_));
  const { datasets } = await check({ inputs: [scratch], threads: 1 });
  expect(datasets).toHaveLength(1);
  const said = datasets[0].findings
    .filter(({ rule }) => rule === 'inconsistent-keys')
    .map(({ severity, count, message }) => `${severity} ${count} ${message.split(';', 1)[0]}`);
  expect(said).toEqual(expected);
  // The place is in the file whose columns differ.
  for (const { rule, places } of datasets[0].findings)
    if (rule === 'inconsistent-keys') expect(places.map(({ path }) => path)).toEqual([b]);
});
