import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { targetRules } from '../rules/targets.ts';
import type { TargetRule } from '../src/rule.ts';
import { check } from '../src/run/check.ts';
import { BUILT_IN_IDS } from '../src/targets/built-in.ts';
import { fencedExamples } from './fenced-examples.ts';
import { asker, type Told } from './read-as-target.ts';
import { type Line, LINES, SHAPES } from './target-lines.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'rules/checks/target');
const scratch = mkdtempSync(join(tmpdir(), 'ftlint-target-rules-'));
afterAll(() => rmSync(scratch, { recursive: true }));
const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true });

const ruleOf = (id: string): TargetRule => {
  const rule = targetRules.find(({ meta }) => meta.id === id);
  if (rule === undefined) throw new Error(`no rule ${id}`);
  return rule;
};
const askOf = ({ rule, options, shape = 'chat' }: Line): ((json: string) => readonly Told[]) =>
  asker(ruleOf(rule), options, SHAPES[shape]);
/** Every rule with every fault: options are read once, as in a run. */
const asked = LINES.map(askOf);
/** What is no string already is written as JSON. */
const jsonOf = (record: unknown): string => (typeof record === 'string' ? record : JSON.stringify(record));

test('the registry lists every rule file, by id', () => {
  const files = readdirSync(folder).filter((name) => name.endsWith('.ts'));
  expect(targetRules.map(({ meta }) => meta.id)).toEqual(files.map((name) => name.slice(0, -'.ts'.length)).toSorted());
});

describe.each(targetRules.map((rule) => [rule.meta.id, rule] as const))('%s', (id, { meta }) => {
  const lines = LINES.filter(({ rule }) => rule === id);
  const schema = meta.options as { readonly properties: { readonly fault?: { readonly enum: readonly string[] } } };

  test('names the consequence and the target, and has a schema of its options', () => {
    expect(meta.title.other).toMatch(/\{count\}.*\{target\}|\{target\}.*\{count\}/);
    expect(meta.title.one).toContain('{target}');
    expect(meta.title.one).not.toContain('{count}');
    for (const message of Object.values(meta.messages)) expect(message).toContain('{target}');
    expect(meta.options).toMatchObject({ type: 'object', additionalProperties: false });
    expect(ajv.validateSchema(meta.options!)).toBe(true);
  });

  test('has lines for every fault and for every message, with options that its schema takes', () => {
    const taken = lines.map(({ options }) => (options as { readonly fault?: string }).fault);
    expect((schema.properties.fault?.enum ?? []).filter((fault) => !taken.includes(fault))).toEqual([]);
    const said = lines.map(({ message }) => message);
    expect(Object.keys(meta.messages).filter((message) => !said.includes(message))).toEqual([]);
    const fits = ajv.compile(meta.options!);
    expect(lines.filter(({ options }) => !fits(options)).map(({ options }) => options)).toEqual([]);
  });
});

/** Judged by the engine itself, with a gate's id. */
const GATES = ['target-file', 'target-rows'];
const pages = readdirSync(folder).flatMap((name) => (name.endsWith('.md') ? [name.slice(0, -'.md'.length)] : []));

test('every rule has a page, and so has what the engine finds by itself', () => {
  const known = [...targetRules.map(({ meta }) => meta.id), ...BUILT_IN_IDS, ...GATES];
  expect(pages.toSorted()).toEqual([...new Set(known)].toSorted());
});

describe.each(pages)('the page of %s', (id) => {
  const page = readFileSync(join(folder, `${id}.md`), 'utf8');
  const examples = fencedExamples(page);

  test('bears its name and says what to do', () => {
    expect(page.split('\n', 1)).toEqual([`# ${id}`]);
    for (const part of ['Why it matters', 'What to do', 'When it is fine']) expect(page).toContain(`**${part}.**`);
    expect(page).toContain('Severity: by target');
  });

  // Jest takes no empty table: a page about the set as a whole has no examples.
  if (examples.length > 0)
    test.each(examples.map((example, i) => [i + 1, example] as const))('example %i', async (i, example) => {
      const path = join(mkdtempSync(join(scratch, `${id}-${i}-`)), example.name);
      writeFileSync(path, example.bytes);
      const report = await check({ inputs: [path], for: [example.for ?? ''] });
      const found = report.datasets.flatMap(({ findings }) => findings.filter(({ rule }) => rule === id));
      const unfilled = found
        .flatMap(({ title, message }) => [title, message])
        .filter((text) => /\{[a-z]\w*\}/i.test(text));
      expect({ found: found.length > 0, unfilled }).toEqual({ found: example.verdict === 'bad', unfilled: [] });
    });
});

describe('a line', () => {
  test.each(LINES.map((line) => [`${line.rule} ${JSON.stringify(line.options)} ${line.message}`, line] as const))(
    '%s',
    (_name, line) => {
      const told = askOf(line)(jsonOf(line.bad));
      expect(told.map(({ message }) => message)).toEqual([line.message]);
      expect(told[0].unfilled).toEqual([]);
      expect(told[0].text).not.toMatch(/undefined|Infinity/);
      expect(told[0].pointer).not.toBe('-');
      if (line.says !== undefined) expect(told[0].text).toContain(line.says);
      for (const good of line.good) expect([good, askOf(line)(jsonOf(good))]).toEqual([good, []]);
    },
  );
});

/** JSON with every character of its strings, keys too, as an escape: what no writer does and every reader takes. */
const inCodes = (json: string): string =>
  json.replace(/"(?:[^"\\]|\\.)*"/g, (text) => {
    const units = Array.from({ length: (JSON.parse(text) as string).length }, (_, i) =>
      (JSON.parse(text) as string).charCodeAt(i).toString(16).padStart(4, '0'),
    );
    return `"${units.map((unit) => `\\u${unit}`).join('')}"`;
  });

test('a record says the same however its JSON is spelt', () => {
  for (const line of LINES)
    for (const value of [line.bad, ...line.good]) {
      const json = jsonOf(value);
      expect([json, askOf(line)(inCodes(json))]).toEqual([json, askOf(line)(json)]);
    }
});

/** Values of all types under the keys that rules look at: what a hostile file holds. */
const hostile = fc.letrec((tie) => ({
  leaf: fc.oneof(
    fc.constantFrom<unknown>(null, true, false, '', ' ', 'user', 'assistant', 'tool', 'function', '{}', '[', 'data:,'),
    fc.constantFrom<unknown>('data:image/png;base64,AAAA', 's3://b/k', 'a\u{1f600}"\\', 0, -1, 1.5, 1e300, 2 ** 60),
    fc.string({ maxLength: 60 }),
  ),
  node: fc.oneof(
    { maxDepth: 6, depthSize: 'medium' },
    tie('leaf'),
    fc.array(tie('node'), { maxLength: 4 }),
    fc.dictionary(
      fc.constantFrom(
        ...'role content from value messages prompt chosen rejected tool_calls function_call function name'.split(' '),
        ...'arguments id type text image image_url url source bytes data mimeType format tools weight label'.split(' '),
        ...'parts toolUse toolResult toolUseId input inlineData tool_call_id parameters properties items x'.split(' '),
      ),
      tie('node'),
      { maxKeys: 5 },
    ),
  ),
})).node;

const record = fc
  .tuple(hostile, hostile, hostile, hostile)
  .map(([messages, prompt, tools, label]) => ({ messages, prompt, chosen: messages, rejected: prompt, tools, label }));
const messages = fc.array(hostile, { maxLength: 5 }).map((list) => ({ messages: list, tools: list }));

test('no record, whatever its types are, makes a rule throw, speak twice, or say what is unfilled', () => {
  fc.assert(
    fc.property(fc.oneof(record, messages, hostile), (value) => {
      const json = JSON.stringify(value ?? null);
      for (const ask of asked) {
        const told = ask(json);
        expect(told.length).toBeLessThanOrEqual(1);
        expect(told.flatMap(({ unfilled }) => unfilled)).toEqual([]);
      }
    }),
    { numRuns: 150 },
  );
});

test('long lists and long texts cost little', () => {
  const many = Array.from({ length: 4_000 }, (_, i) => ({ role: i % 2 ? 'assistant' : 'user', content: 'x' }));
  const calls = [
    { role: 'assistant', tool_calls: Array.from({ length: 1_000 }, (_, i) => ({ id: `${i}`, name: 'f' })) },
  ];
  const long = [{ role: 'user', content: `data:${' '.repeat(200_000)}` }];
  const started = performance.now();
  for (const list of [many, calls, long])
    for (const ask of asked) ask(JSON.stringify({ messages: list, tools: calls }));
  expect(performance.now() - started).toBeLessThan(20_000);
}, 60_000);
