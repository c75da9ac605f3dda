import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from '@jest/globals';
import { check } from '../src/run/check.ts';
import { readTemplate } from '../src/run/read-template.ts';
import { collapse } from '../src/templates/collapse.ts';
import { TEMPLATE_METAS } from '../src/templates/metas.ts';
import { parseSpec, render } from '../src/templates/render.ts';
import { templateRules } from '../src/templates/rules.ts';
import { templateIn } from '../src/templates/template-text.ts';
import { fencedExamples } from './fenced-examples.ts';

const folder = fileURLToPath(new URL('../fixtures/templates/', import.meta.url));
const pages = fileURLToPath(new URL('../rules/checks/template/', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'ftlint-templates-'));
afterAll(() => rmSync(scratch, { recursive: true }));

type Message = Readonly<Record<string, unknown>>;
const IDS = Object.keys(TEMPLATE_METAS);
let files = 0;

/** Findings of the template's rules: id → first message. */
async function said(template: string, text: string, options = {}): Promise<ReadonlyMap<string, string>> {
  const path = join(scratch, `train-${files++}.jsonl`);
  writeFileSync(path, text);
  const report = await check({ inputs: [path], chatTemplate: join(folder, template), ...options });
  expect(report.failures).toEqual([]);
  const findings = report.datasets.flatMap((dataset) => dataset.findings).filter(({ rule }) => IDS.includes(rule));
  for (const { title, message } of findings) expect(`${title} ${message}`).not.toMatch(/\{\w+\}/);
  return new Map(findings.map(({ rule, places }) => [rule, `${places[0].pointer ?? ''} ${places[0].message}`]));
}

const user = { role: 'user', content: 'Where is my card?' };
const assistant = { role: 'assistant', content: 'It was posted on Monday.' };
const system = { role: 'system', content: 'You help bank customers.' };
const call = (args: unknown, content: unknown = null, more = 0): Message => ({
  role: 'assistant',
  content,
  tool_calls: Array.from({ length: 1 + more }, (_, i) => ({
    id: `a1b2c3d4${i}`,
    type: 'function',
    function: { name: 'balance', arguments: args },
  })),
});
const result = { role: 'tool', tool_call_id: 'a1b2c3d40', content: '120 euro' };
const thinking = { role: 'assistant', content: '<think>The card list says so.</think>It was posted.' };

/** What the data has. */
const FAULTS: Readonly<Record<string, readonly Message[]>> = {
  plain: [user, assistant],
  'system first': [system, user, assistant],
  'system in the middle': [user, assistant, system, user, assistant],
  'two user turns': [user, user, assistant],
  'human and gpt': [
    { ...user, role: 'human' },
    { ...assistant, role: 'gpt' },
  ],
  developer: [{ ...system, role: 'developer' }, user, assistant],
  'null answer': [user, { ...assistant, content: null }],
  'list of parts': [{ role: 'user', content: [{ type: 'text', text: 'Where is it?' }] }, assistant],
  'arguments as object': [user, call({ account: 'main' }, 'Let me look.'), result, assistant],
  'arguments as string': [user, call('{"account":"main"}', 'Let me look.'), result, assistant],
  'call with null content': [user, call({ account: 'main' }), result, assistant],
  'reasoning in history': [user, thinking, user, thinking],
};

/** Template × fault → what is found; pairs that are missing find nothing. */
const TABLE: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'chatml.jinja': {
    'null answer': ['template-error'],
    'list of parts': ['template-error'],
    'arguments as object': ['template-drops-content'],
    'arguments as string': ['template-drops-content'],
    'call with null content': ['template-error'],
  },
  'headers.jinja': {
    'null answer': ['template-prints-none'],
    'list of parts': ['template-prints-none'],
    'arguments as object': ['template-drops-content'],
    'arguments as string': ['template-drops-content'],
    'call with null content': ['template-drops-content', 'template-prints-none'],
  },
  'strict-alternation.jinja': {
    'system in the middle': ['template-error'],
    'two user turns': ['template-error'],
    'human and gpt': ['template-error'],
    developer: ['system-role-unsupported'],
    'null answer': ['template-error'],
    'list of parts': ['template-error'],
    'arguments as object': ['template-error'],
    'arguments as string': ['template-error'],
    'call with null content': ['template-error'],
  },
  'no-system.jinja': {
    'system first': ['system-role-unsupported'],
    'system in the middle': ['system-role-unsupported'],
    'two user turns': ['template-error'],
    'human and gpt': ['template-error'],
    developer: ['system-role-unsupported'],
    'null answer': ['template-prints-none'],
    'list of parts': ['template-prints-none'],
    'arguments as object': ['template-error'],
    'arguments as string': ['template-error'],
    'call with null content': ['template-error'],
  },
  'drops-tools.jinja': {
    'human and gpt': ['template-drops-content'],
    developer: ['template-drops-content'],
    'list of parts': ['template-error'],
    'arguments as object': ['template-drops-content'],
    'arguments as string': ['template-drops-content'],
    'call with null content': ['template-drops-content'],
  },
  'first-system-only.jinja': {
    'system in the middle': ['template-drops-content'],
    'list of parts': ['template-prints-none'],
    'arguments as object': ['template-drops-content'],
    'arguments as string': ['template-drops-content'],
    'call with null content': ['template-drops-content'],
  },
  'encodes-twice.jinja': { 'list of parts': ['template-error'], 'arguments as string': ['template-double-encodes'] },
  'full.jinja': {},
  'no-eos.jinja': {
    plain: ['template-no-eos'],
    'system first': ['template-no-eos'],
    'system in the middle': ['template-no-eos'],
    'two user turns': ['template-no-eos'],
    developer: ['template-no-eos'],
    'null answer': ['template-error'],
    'list of parts': ['template-error'],
    'arguments as object': ['template-drops-content', 'template-no-eos'],
    'arguments as string': ['template-drops-content', 'template-no-eos'],
    'call with null content': ['template-error'],
    'reasoning in history': ['template-no-eos'],
  },
  'hides-reasoning.jinja': {
    'list of parts': ['template-prints-none'],
    'arguments as object': ['template-drops-content'],
    'arguments as string': ['template-drops-content'],
    'call with null content': ['template-drops-content'],
    'reasoning in history': ['template-drops-content'],
  },
  'items-of-arguments.jinja': { 'list of parts': ['template-prints-none'], 'arguments as string': ['template-error'] },
  'unknown-to-us.jinja': {
    'system first': ['template-not-rendered'],
    'system in the middle': ['template-not-rendered'],
    'null answer': ['template-prints-none'],
    'list of parts': ['template-prints-none'],
    'arguments as object': ['template-drops-content'],
    'arguments as string': ['template-drops-content'],
    'call with null content': ['template-drops-content', 'template-prints-none'],
  },
};

describe.each(Object.keys(TABLE))('%s', (template) => {
  test.each(Object.keys(FAULTS))('%s', async (fault) => {
    const found = await said(template, `${JSON.stringify({ messages: FAULTS[fault] })}\n`);
    expect([...found.keys()].toSorted()).toEqual([...(TABLE[template][fault] ?? [])].toSorted());
  });
});

const line = (messages: readonly Message[], more: Message = {}): string => `${JSON.stringify({ messages, ...more })}\n`;

describe('what a finding says', () => {
  test('the turn with which the failure comes, and the words of the template', async () => {
    const found = await said('strict-alternation.jinja', line([user, assistant, user, user, assistant]));
    expect(found.get('template-error')).toMatch(
      /^\/messages\/3 .*turn 4 \(user\): After the optional system turn, user and assistant must take turns/,
    );
  });

  test('what Python raises for None', async () => {
    const found = await said('chatml.jinja', line([user, { ...assistant, content: null }]));
    expect(found.get('template-error')).toContain('can only concatenate str (not "NoneType") to str');
  });

  test('the turn in the record, also where rounds were left out', async () => {
    const long = Array.from({ length: 20 }, () => [user, assistant]).flat();
    const found = await said('drops-tools.jinja', line([...long, { ...user, role: 'human' }, assistant]));
    expect(found.get('template-drops-content')).toMatch(/^\/messages\/40 .*turn 41 \(human\)/);
  });

  test('tools that are declared and never written', async () => {
    const tools = [{ type: 'function', function: { name: 'balance', parameters: { type: 'object', properties: {} } } }];
    const found = await said('headers.jinja', line([user, assistant], { tools }));
    expect(found.get('template-drops-content')).toContain('the declared tools never reach');
    expect(await said('full.jinja', line([user, assistant], { tools }))).toEqual(new Map());
    expect(await said('tokenizer_config.json', line([user, assistant], { tools }))).toEqual(new Map());
  });

  test('a system text beside the turns is the first of them', async () => {
    const found = await said('no-system.jinja', line([user, assistant], { system: 'You help.' }));
    expect(found.get('system-role-unsupported')).toMatch(/^\/system .*System role not supported/);
  });

  test('ShareGPT turns are mapped as trainers map them', async () => {
    const turns = [
      { from: 'human', value: 'Where is my card?' },
      { from: 'gpt', value: 'It was posted.' },
    ];
    expect(await said('drops-tools.jinja', `${JSON.stringify({ conversations: turns })}\n`)).toEqual(new Map());
  });

  test('both answers of a preference are rendered behind the prompt; texts without roles are not', async () => {
    const pair = { prompt: [user], chosen: [assistant], rejected: [{ ...assistant, role: 'gpt' }] };
    const found = await said('drops-tools.jinja', `${JSON.stringify(pair)}\n`);
    expect(found.get('template-drops-content')).toMatch(/^\/rejected\/0 .*turn 2 \(gpt\)/);
    const texts = { prompt: 'Where is my card?', chosen: 'Posted.', rejected: 'No idea.' };
    expect(await said('no-eos.jinja', `${JSON.stringify(texts)}\n`)).toEqual(new Map());
  });

  test('prompts and answers in lists, with a verdict, and prompts alone', async () => {
    const split = { prompt: [system, user], completion: [assistant] };
    for (const record of [split, { ...split, label: true }, { prompt: [system, user], answer: '4' }]) {
      const found = await said('no-system.jinja', `${JSON.stringify(record)}\n`);
      expect(found.get('system-role-unsupported')).toMatch(/^\/prompt\/0 /);
    }
  });

  test('nothing is said without a template, and nothing is certified', async () => {
    const path = join(scratch, 'without.jsonl');
    writeFileSync(path, line([user, user, assistant]));
    const report = await check({ inputs: [path], skip: ['template-error'] });
    const rules = report.datasets.flatMap(({ findings }) => findings.map(({ rule }) => rule));
    expect(rules.filter((rule) => IDS.includes(rule))).toEqual([]);
    await expect(check({ inputs: [path], only: ['template'] })).rejects.toThrow(/none is given/);
  });

  test('the report is the same for any number of segments and shards', async () => {
    const text = Object.values(FAULTS).flatMap((messages) => [line(messages), line([...messages, ...messages])]);
    const path = join(scratch, 'many.jsonl');
    writeFileSync(path, text.join('').repeat(20));
    const base = { inputs: [path], chatTemplate: join(folder, 'headers.jinja') };
    const whole = (await check(base)).datasets[0].findings;
    expect((await check({ ...base, segmentBytes: 1000, shards: 3 })).datasets[0].findings).toEqual(whole);
    expect(whole.some(({ rule }) => rule === 'template-prints-none')).toBe(true);
  });
});

describe('pages', () => {
  test('there is one for each rule', () => {
    expect(readdirSync(pages).toSorted()).toEqual(IDS.map((id) => `${id}.md`).toSorted());
    for (const [id, meta] of Object.entries(TEMPLATE_METAS)) {
      expect(meta.id).toBe(id);
      expect(meta.title.other).toContain('{count}');
    }
  });

  test.each(IDS)('%s: the examples are found and not found', async (id) => {
    const page = readFileSync(join(pages, `${id}.md`), 'utf8');
    expect(page.split('\n', 1)).toEqual([`# ${id}`]);
    const examples = fencedExamples(page);
    const templates = [...page.matchAll(/^```jsonl (?:bad|good) template=(\S+)$/gm)].map(([, name]) => name);
    expect(examples.map(({ verdict }) => verdict)).toEqual(['bad', 'good']);
    for (const [i, { verdict, bytes }] of examples.entries()) {
      const found = await said(templates[i], Buffer.from(bytes).toString());
      expect(found.has(id)).toBe(verdict === 'bad');
    }
  });
});

describe('reading a template', () => {
  test('a folder, a list of templates, a token that is an object', async () => {
    expect((await readTemplate(folder)).toolUse).toContain('tools | tojson');
    expect((await readTemplate('tokenizer_config.json', folder)).eos).toBe('<|im_end|>');
    // The tokens are taken from beside the template.
    expect((await readTemplate('chatml.jinja', folder)).eos).toBe('<|im_end|>');
  });

  test.each([
    ['no such file', undefined, /there is no such file/],
    ['no template in it', ['a.json', '{"eos_token":"</s>"}'], /no chat_template in it/],
    ['no JSON', ['b.json', '{"chat_template":'], /not JSON/],
    ['no Jinja', ['c.jinja', '{% for m in messages %}'], /not a template that can be read: it ends in the middle/],
    ['another language', ['d.jinja', '{% include "x" %}'], /Unknown statement type: include/],
    ['fails on everything', ['e.jinja', '{{ raise_exception("no") }}'], /fails on one question and its answer: no/],
    ['too large', ['f.jinja', 'x'.repeat(300_000)], /300000 characters/],
    ['too many blanks', ['g.jinja', `a${' '.repeat(600)}b`], /blanks in a row/],
    ['nested without end', ['h.jinja', `{{ ${'('.repeat(40_000)}1 }}`], /nests too deeply/],
  ] as const)('%s: exit 2', async (_, file, message) => {
    const path = join(scratch, file?.[0] ?? 'nothing.jinja');
    if (file !== undefined) writeFileSync(path, file[1]);
    const tried = readTemplate(path).then(templateRules);
    await expect(tried).rejects.toThrow(message);
    await expect(tried).rejects.toMatchObject({ code: 'chat-template', exitCode: 2 });
  });
});

describe('rounds that repeat', () => {
  const kept = (turns: string): string =>
    collapse([...turns], (i) => turns[i] === 'u')
      .map((i) => turns[i])
      .join('');

  test('the first and the last are kept, and odd stays odd', () => {
    expect(collapse([...'suauauaua'], (i) => 'suauauaua'[i] === 'u')).toEqual([0, 1, 2, 7, 8]);
    expect(kept('uctctctcta')).toBe('uctcta');
    expect(kept('utttttta')).toBe('utta');
    expect(kept('uttttta')).toBe('uttta');
    expect(kept('uatuatuatuat')).toBe('uatuat');
    expect(kept('suauctauctauauauctctauctaua')).toBe('suauctauctctaua');
    for (const turns of ['', 'u', 'ua', 'aua', 'uua', 'uaa']) expect(kept(turns)).toBe(turns);
  });

  test('however calls and questions are mixed, the forms are few', () => {
    const forms = new Set<string>();
    for (let n = 0; n < 3 ** 7; n++) {
      const rounds = Array.from({ length: 7 }, (_, i) => `u${'ct'.repeat(Math.floor(n / 3 ** i) % 3)}a`);
      forms.add(kept(rounds.join('')));
    }
    expect(forms.size).toBeLessThan(100);
  });
});

/** Loops inside loops. */
const nested = (depth: number): string =>
  `${'{% for i in range(4000) %}'.repeat(depth)}x${'{% endfor %}'.repeat(depth)}`;
/** A text of 131,072 letters, and what is done with it. */
const long = (then: string): string =>
  `{% set n = namespace(s="xx") %}{% for i in range(16) %}{% set n.s = n.s ~ n.s %}{% endfor %}${then}`;
const often = (what: string): string => `{% for i in range(4000) %}${what}{% endfor %}`;

const HOSTILE: Readonly<Record<string, string>> = {
  'a range without end': '{% for i in range(1000000000) %}x{% endfor %}',
  'loops inside loops': nested(6),
  'empty loops': often('{% for j in range(4000) %}{% endfor %}'),
  'a macro that calls itself': '{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}',
  'a macro that calls itself twice':
    '{% macro f(n) %}{% if n > 0 %}{{ f(n-1) }}{{ f(n-1) }}{% endif %}{% endmacro %}{{ f(60) }}',
  'padding of an indent': '{{ "a\nb" | indent(1000000000) }}',
  'padding of JSON': '{{ {"a":[1,[2,[3]]]} | tojson(indent=300000000) }}',
  'a text that doubles':
    '{% set n = namespace(s="xx") %}{% for i in range(64) %}{% set n.s = n.s ~ n.s %}{% endfor %}{{ n.s }}',
  'a list that doubles':
    '{% set n = namespace(s=["xx"]) %}{% for i in range(64) %}{% set n.s = [n.s, n.s] %}{% endfor %}{{ n.s }}',
  'JSON that doubles':
    '{% set n = namespace(s={"a":1}) %}{% for i in range(64) %}{% set n.s = {"a":n.s,"b":n.s} %}{% endfor %}{{ n.s|tojson }}',
  'a list that is compared':
    '{% set n = namespace(s=["x"]) %}{% for i in range(40) %}{% set n.s = [n.s, n.s] %}{% endfor %}{{ n.s == "a" }}',
  'a namespace in itself': '{% set n = namespace() %}{% set n.a = n %}{% set n.b = n %}{{ n }}',
  'a replacement that multiplies': long('{{ n.s.replace("", n.s) }}{{ n.s | replace("x", n.s) }}'),
  'a slow search': long(`{% set p = n.s[:60000] ~ "b" ~ n.s[:999] %}${often('{{ p in n.s }}')}`),
  'a join with a long text': long('{{ range(4000) | join(n.s) }}'),
  'letters of a long text': long('{% for c in n.s %}{% for d in n.s %}{% endfor %}{% endfor %}'),
  'a text that is cut again and again': long(often('{{ n.s.split("x") | length }}')),
  'a macro that is made again and again': often(`{% macro f() %}${'{{ a | d }}'.repeat(9000)}{% endmacro %}`),
  'names that are not there': often('{% for j in range(4000) %}{% set q = nope %}{% endfor %}'),
};

test.each(Object.entries(HOSTILE))('a template with %s ends', (_, text) => {
  const start = performance.now();
  const { failure } = render(parseSpec(templateIn('x.jinja', text)), [user, assistant], null);
  expect(failure?.why).toBe('cost');
  // A hundredth of a second to some tenths; the rest is for machines that are busy.
  expect(performance.now() - start).toBeLessThan(10_000);
});
