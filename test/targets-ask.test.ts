import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Target } from '../src/core/target-types.ts';
import { check } from '../src/run/check.ts';
import { askTargets } from '../src/run/asked-targets.ts';
import { targetIndex } from '../src/run/target-index.ts';
import { shippedTarget } from '../src/run/targets-data.ts';
import { askTarget, targetWords } from '../src/targets/ask.ts';
import { nearTargets } from '../src/targets/near-targets.ts';
import './seed.ts';

const evidence = { class: 'documented', source: 'made for this test', read: '2026-10-01' } as const;

/** A target with a parameter of each type. */
const made = (more: Partial<Target> = {}): Target => ({
  id: 'made-up',
  title: 'Made up',
  names: ['mine', 'my-place'],
  place: 'trainer',
  lifecycle: { status: 'active', evidence },
  evidence,
  parameters: {
    max_length: {
      type: 'integer',
      default: 1024,
      unit: 'tokens',
      keys: ['max_length', 'limits.length'],
      what: 'Longest record.',
    },
    packing: { type: 'boolean', default: false, keys: ['packing'], what: 'Records side by side.' },
    beta: { type: 'number', default: 0.1, what: 'Strength.' },
    format: {
      type: 'string',
      default: 'alpaca',
      choices: ['alpaca', 'sharegpt'],
      keys: ['sets[].type'],
      what: 'How rows are spelt.',
    },
    column: { type: 'string', default: null, keys: ['sets[].column'], what: 'Column of the text.' },
  },
  decided: { by: 'each', fate: 'asWritten' },
  unread: { fate: 'crash' },
  shapes: [
    { id: 'text', kind: 'text', fields: { text: { keys: ['text'], required: true, is: 'text' } }, learnt: ['text'] },
  ],
  checks: [],
  limits: [],
  files: [],
  length: { limit: '$max_length', of: 'record', policy: 'cut-end', trained: 'all' },
  ...more,
});

function folder(files: Readonly<Record<string, string>>): string {
  const at = mkdtempSync(join(tmpdir(), 'ftlint-ask-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(at, name)), { recursive: true });
    writeFileSync(join(at, name), text);
  }
  return at;
}

const own = (more: Partial<Target> = {}): Readonly<Record<string, string>> => ({
  'targets/made-up.json': JSON.stringify(made(more)),
});
const ask = async (
  words: readonly string[],
  files: Readonly<Record<string, string>> = {},
  heard: string[] = [],
): ReturnType<typeof askTargets> => {
  const cwd = folder({ ...own(), ...files });
  return askTargets({ inputs: [], cwd, rulesDir: '.', for: words, onNote: (note) => heard.push(note) });
};

describe('what --for names', () => {
  test.each<[readonly string[], readonly string[]]>([
    [['openai-sft'], ['openai-sft']],
    [['OpenAI'], ['openai-sft']],
    [['openai,mine'], ['openai-sft', 'made-up']],
    [['openai', 'openai-sft'], ['openai-sft']],
    [['mine:max_length=2048,packing=true,openai'], ['made-up:max_length=2048,packing=true', 'openai-sft']],
    [
      ['mine:max_length=2048', 'mine:max_length=512', 'mine'],
      ['made-up:max_length=2048', 'made-up:max_length=512', 'made-up'],
    ],
    [['mine:packing=TRUE, max_length = 4_096'], ['made-up:max_length=4096,packing=true']],
    [['mine:MAX-LENGTH=none'], ['made-up:max_length=null']],
    [['mine:max_length=1024'], ['made-up']],
    [['mine:format=ShareGPT'], ['made-up:format=sharegpt']],
    [['mine:beta=1e-2,column=a b'], ['made-up:beta=0.01,column=a b']],
  ])('%j: %j', async (words, labels) => {
    expect((await ask(words)).map(({ label }) => label)).toEqual(labels);
  });

  test('parameters are all there, those that were not set with their defaults', async () => {
    const [asked] = await ask(['mine:packing=true']);
    expect(asked.parameters).toEqual({ max_length: 1024, packing: true, beta: 0.1, format: 'alpaca', column: null });
    expect(asked.target.id).toBe('made-up');
    expect(structuredClone(asked)).toEqual(asked);
  });

  test('nothing asked is nothing read', async () => {
    expect(await askTargets({ inputs: [] })).toEqual([]);
  });

  test.each<[string, string, RegExp]>([
    ['opena', 'unknown-target', /did you mean openai\?/],
    ['zzzzzzzz', 'unknown-target', /ftlint targets lists them/],
    ['', 'usage', /a target is missing/],
    ['openai,', 'usage', /a target is missing/],
    ['max_length=3', 'usage', /"max_length=3" names no target/],
    ['mine:', 'usage', /nothing stands where name=value is expected/],
    ['mine:2048', 'usage', /"2048" stands where name=value is expected/],
    [
      'mine:max_lenght=2',
      'unknown-parameter',
      /did you mean max_length\? made-up takes max_length, packing, beta, format, column/,
    ],
    ['mine:max_length=2,MAX_LENGTH=3', 'usage', /max_length is set twice/],
    ['mine:max_length=2k', 'bad-parameter', /expected a whole number, 1 or more \(tokens\)/],
    ['mine:max_length=0', 'bad-parameter', /expected a whole number, 1 or more \(tokens\)/],
    ['mine:max_length=-1', 'bad-parameter', /whole number/],
    ['mine:max_length=1e3', 'bad-parameter', /whole number/],
    ['mine:max_length=', 'bad-parameter', /whole number/],
    ['mine:packing=maybe', 'bad-parameter', /expected true or false/],
    ['mine:packing=none', 'bad-parameter', /expected true or false/],
    ['mine:beta=much', 'bad-parameter', /expected a number/],
    ['mine:format=sharegtp', 'bad-parameter', /expected alpaca, sharegpt.*did you mean sharegpt\?/s],
    ['mine:column=', 'bad-parameter', /expected a text/],
    ['run.yaml', 'run-file', /no such file/],
  ])('%j is refused: %s', async (word, code, words) => {
    const error = (await ask([word]).catch((one: unknown) => one)) as Error & { code: string; hint?: string };
    expect({ name: error.name, code: error.code, exit: (error as unknown as { exitCode: number }).exitCode }).toEqual({
      name: 'FtlintError',
      code,
      exit: 2,
    });
    expect(`${error.message}\n${error.hint ?? ''}`).toMatch(words);
  });

  test('no word does anything but answer or be refused', () => {
    const target = made();
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[a-z:=,.]{0,12}(?:\.ya?ml)?[:=a-z]{0,6}$/)), (word) => {
        try {
          for (const { set } of targetWords([word])) askTarget(target, set);
        } catch (error) {
          expect((error as Error).name).toBe('FtlintError');
        }
      }),
    );
  });
});

describe('run files', () => {
  test.each<[string, string, string, object]>([
    ['max_length: 2048\npacking: yes\n', 'mine:run.yaml', 'run.yaml (made-up)', { max_length: 2048, packing: true }],
    ['limits: {length: 300}\n', 'mine:run.yaml', 'run.yaml (made-up)', { max_length: 300 }],
    ['max_length: null\n', 'mine:run.yaml', 'run.yaml (made-up)', { max_length: null }],
    [
      'max_length: 2048\n',
      'mine:run.yaml:max_length=64,packing=true',
      'run.yaml:max_length=64,packing=true (made-up)',
      { max_length: 64, packing: true },
    ],
    [
      'sets:\n  - type: sharegpt\n    column: body\n',
      'mine:run.yaml',
      'run.yaml (made-up)',
      { format: 'sharegpt', column: 'body' },
    ],
    ['sets: [{type: sharegpt}, {type: sharegpt}]\n', 'mine:run.yaml', 'run.yaml (made-up)', { format: 'sharegpt' }],
    [
      'sets: [{type: sharegpt}, {type: alpaca}]\n',
      'mine:run.yaml:format=alpaca',
      'run.yaml:format=alpaca (made-up)',
      {},
    ],
    ['base: &base {max_length: 77}\n<<: *base\n', 'mine:run.yaml', 'run.yaml (made-up)', { max_length: 77 }],
    ['{"max_length": 5}', 'mine:run.yaml', 'run.yaml (made-up)', { max_length: 5 }],
    ['learning_rate: 1.0e-5\n', 'mine:run.yaml', 'run.yaml (made-up)', {}],
  ])('%j as %s: %s', async (text, word, label, parameters) => {
    const [asked] = await ask([word], { 'run.yaml': text });
    expect([asked.label, asked.from]).toEqual([label, 'run.yaml']);
    const usual = { max_length: 1024, packing: false, beta: 0.1, format: 'alpaca', column: null };
    expect(asked.parameters).toEqual({ ...usual, ...parameters });
  });

  test.each<[string, string]>([
    ['model_name_or_path: x\ndataset_text_field: body\nmax_length: 64\n', 'trl-sft'],
    ['model_name_or_path: x\nprecompute_ref_log_probs: true\n', 'trl-dpo'],
    ['model_name_or_path: x\ndesirable_weight: 1.0\n', 'trl-kto'],
    ['model_name_or_path: x\nnum_generations: 8\n', 'trl-grpo'],
    ['base_model: x\nsequence_len: 4096\ndatasets:\n  - path: a.jsonl\n    type: alpaca\n', 'axolotl'],
    ['stage: sft\ncutoff_len: 1024\n', 'llama-factory-sft'],
    ['stage: pt\n', 'llama-factory-pt'],
    ['stage: rm\n', 'llama-factory-dpo'],
    ['stage: kto\n', 'llama-factory-kto'],
  ])('%j is told by its keys: %s', async (text, id) => {
    const [asked] = await ask(['run.yml'], { 'run.yml': text });
    expect(asked.target.id).toBe(id);
  });

  test.each<[string, string, RegExp]>([
    ['model_name_or_path: x\nbeta: 0.1\n', 'run.yml', /do not tell which trainer of TRL[\s\S]*--for trl-dpo:run\.yml/],
    ['packing: true\nnum_generations: 2\n', 'run.yml', /do not tell which trainer of TRL/],
    ['base_model: x\nsequence_len: 9\nrl: dpo\n', 'run.yml', /rl: dpo trains on preferences/],
    ['stage: ppo\n', 'run.yml', /stage "ppo"/],
    ['colour: blue\n', 'run.yml', /its keys are not those of a run/],
    ['- a\n- b\n', 'run.yml', /expected keys with values/],
    ['', 'run.yml', /expected keys with values/],
    ['a: [1\n', 'run.yml', /not YAML that can be read/],
    ['a: 1\na: 2\n', 'run.yml', /not YAML that can be read/],
    ['max_length: long\n', 'mine:run.yml', /run\.yml: max_length: expected a whole number/],
    ['max_length: [1, 2]\n', 'mine:run.yml', /its data sets differ in max_length/],
    ['sets: [{type: sharegpt}, {}]\n', 'mine:run.yml', /differ in sets\[\]\.type \("sharegpt", not set\)/],
    ['sets: [{type: {system_prompt: x}}]\n', 'mine:run.yml', /expected alpaca, sharegpt/],
    ['stage: sft\n', 'nobody:run.yml', /no such target/],
    [`a: ${'['.repeat(5000)}`, 'run.yml', /nested too deeply/],
    [`${'- '.repeat(5000)}a`, 'run.yml', /nested too deeply/],
    [
      `a: &a [x, x, x, x, x, x, x, x, x]\n${'bcdefghi'.replace(/./g, (c, i: number) => `${c}: &${c} [${`*${'abcdefgh'[i]},`.repeat(9)}]\n`)}`,
      'run.yml',
      /alias/i,
    ],
    [`a: "${'x'.repeat(70000)}"`, 'run.yml', /at most 65536 bytes is read/],
  ])('%.40j as %s is refused', async (text, word, words) => {
    const error = (await ask([word], { 'run.yml': text }).catch((one: unknown) => one)) as Error & { hint?: string };
    expect(error.name).toBe('FtlintError');
    expect(`${error.message}\n${error.hint ?? ''}`).toMatch(words);
  });

  test('a run file that sets nothing is said to', async () => {
    const heard: string[] = [];
    await ask(['mine:run.yml'], { 'run.yml': 'colour: blue\n' }, heard);
    expect(heard).toEqual([
      expect.stringMatching(/^run\.yml sets none of the parameters of made-up \(max_length, packing/),
    ]);
  });

  test('dataset_info.json of LLaMA-Factory is read beside the run file, and in its dataset_dir', async () => {
    const info = JSON.stringify({ chats: { file_name: 'a.json', formatting: 'sharegpt' }, other: {} });
    for (const [dir, line] of [
      ['data', ''],
      ['', ''],
      ['sets', 'dataset_dir: sets\n'],
    ] as const) {
      const heard: string[] = [];
      const files = { 'run.yml': `stage: sft\ndataset: chats\n${line}`, [join(dir, 'dataset_info.json')]: info };
      await ask(['run.yml'], files, heard);
      expect(heard).toEqual([]);
    }
    const heard: string[] = [];
    await ask(['run.yml'], { 'run.yml': 'stage: sft\ndataset: chats\n' }, heard);
    expect(heard).toEqual([expect.stringMatching(/no dataset_info\.json is found for dataset chats/)]);
    const wrong = { 'run.yml': 'stage: sft\ndataset: [chatz]\n', 'data/dataset_info.json': info };
    await expect(ask(['run.yml'], wrong)).rejects.toMatchObject({ hint: 'did you mean chats?' });
  });
});

test('an entry of dataset_info.json without formatting is alpaca', async () => {
  const run = 'stage: sft\ndataset: d\n';
  const of = async (entry: object): Promise<unknown> => {
    const files = { 'run.yml': run, 'data/dataset_info.json': JSON.stringify({ d: entry }) };
    return (await ask(['run.yml'], files))[0].parameters['formatting'];
  };
  expect(await of({ file_name: 'a.json' })).toBe('alpaca');
  expect(await of({ file_name: 'a.json', formatting: 'sharegpt' })).toBe('sharegpt');
  const chat = {
    conversations: [
      { from: 'human', value: 'Which river?' },
      { from: 'gpt', value: 'Danube.' },
    ],
  };
  const info = JSON.stringify({ d: { file_name: 'a.json' } });
  const cwd = folder({ 'run.yml': run, 'dataset_info.json': info, 'a.jsonl': `${JSON.stringify(chat)}\n` });
  const report = await check({ inputs: ['a.jsonl'], cwd, for: ['run.yml'] });
  expect(report.datasets[0].targets[0].verdict).toBe('not-ready');
  expect(report.datasets[0].findings.map(({ rule }) => rule)).toContain('target-setting');
  expect((await ask(['run.yml'], { 'run.yml': 'stage: sft\n' }))[0].parameters['formatting']).toBe('auto');
});

describe('the type of an Axolotl data set', () => {
  const chat = {
    messages: [
      { role: 'user', content: 'Which river?' },
      { role: 'assistant', content: 'Danube.' },
    ],
  };
  const alpaca = { instruction: 'Name a river.', input: '', output: 'Danube.' };
  test.each<[string, object, string]>([
    ['type: alpaca', chat, 'not-ready'],
    ['type: alpaca', alpaca, 'ready'],
    ['type: chat_template, field_messages: conversations', alpaca, 'not-ready'],
    ['type: chat_template', chat, 'ready'],
    ['type: chat_template, field_messages: dialog', { dialog: chat.messages }, 'ready'],
    ['type: completion, field: body', { body: 'The Danube is long.' }, 'ready'],
    ['type: completion', chat, 'not-ready'],
    ['type: my_own.module', alpaca, 'ready'],
    ['type: {field_instruction: instruction, field_output: output}', alpaca, 'ready'],
    ['type: ', { input_ids: [1, 2], labels: [-100, 2] }, 'ready'],
  ])('%s over %j: %s', async (set, record, verdict) => {
    const run = `base_model: x\nsequence_len: 512\ndatasets:\n  - {path: a, ${set}}\n`;
    const cwd = folder({ 'ax.yml': run, 'a.jsonl': `${JSON.stringify(record)}\n` });
    const report = await check({ inputs: ['a.jsonl'], cwd, for: ['ax.yml'] });
    expect(report.datasets[0].targets).toMatchObject([{ label: 'ax.yml (axolotl)', verdict }]);
    const rules = report.datasets[0].findings
      .filter(({ scope }) => scope.startsWith('target:'))
      .map(({ rule }) => rule);
    expect(rules.includes('target-setting')).toBe(verdict === 'not-ready');
  });
});

describe('a run file that names columns', () => {
  const shapeOf = async (run: string, id: string, info?: object): Promise<unknown> => {
    const files = { 'run.yml': run, ...(info !== undefined && { 'data/dataset_info.json': JSON.stringify(info) }) };
    const [{ target }] = await ask(['run.yml'], files);
    const shape = target.shapes.find((one) => one.id === id)!;
    return [
      Object.values(shape.fields).flatMap(({ keys }) => keys),
      shape.turns?.role,
      shape.turns?.content,
      shape.turns?.roles,
    ];
  };

  test('LLaMA-Factory: columns and tags of the data set', async () => {
    const chats = {
      formatting: 'sharegpt',
      columns: { messages: 'dialog', system: 'sys' },
      tags: { role_tag: 'speaker', content_tag: 'says', user_tag: 'customer', assistant_tag: 'agent' },
    };
    expect(await shapeOf('stage: sft\ndataset: chats\n', 'sharegpt', { chats })).toEqual([
      expect.arrayContaining(['dialog', 'sys', 'tools']),
      ['speaker'],
      ['says'],
      expect.objectContaining({ user: ['customer'], assistant: ['agent'], tool: ['observation'] }),
    ]);
    const plain = { columns: { prompt: 'question', response: 'answer' } };
    expect(await shapeOf('stage: sft\ndataset: qa\n', 'alpaca', { qa: plain })).toEqual([
      expect.arrayContaining(['question', 'answer', 'input']),
      undefined,
      undefined,
      undefined,
    ]);
    const pairs = { formatting: 'sharegpt', ranking: true, columns: { chosen: 'good' }, tags: { role_tag: 'role' } };
    expect(await shapeOf('stage: dpo\ndataset: p\n', 'sharegpt', { p: pairs })).toEqual([
      expect.arrayContaining(['conversations', 'good', 'good/role', 'rejected/role', 'rejected/value']),
      ['role'],
      ['value'],
      expect.anything(),
    ]);
    const texts = { columns: { prompt: 'body' } };
    expect(await shapeOf('stage: pt\ndataset: t\n', 'text', { t: texts })).toMatchObject([['body']]);
    const both = {
      'run.yml': 'stage: sft\ndataset: a,b\n',
      'data/dataset_info.json': JSON.stringify({ a: plain, b: {} }),
    };
    await expect(ask(['run.yml'], both)).rejects.toThrow(/differ in columns or tags/);
  });

  test('Axolotl: the messages and their keys', async () => {
    const run = (set: string): string =>
      `base_model: x\nsequence_len: 9\ndatasets:\n  - {path: a, type: chat_template, ${set}}\n`;
    expect(
      await shapeOf(run('field_messages: dialog, message_property_mappings: {role: who, content: what}'), 'messages'),
    ).toEqual([expect.arrayContaining(['dialog']), ['who'], ['what'], expect.anything()]);
    expect(await shapeOf(run('field_messages: messages'), 'messages')).toEqual([
      expect.arrayContaining(['messages']),
      expect.arrayContaining(['role']),
      expect.arrayContaining(['content']),
      expect.anything(),
    ]);
  });
});

describe('targets of a person’s own', () => {
  test('one that is called like a shipped one stands in its place, and that is said', async () => {
    const heard: string[] = [];
    const cwd = folder({ 'targets/openai-sft.json': JSON.stringify(made({ id: 'openai-sft', title: 'Ours' })) });
    const [asked] = await askTargets({
      inputs: [],
      cwd,
      rulesDir: cwd,
      for: ['openai-sft'],
      onNote: (n) => heard.push(n),
    });
    expect(asked.target.title).toBe('Ours');
    expect(heard).toEqual([expect.stringMatching(/^target openai-sft is that of .*, in place of the shipped one$/)]);
  });

  test.each<[string, Readonly<Record<string, string>>, RegExp]>([
    ['no folder', {}, /there is no targets\/\*\.json/],
    ['no JSON', { 'targets/a.json': '{' }, /targets\/a\.json: is not JSON/],
    ['no target', { 'targets/a.json': '[]' }, /is no target[\s\S]*object/],
    ['an id that is not its name', { 'targets/a.json': JSON.stringify(made()) }, /its id is "made-up"/],
    ['a key too many', own({ extra: 1 } as object), /is no target[\s\S]*extra/],
    ['a limit of text', own({ length: { ...made().length, trained: 'some' as 'all' } }), /\/length\/trained/],
    [
      'a parameter that is not there',
      own({ length: { ...made().length, limit: '$most' } }),
      /\/length: there is no parameter "most"/,
    ],
    ['a rule that is not there', own({ checks: [{ rule: 'target-rolle' }] }), /target-rolle/],
    [
      'an option that is not there',
      own({ checks: [{ rule: 'target-field-type', options: { x: 1 } }] }),
      /target-field-type has no option "x"/,
    ],
    [
      'a shape that is not there',
      own({ checks: [{ rule: 'target-field-type', shapes: ['chat'] }] }),
      /there is no shape "chat"/,
    ],
    [
      'a field that is not there',
      own({ shapes: [{ ...made().shapes[0], learnt: ['body'] }] }),
      /there is no field "body"/,
    ],
  ])('%s', async (_what, files, words) => {
    const cwd = folder(files);
    const error = (await askTargets({ inputs: [], cwd, rulesDir: '.' }).catch((one: unknown) => one)) as Error & {
      hint?: string;
    };
    expect(error.name).toBe('FtlintError');
    expect(`${error.message}\n${error.hint ?? ''}`).toMatch(words);
  });
});

test('a target from a folder is checked with as a shipped one is', async () => {
  const checks = [{ rule: 'target-text', options: { fields: ['text'], fault: 'blank' }, fate: 'dropped' as const }];
  const rows = Array.from({ length: 20 }, (_, i) =>
    JSON.stringify({ text: i === 3 ? ' ' : `a text that is number ${i}` }),
  );
  const cwd = folder({ ...own({ checks }), 'train.jsonl': `${rows.join('\n')}\n` });
  const report = await check({ inputs: ['train.jsonl'], cwd, rulesDir: '.', for: ['mine'], task: 'domain-adaptation' });
  const [{ targets, findings, notChecked }] = report.datasets;
  expect(targets).toMatchObject([
    { id: 'made-up', verdict: 'ready-with-warnings', rows: { asWritten: 19, dropped: 1, crash: 0 } },
  ]);
  expect(findings.find(({ rule }) => rule === 'target-text')).toMatchObject({ scope: 'target:made-up', count: 1 });
  expect(notChecked.map(({ unlock }) => unlock ?? '').join()).not.toContain('--for');
});

describe('shipped targets', () => {
  test('every one can be asked for by its id and its names, with its defaults', async () => {
    for (const { id, names } of targetIndex())
      for (const name of [id, ...names]) {
        const [asked] = await askTargets({ inputs: [], for: [name] });
        expect([name, asked.target.id, asked.label]).toEqual([name, id, id]);
      }
  });

  test('the page of each says every source once', async () => {
    const { targetPage } = await import('../src/commands/target-page.ts');
    for (const { id } of targetIndex()) {
      const page = targetPage(await shippedTarget(id));
      const [text, sources] = page.split('## Sources\n\n');
      const lines = sources.trim().split('\n');
      expect([id, new Set(lines).size]).toEqual([id, lines.length]);
      for (const number of lines.keys()) expect(text).toContain(`[${number + 1}]`);
      expect(page).not.toContain('[object ');
    }
  });
});

test('targets that are near by shape: of the kind, with the keys that are there', () => {
  const entry = (id: string, kind: string, key: string, status: 'active' | 'ended' = 'active') => ({
    id,
    names: [],
    status,
    shapes: [{ kind, keys: [[key]] }],
  });
  const all = [
    entry('a', 'conversation', 'messages'),
    entry('b', 'conversation', 'conversations'),
    entry('trl-sft', 'conversation', 'messages'),
    entry('old', 'conversation', 'messages', 'ended'),
    entry('c', 'pair', 'prompt'),
    entry('d', 'conversation', 'input/messages'),
  ];
  expect(nearTargets(all, 'conversation', ['messages'])).toEqual(['trl-sft', 'a', 'b']);
  expect(nearTargets(all, 'conversation', ['conversations', 'id'])).toEqual(['b', 'trl-sft', 'a']);
  expect(nearTargets(all, 'conversation', ['input'])).toEqual(['d', 'trl-sft', 'a']);
  expect(nearTargets(all, 'tuple', [])).toEqual([]);
  expect(nearTargets(all, null, ['messages'])).toEqual([]);
});
