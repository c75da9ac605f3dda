import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { check } from '../src/api.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

describe('the library', () => {
  test("README's example runs against the built package and prints what it says", async () => {
    const code = /```js\n([\s\S]*?)```/.exec(readFileSync(join(root, 'README.md'), 'utf8'))?.[1] as string;
    const folder = mkdtempSync(join(tmpdir(), 'ftlint-api-'));
    try {
      mkdirSync(join(folder, 'node_modules'));
      symlinkSync(root, join(folder, 'node_modules', 'ftlint'), 'junction');
      writeFileSync(join(folder, 'example.mjs'), code);
      const { stdout } = await promisify(execFile)(process.execPath, [join(folder, 'example.mjs')]);
      expect(stdout).toContain('not-ready 1\n');
      expect(stdout).toContain('error answers.blank 1 record teaches the model to answer with nothing');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  const rows = Array.from({ length: 30 }, (_, i) => ({
    text: `a sentence about number ${i}`,
    label: i % 2 ? 'odd' : 'even',
  }));

  test('takes a list, a generator, an asynchronous generator and bytes, and says the same', async () => {
    async function* later() {
      yield* rows;
    }
    async function* bytes() {
      yield new TextEncoder().encode(rows.map((row) => JSON.stringify(row)).join('\n'));
    }
    const options = { task: 'classification' };
    const reports = await Promise.all([
      check({ records: rows }, options),
      check({ records: rows.values() }, options),
      check({ records: later() }, options),
      check({ bytes: bytes() }, options),
    ]);
    for (const report of reports) {
      expect(report.datasets[0].measures).toEqual(reports[0].datasets[0].measures);
      expect(report.datasets[0].measures).toMatchObject({ records: 30, usable: 30, labels: { count: 2 } });
    }
  });

  test('refuses a typo with a suggestion', async () => {
    await expect(check({ records: rows }, { task: 'clasification' })).rejects.toMatchObject({
      name: 'FtlintError',
      exitCode: 2,
      hint: 'did you mean --task classification?',
    });
  });

  test('values that JSON cannot hold are broken records, never a crash', async () => {
    const report = await check({ records: [...rows, undefined, () => 1] }, { task: 'classification' });
    expect(report.datasets[0].measures).toMatchObject({ records: 32, unfit: 2 });
  });
});
