import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Tokenizer } from '@huggingface/tokenizers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { openTokenizer, tokenizerSpec } from '../src/tokens/open.ts';
import type { TokenCounter } from '../src/tokens/counter.ts';
import { cases, hasCases } from './shared.ts';
import { readJson, readText } from './tokens-view.ts';

const fixtures = fileURLToPath(new URL('../fixtures/tokens/', import.meta.url));
const texts = readFileSync(join(fixtures, 'texts.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => (JSON.parse(line) as { text: string }).text);

const PLAIN = { disallowedSpecial: new Set<string>() };
const ENCODINGS = ['o200k_base', 'cl100k_base', 'p50k_base', 'r50k_base'] as const;
type Oracle = (text: string) => number;
const oracles = new Map<string, Oracle>();
const counters = new Map<string, TokenCounter>();

beforeAll(async () => {
  const modules = {
    o200k_base: () => import('gpt-tokenizer/encoding/o200k_base'),
    cl100k_base: () => import('gpt-tokenizer/encoding/cl100k_base'),
    p50k_base: () => import('gpt-tokenizer/encoding/p50k_base'),
    r50k_base: () => import('gpt-tokenizer/encoding/r50k_base'),
  };
  for (const name of ENCODINGS) {
    const { countTokens } = await modules[name]();
    oracles.set(name, (text) => countTokens(text, PLAIN));
    counters.set(name, await openTokenizer({ name }));
  }
}, 60_000);

/** Counts of a text, however it is spelt, and what gpt-tokenizer counts. */
function compare(name: string, text: string): { readonly ours: number[]; readonly theirs: number } {
  const ours = [false, true].map((escaped) => {
    const { view, entry } = readText(text, escaped);
    return counters.get(name)!.count(view, entry);
  });
  return { ours, theirs: oracles.get(name)!(text.toWellFormed()) };
}

const HOSTILE = [
  '',
  ' ',
  '\0',
  'a\0b\0\0',
  '\ud800',
  'x\udfff\ud83d',
  '😀👍🏽👩‍👩‍👧‍👦🇩🇪',
  '<|endoftext|><|im_start|>user<|fim_prefix|>',
  'a'.repeat(2000),
  ' '.repeat(2000),
  '\n'.repeat(700),
  ' \n'.repeat(300),
  '='.repeat(1500),
  'ab'.repeat(800),
  '中'.repeat(900),
  'é'.repeat(400),
  '\u0301'.repeat(60),
  "it's IT'S we'Ll they'RE i'd 'twas 'sup don''t x'",
  "a 's 'll've",
  '   leading, trailing   ',
  'tab\tand\r\nline\r\rend\n\n  \n x',
  'camelCaseHTTPServer XMLHttpRequest ABCdefGHI',
  '12345678901234567890 1,000.50 ½ ² ५ ३',
  'ǅ ʰ ﬁ ß ﷽ \u00a0\u3000\u2028\u200b',
  'a/b//c/\n//\n?!.../\r\n',
  '中A文B中ABC文abc É́É ́x',
];

describe.each(ENCODINGS)('%s', (name) => {
  test('counts ordinary and hostile texts as gpt-tokenizer does', () => {
    for (const text of [...texts, ...HOSTILE]) {
      const { ours, theirs } = compare(name, text);
      expect([text, ...ours]).toEqual([text, theirs, theirs]);
    }
  });

  test('and drawn ones', () => {
    const parts = fc.constantFrom(
      " |  |\n|\r\n|\t|a|B|the| The|'s|'LL|'|/|!|12|9|_|\\|\"".split('|'),
      'é|É|中|ß|ǅ|ʰ|\u0301|\u0903|½|😀|\u00a0|\u200b|\0|й|한|<|endoftext|>'.split('|'),
    );
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            parts.chain((some) => fc.constantFrom(...some)),
            fc.string({ unit: 'binary', maxLength: 3 }),
          ),
          { maxLength: 25 },
        ),
        (drawn) => {
          // Two characters that tiktoken takes otherwise than gpt-tokenizer: see the counter.
          const text = drawn.join('').replace(/[\ufeff\u0085]/g, '');
          const { ours, theirs } = compare(name, text);
          expect(ours).toEqual([theirs, theirs]);
        },
      ),
      { numRuns: 400 },
    );
  });

  test('remembers pieces without mixing them up', () => {
    const { view, entry } = readText(texts.join('\n'));
    const first = counters.get(name)!.count(view, entry);
    expect(counters.get(name)!.count(view, entry)).toBe(first);
    expect(first).toBe(oracles.get(name)!(texts.join('\n')));
  });

  test('counts what is no string as nothing', () => {
    const { view, entry } = readJson('[1, "a"]');
    expect(counters.get(name)!.count(view, entry)).toBe(0);
    expect(counters.get(name)!.count(view, -1)).toBe(0);
  });
});

test('a long text without a place to split it is counted in a moment', () => {
  // Search by search its 300,000 bytes would take hours.
  const { view, entry } = readText('abc'.repeat(100_000));
  expect(counters.get('o200k_base')!.count(view, entry)).toBe(100_000);
}, 30_000);

test('the build packs the tokens that the source has', async () => {
  const { tokens } = await import('../src/tokens/ranks/p50k-base.ts');
  const built = readFileSync(new URL('../dist/p50k_base.cjs', import.meta.url), 'utf8');
  const [, text] = /['"]([A-Za-z0-9+/=\n\\]{1000,})['"]/.exec(built) ?? [];
  expect(Buffer.from(text ?? '', 'base64').equals(tokens)).toBe(true);
});

describe('a chat set that OpenAI published numbers for', () => {
  // The notebook adds three tokens a message and three for the reply; roles and contents count alike.
  test('has its lengths, its sum and its epochs', () => {
    if (!hasCases()) return;
    const file = join(cases, 'real/openai_cookbook/toy_chat_fine_tuning.jsonl');
    const lengths = readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => {
        const { messages } = JSON.parse(line) as { messages: Record<string, string>[] };
        const tokens = messages.flatMap((message) =>
          Object.entries(message).map(([key, value]) => {
            const { view, entry } = readText(value);
            return counters.get('cl100k_base')!.count(view, entry) + (key === 'name' ? 1 : 0);
          }),
        );
        return tokens.reduce((sum, n) => sum + n, messages.length * 3 + 3);
      })
      .sort((a, b) => a - b);
    const sum = lengths.reduce((a, b) => a + b, 0);
    expect([lengths[0], lengths[2], lengths[4], sum / lengths.length]).toEqual([26, 45, 8032, 1648.4]);
    expect(lengths.filter((length) => length > 4096)).toHaveLength(1);
    expect(lengths.map((length) => Math.min(length, 4096)).reduce((a, b) => a + b, 0)).toBe(4306);
    // At least a hundred examples in all, and no more than 25 epochs.
    expect(Math.min(25, Math.floor(100 / lengths.length))).toBe(20);
  });
});

describe.each(['byte-level.json', 'word-piece.json'])('a tokenizer.json (%s)', (file) => {
  test('counts as the library does, at first and again', async () => {
    const text = readFileSync(join(fixtures, file), 'utf8');
    const library = new Tokenizer(JSON.parse(text) as object, {});
    const counter = await openTokenizer({ path: file, text });
    expect([counter.id, counter.exact, counter.error]).toEqual([file, true, 0]);
    for (const said of [...texts, ...texts, 'the end<|end|> [SEP] x', 'a'.repeat(5000), ' ', '\0']) {
      const { view, entry } = readText(said, true);
      const plain = library.encode(said, { add_special_tokens: false }).ids.length;
      expect([said, counter.count(view, entry)]).toEqual([said, plain]);
    }
    const { view, entry } = readText('');
    expect(counter.count(view, entry)).toBe(0);
  });
});

describe('--tokenizer', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'ftlint-tokenizer-'));
  afterAll(() => rmSync(scratch, { recursive: true }));
  const refusal = async (word: string): Promise<string> => {
    const opened = tokenizerSpec(word, scratch).then(openTokenizer);
    return opened.then(
      () => 'opened',
      (error: Error & { exitCode?: number }) => `${error.name} ${error.exitCode}: ${error.message}`,
    );
  };

  test('takes a name, a file and a folder', async () => {
    expect(await tokenizerSpec('cl100k_base', scratch)).toEqual({ name: 'cl100k_base' });
    const text = readFileSync(join(fixtures, 'byte-level.json'), 'utf8');
    writeFileSync(join(scratch, 'tokenizer.json'), text);
    expect(await tokenizerSpec('tokenizer.json', scratch)).toEqual({ path: 'tokenizer.json', text });
    expect(await tokenizerSpec(scratch, '/')).toEqual({ path: join(scratch, 'tokenizer.json'), text });
    expect((await openTokenizer(undefined)).exact).toBe(false);
  });

  test('says what is wrong', async () => {
    writeFileSync(join(scratch, 'broken.json'), '{"model": ');
    writeFileSync(join(scratch, 'other.json'), '{"a": 1}');
    writeFileSync(join(scratch, 'odd.json'), '{"model": {"type": "Magic"}}');
    expect(await refusal('o200k')).toMatch(/^FtlintError 2: --tokenizer o200k: .* Did you mean o200k_base\?$/);
    expect(await refusal('no/such/file')).toMatch(/^FtlintError 2: .* no encoding has this name, and no file/);
    expect(await refusal('constructor')).toMatch(/^FtlintError 2: /);
    expect(await refusal('broken.json')).toMatch(/^FtlintError 2: --tokenizer broken.json: the file is no JSON/);
    expect(await refusal('other.json')).toMatch(/holds no "model"/);
    expect(await refusal('odd.json')).toMatch(/the tokenizer cannot be read/);
    expect(await refusal(fixtures)).toMatch(/the folder holds no tokenizer.json/);
  });
});
