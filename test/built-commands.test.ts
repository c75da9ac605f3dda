import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { PROGRAM } from './built-program.ts';

// Every command from the files of the build: a file that is loaded late may lack what the sources have.

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ftlint-built-'));
  const row = (n: number): string =>
    JSON.stringify({
      messages: [
        { role: 'user', content: `When is card ${n} posted?` },
        { role: 'assistant', content: `On day ${n} of the month.` },
      ],
    });
  const rows = Array.from({ length: 30 }, (_, n) => `${row(n)}\n`).join('');
  writeFileSync(join(folder, 'train.jsonl'), rows);
  writeFileSync(join(folder, 'trl.yaml'), 'max_length: 512\npacking: true\nassistant_only_loss: true\n');
  writeFileSync(join(folder, 'chat.jinja'), '{% for m in messages %}{{ m.role }}: {{ m.content }}<end>\n{% endfor %}');
});
afterAll(() => rmSync(folder, { recursive: true }));

const D = ['--task', 'dialogue', '--exit-zero'];
const ANSWERS = ['good-enough=yes'].flatMap((answer) => ['--answer', answer]);

describe('the built program', () => {
  test.each<[string, readonly string[]]>([
    ['READY', ['check', 'train.jsonl', ...D]],
    ['trl-sft', ['check', 'train.jsonl', ...D, '--for', 'trl-sft']],
    ['trl', ['check', 'train.jsonl', ...D, '--for', 'trl-sft:trl.yaml']],
    ['o200k_base', ['check', 'train.jsonl', ...D, '--for', 'trl-sft', '--tokenizer', 'o200k_base']],
    ['READY', ['check', 'train.jsonl', ...D, '--chat-template', 'chat.jinja']],
    ['8,030,261,248', ['plan', '--model', 'llama-3.1-8b', '--gpu', 'rtx-4090']],
    ['8030261248', ['plan', '--model', 'llama-3.1-8b', '--json']],
    ['tokens', ['plan', 'train.jsonl', '--model', '7B', '--for', 'trl-sft:trl.yaml']],
    ['', ['advise', ...ANSWERS, '--task', 'dialogue', '--json']],
    ['- [ ] good', ['review', 'train.jsonl', '--n', '3', '--out', '-']],
    ['dialogue   given', ['check', 'train.jsonl', '--task', ' Dialogue ', '--exit-zero']],
    ['read as chat', ['check', 'train.jsonl', '--task', 'sft', '--exit-zero']],
    ['trl-sft', ['targets']],
    ['TRL', ['explain', 'trl-sft']],
    ['target-role', ['rules']],
  ])('prints %s: %j', (said, args) => {
    const { stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...args], { cwd: folder, encoding: 'utf8' });
    expect(stderr).not.toMatch(/internal error/);
    expect(stdout).toContain(said);
  });

  test('does not read a pipe that it is to write to', () => {
    const line = '"$0" "$1" review train.jsonl --n 3 --out /dev/stdout | cat';
    const args = ['-c', line, process.execPath, PROGRAM];
    const { stdout } = spawnSync('sh', args, { cwd: folder, encoding: 'utf8', timeout: 60_000 });
    expect(stdout).toContain('- [ ] good');
  });
});
