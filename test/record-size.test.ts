import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { check } from '../src/run/check.ts';

const scratch = mkdtempSync(join(tmpdir(), 'ftlint-size-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const LONG = 'x'.repeat(11 << 20);
const SHORT = 'x'.repeat(2 << 20);

test.each([
  ['lines of JSON', 'huge.jsonl', `{"prompt":"a","completion":"b"}\n{"prompt":"c","completion":"${LONG}"}\n`, 'error'],
  ['an array', 'huge.json', `[{"prompt":"a","completion":"b"},{"prompt":"c","completion":"${LONG}"}]`, 'error'],
  ['a table', 'huge.csv', `prompt,completion\na,b\nc,${LONG}\n`, 'warn'],
  ['lines of JSON below the block', 'large.jsonl', `{"prompt":"c","completion":"${SHORT}"}\n`, 'warn'],
])('a record above 10 MiB is an error where JSON is read in blocks: %s', async (_name, file, bytes, severity) => {
  const path = join(scratch, file);
  writeFileSync(path, bytes);
  const { datasets } = await check({ inputs: [path], threads: 1 });
  const found = datasets[0].findings.find(({ rule }) => rule === 'record-too-large');
  expect(found?.severity).toBe(severity);
  expect(/json|Arrow says/i.test(found?.message ?? '')).toBe(severity === 'error');
});
