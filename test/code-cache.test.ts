import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';

const PROGRAM = fileURLToPath(new URL('../dist/cli.cjs', import.meta.url));
const ROWS = Array.from({ length: 40 }, (_, i) => `{"text":"a text, number ${i}","label":"${i % 3}"}\n`).join('');

const folder = mkdtempSync(join(tmpdir(), 'ftlint-code-'));
writeFileSync(join(folder, 'train.jsonl'), ROWS);

/** A check in a process of its own, with `env`: what it printed, and its exit code. */
function check(env: Record<string, string>): string {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [PROGRAM, 'check', 'train.jsonl', '--task', 'classification', '--reporter', 'json'],
    { cwd: folder, encoding: 'utf8', env: { PATH: process.env['PATH'], ...env } },
  );
  return `${status}\n${stderr}\n${stdout}`;
}
const EXPECTED = check({ NODE_DISABLE_COMPILE_CACHE: '1' });

/** A folder with a cache that one check has made, and the path of the largest file of it. */
function cache(): { readonly at: string; readonly file: string; readonly names: () => readonly string[] } {
  const at = mkdtempSync(join(folder, 'cache-'));
  expect(check({ NODE_COMPILE_CACHE: at })).toBe(EXPECTED);
  const names = (): readonly string[] => readdirSync(join(at, 'ftlint'));
  return { at, file: join(at, 'ftlint', names()[0]), names };
}

describe('code that V8 made is kept', () => {
  test('in a file for each Node, and taken from it', () => {
    const { at, file, names } = cache();
    expect(names()).toEqual([`check.cjs-${process.version}-${process.arch}`]);
    const [bytes, { ino }] = [readFileSync(file), statSync(file)];
    expect(check({ NODE_COMPILE_CACHE: at })).toBe(EXPECTED);
    expect(readFileSync(file).equals(bytes)).toBe(true);
    // Rewritten files are renamed into place.
    expect(statSync(file).ino).toBe(ino);
    expect(names()).toHaveLength(1);
  });

  test.each<[string, (file: string) => void]>([
    ['empty', (file) => truncateSync(file)],
    ['cut off', (file) => truncateSync(file, 100_000)],
    ['shorter than its header', (file) => truncateSync(file, 9)],
    ['not code', (file) => writeFileSync(file, 'no code '.repeat(1000))],
    [
      'of another length of the file',
      (file) => {
        const bytes = readFileSync(file);
        bytes.writeDoubleLE(bytes.readDoubleLE(0) + 1, 0);
        writeFileSync(file, bytes);
      },
    ],
    [
      'of another time of the file',
      (file) => {
        const bytes = readFileSync(file);
        bytes.writeDoubleLE(bytes.readDoubleLE(8) - 1, 8);
        writeFileSync(file, bytes);
      },
    ],
    [
      'of another V8',
      (file) => {
        const bytes = readFileSync(file);
        bytes.writeUInt32LE((bytes.readUInt32LE(20) ^ 1) >>> 0, 20);
        writeFileSync(file, bytes);
      },
    ],
  ])('%s: made again, with the same answer', (_, damage) => {
    const { at, file } = cache();
    const whole = statSync(file).size;
    damage(file);
    const damaged = statSync(file).ino;
    expect(check({ NODE_COMPILE_CACHE: at })).toBe(EXPECTED);
    expect(statSync(file).ino).not.toBe(damaged);
    expect(statSync(file).size).toBeGreaterThan(whole / 2);
    expect(check({ NODE_COMPILE_CACHE: at })).toBe(EXPECTED);
  });

  test.each<[string, (at: string) => string]>([
    ['is a file', (at) => at],
    ['is below a file', (at) => join(at, 'below')],
  ])('and nothing is said when the folder %s', (_, place) => {
    const at = join(mkdtempSync(join(folder, 'taken-')), 'file');
    writeFileSync(at, '');
    expect(check({ NODE_COMPILE_CACHE: place(at) })).toBe(EXPECTED);
  });

  test('and nothing is left when the folder may not be written to', () => {
    const { at, file, names } = cache();
    utimesSync(file, 0, 0);
    truncateSync(file);
    chmodSync(join(at, 'ftlint'), 0o500);
    try {
      expect(check({ NODE_COMPILE_CACHE: at })).toBe(EXPECTED);
      expect(names()).toHaveLength(1);
    } finally {
      chmodSync(join(at, 'ftlint'), 0o700);
    }
  });
});
