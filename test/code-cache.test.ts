import { spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { packageIn, PROGRAM } from './built-program.ts';

const ROWS = Array.from({ length: 40 }, (_, i) => `{"text":"a text, number ${i}","label":"${i % 3}"}\n`).join('');

const folder = mkdtempSync(join(tmpdir(), 'ftlint-code-'));
writeFileSync(join(folder, 'train.jsonl'), ROWS);

/** A check in a process of its own, with `env`: what it printed, and its exit code. */
function check(env: Record<string, string>, program = PROGRAM): string {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [program, 'check', 'train.jsonl', '--task', 'classification', '--reporter', 'json'],
    { cwd: folder, encoding: 'utf8', env: { PATH: process.env['PATH'], ...env } },
  );
  return `${status}\n${stderr}\n${stdout}`;
}
const EXPECTED = check({ NODE_DISABLE_COMPILE_CACHE: '1' });

/** A folder with a cache that one check has made, and the path of the file in it. */
function cache(): { readonly at: string; readonly file: string; readonly names: () => readonly string[] } {
  const at = mkdtempSync(join(folder, 'cache-'));
  expect(check({ NODE_COMPILE_CACHE: at })).toBe(EXPECTED);
  const names = (): readonly string[] => readdirSync(join(at, 'ftlint'));
  return { at, file: join(at, 'ftlint', names()[0]), names };
}

/** A package of its own with the program, whose file for a check is changed. */
function changed(change: (code: string) => string): string {
  const at = mkdtempSync(join(folder, 'package-'));
  const program = packageIn(at);
  const file = join(at, 'dist/check.cjs');
  writeFileSync(file, change(readFileSync(file, 'latin1')), 'latin1');
  return program;
}

describe('code that V8 made is kept', () => {
  test('in a file for each Node, and taken from it', () => {
    const { at, file, names } = cache();
    expect(names()).toEqual([expect.stringMatching(/^check\.cjs-[0-9a-f]{16}-v[\d.]+-\w+$/)]);
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
    ['a few bytes', (file) => truncateSync(file, 9)],
    ['not code', (file) => writeFileSync(file, 'no code '.repeat(1000))],
    ...[0.1, 0.2, 0.3, 0.4, 0.45, 0.6, 0.9].map((share): [string, (file: string) => void] => [
      `with another byte at ${share} of its length`,
      (file) => {
        const bytes = readFileSync(file);
        bytes[Math.floor(bytes.length * share)] ^= 0x5a;
        writeFileSync(file, bytes);
      },
    ]),
    [
      'of another V8',
      (file) => {
        const bytes = readFileSync(file);
        for (const at of [4, bytes.length / 2 + 4]) bytes.writeUInt32LE((bytes.readUInt32LE(at) ^ 1) >>> 0, at);
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

  test('for each build, also where two share a folder and are equally long', () => {
    const { at, names } = cache();
    const other = changed((code) => code.replace(/^\/\/\w{4}/, '//0000').replaceAll('not-ready', 'not_ready'));
    expect(check({ NODE_COMPILE_CACHE: at }, other)).toBe(EXPECTED.replaceAll('not-ready', 'not_ready'));
    expect(names()).toHaveLength(2);
    expect(check({ NODE_COMPILE_CACHE: at })).toBe(EXPECTED);
  });

  test('not of a file that the build did not mark', () => {
    const at = mkdtempSync(join(folder, 'unmarked-'));
    const other = changed((code) => code.replace(/^.*\n/, ''));
    expect(check({ NODE_COMPILE_CACHE: at }, other)).toBe(EXPECTED);
    expect(readdirSync(at)).toEqual([]);
  });

  test('and nothing is left when it cannot be put into its place', () => {
    const { at, file, names } = cache();
    rmSync(file);
    mkdirSync(join(file, 'in the way'), { recursive: true });
    expect(check({ NODE_COMPILE_CACHE: at })).toBe(EXPECTED);
    expect(names()).toHaveLength(1);
  });

  test('in the package, where nothing else is said, and only there for others to read', () => {
    const program = changed((code) => code);
    const kept = join(program, '../../.cache');
    expect(check({}, program)).toBe(EXPECTED);
    expect(readdirSync(kept)).toHaveLength(1);
    const modes = [kept, join(kept, readdirSync(kept)[0])].map((path) => statSync(path).mode & 0o22);
    expect(modes).toEqual([0, 0]);
  });

  test('not of a run that was refused', () => {
    const at = mkdtempSync(join(folder, 'refused-'));
    const { status } = spawnSync(process.execPath, [PROGRAM, 'check', 'absent.jsonl'], {
      cwd: folder,
      env: { PATH: process.env['PATH'], NODE_COMPILE_CACHE: at },
    });
    expect(status).toBe(2);
    expect(readdirSync(at)).toEqual([]);
  });
});

test('a process that ends before its work is done is no pass', () => {
  const never = 'function checkCommand(){return new Promise(()=>{})}async function oldCheckCommand(';
  const program = changed((code) => code.replace('async function checkCommand(', never));
  expect(check({ NODE_DISABLE_COMPILE_CACHE: '1' }, program)).toMatch(/^13\n/);
});
