import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from '@jest/globals';
import { check } from '../src/run/check.ts';

const fixtures = fileURLToPath(new URL('../fixtures/', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'ftlint-spelling-'));
afterAll(() => rmSync(scratch, { recursive: true }));

/** Rules about the bytes of a file, which the spelling of its JSON changes. */
const ABOUT_SPELLING: ReadonlySet<string> = new Set([
  // U+2028 written as an escape is no line separator to any reader.
  'unicode-line-separator',
]);

const paths = ['checks', 'formats'].flatMap((folder) =>
  readdirSync(join(fixtures, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.jsonl'))
    .map((path) => join(fixtures, folder, path))
    .toSorted(),
);

const codeOf = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Spellings of a line of JSON. */
const SPELLINGS: Readonly<Record<string, (line: string) => string>> = {
  /** As writers do that keep to ASCII and to what HTML allows. */
  'for the web': (line) => line.replace(/[^ -~\t\r]|['<>&`]/g, codeOf),
  /** White space and marks as well; keys stay, and the letters, digits and hyphens by which rules know roles, dates and tags, which nobody spells so. */
  'in codes': (line) =>
    line.replace(/("(?:[^"\\]|\\.)*")(\s*:)?/g, (all, text: string, colon?: string) =>
      colon === undefined ? `"${(JSON.parse(text) as string).replace(/[^\w-]/g, codeOf)}"` : all,
    ),
};

function isJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}

/** Rules with severities and counts, as `warn looping-text 2`. */
async function said(path: string, of: string): Promise<readonly string[]> {
  const { task, group } = optionsOf(of);
  const options = { inputs: [path], threads: 1, ...(task && { task }), ...(group && { group }) };
  const { datasets, failures } = await check(options);
  return [
    ...failures.map(({ code }) => code),
    ...datasets
      .flatMap(({ findings }) => findings)
      .filter(({ rule }) => !ABOUT_SPELLING.has(rule))
      .map(({ severity, rule, count }) => `${severity} ${rule} ${count}`),
  ].toSorted();
}

function optionsOf(path: string): { readonly task?: string; readonly group?: string } {
  const options = readdirSync(dirname(path)).find((name) => name === 'expected.json');
  return options === undefined ? {} : JSON.parse(readFileSync(join(dirname(path), options), 'utf8'));
}

describe('the answer does not depend on how the JSON is spelt', () => {
  const names = paths.map((path) => relative(fixtures, path));
  test.each(names.flatMap((name) => Object.keys(SPELLINGS).map((how) => [name, how])))('%s, %s', async (name, how) => {
    const path = join(fixtures, name);
    const bytes = readFileSync(path);
    const text = bytes.toString('utf8');
    // What is no UTF-8 has no other spelling.
    if (!Buffer.from(text).equals(bytes)) return;
    const twin = join(mkdtempSync(join(scratch, 'twin-')), basename(path));
    const lines = text.split('\n').map((line) => (isJson(line) ? SPELLINGS[how](line) : line));
    writeFileSync(twin, lines.join('\n'));
    expect(await said(twin, path)).toEqual(await said(path, path));
  });
});
