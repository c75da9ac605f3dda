import { describe, expect, test } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cwd, plan, report } from './plan-run.ts';

const question = (i: number): string => `please ${['cancel', 'change', 'track'][i % 3]} my order number ${i}`;
const label = (i: number): string => ['cancel_order', 'change_order', 'track_order'][i % 3];
const rows = Array.from({ length: 90 }, (_, i) => i);
writeFileSync(join(cwd, 'classes.csv'), ['text,category', ...rows.map((i) => `${question(i)},${label(i)}`)].join('\n'));
writeFileSync(join(cwd, 'classes.json'), JSON.stringify({ train: rows.map((i) => [question(i), label(i)]) }));
writeFileSync(
  join(cwd, 'numbers.jsonl'),
  rows.map((i) => `${JSON.stringify({ text: question(i), label: i % 3 })}\n`).join(''),
);

describe('rows that no assumed trainer reads as they are', () => {
  test.each(['classes.csv', 'classes.json', 'numbers.jsonl'])(
    '%s is planned by itself, with its labels',
    async (file) => {
      const { data, notes } = await report(`${file} --model 7B --tokenizer o200k_base`);
      expect(data).toMatchObject({ target: 'rows', rows: 90, records: 90, learns: 'all', error: 0, hosted: false });
      expect(data!.trainedTokens).toBe(data!.tokens);
      expect(notes.join('\n')).toContain('the rows are planned by themselves');
      const { out } = await plan(`${file} --model 7B`, 200);
      expect(out).toContain('  90 rows, planned by themselves: about');
    },
  );

  test('a label is as long as its text, and a number one token', async () => {
    const tokens = async (file: string): Promise<number> =>
      (await report(`${file} --model 7B --tokenizer o200k_base`)).data!.tokens;
    const [text, numbers] = [await tokens('classes.csv'), await tokens('numbers.jsonl')];
    expect(await tokens('classes.json')).toBe(text);
    // Each label has two words.
    expect(text - numbers).toBeGreaterThanOrEqual(90);
  });

  test('with --for the reason of the check is said', async () => {
    const { code, err } = await plan('classes.csv --model 7B --for transformers-classification');
    expect(code).toBe(2);
    expect(err).toContain('the run ends at 90 of 90 rows');
    expect(err).toContain('the key "label"');
    expect(err).toContain('ftlint check classes.csv --for transformers-classification');
  });

  test('standard input is read twice, under its name', async () => {
    const stdin = `text,category\n${rows.map((i) => `${question(i)},${label(i)}\n`).join('')}`;
    const { code, out } = await plan('- --stdin-filename x.csv --model 7B', 120, undefined, stdin);
    expect([code, out]).toEqual([0, expect.stringContaining('90 rows, planned by themselves')]);
    const { err } = await plan('classes.csv --stdin-filename x.csv --model 7B');
    expect(err).toContain('--stdin-filename names the input -');
  });
});
