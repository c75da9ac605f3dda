import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { check } from '../src/run/check.ts';

/** Shapes of public sets, column for column, with made-up text: what each must be read as. */
interface Shape {
  readonly name: string;
  readonly file: string;
  /** The file's text for `n` records. */
  readonly write: (n: number) => string;
  readonly n?: number;
  readonly format: string | null;
  /** Undefined: left open, since no record can be read. */
  readonly task: string | null | undefined;
  readonly fields?: Readonly<Record<string, string>>;
  readonly labels?: number;
  readonly copies?: number;
  /** Why the verdict must be cannot-tell. */
  readonly unclear?: RegExp;
  /** The keys show a format whose values no record has: not ready, and nothing usable. */
  readonly broken?: boolean;
}

const WORDS = 'river garden ticket market engine court planet summer minister battery orchard harbour'.split(' ');
const pick = <T>(from: readonly T[], i: number): T => from[i % from.length];

/** A sentence that differs for every (i, k). */
const say = (i: number, k = 0, words = 8): string =>
  `${Array.from({ length: words }, (_, j) => pick(WORDS, i * 7 + k * 5 + j * (1 + (i % 5)))).join(' ')} ${i} ${k}.`;
const long = (i: number, k = 0): string => Array.from({ length: 12 }, (_, j) => say(i, k * 100 + j)).join(' ');

type Row = (i: number) => unknown;
const jsonl =
  (row: Row) =>
  (n: number): string =>
    Array.from({ length: n }, (_, i) => `${JSON.stringify(row(i))}\n`).join('');
const json =
  (row: Row) =>
  (n: number): string =>
    JSON.stringify(Array.from({ length: n }, (_, i) => row(i)));
const cell = (value: unknown, delimiter: string): string =>
  new RegExp(`["\n${delimiter}]`).test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value);
const table =
  (row: (i: number) => readonly unknown[], header?: readonly string[], delimiter = ',') =>
  (n: number): string =>
    [...(header === undefined ? [] : [header]), ...Array.from({ length: n }, (_, i) => row(i))]
      .map((cells) => `${cells.map((value) => cell(value, delimiter)).join(delimiter)}\n`)
      .join('');

const chat = (i: number, user = 'user', assistant = 'assistant', role = 'role', content = 'content') => [
  { [role]: user, [content]: say(i) },
  { [role]: assistant, [content]: say(i, 1) },
  { [role]: user, [content]: say(i, 2) },
  { [role]: assistant, [content]: say(i, 3) },
];
const code = (i: number): string =>
  `def ${pick(WORDS, i)}_${i}(a, b):\n    x = a + ${i}\n    return [y for y in b if y > x]\n`;

const SHAPES: readonly Shape[] = [
  // labelled texts
  {
    name: 'AG News without a header',
    file: 'a.csv',
    write: table((i) => [(i % 4) + 1, say(i, 0, 4), long(i)]),
    format: 'labelled-text',
    task: 'classification',
    fields: { text: 'column_3', label: 'column_1' },
    labels: 4,
  },
  {
    name: 'AG News with a header',
    file: 'a.csv',
    write: table((i) => [(i % 4) + 1, say(i, 0, 4), long(i)], ['Class Index', 'Title', 'Description']),
    format: 'labelled-text',
    task: 'classification',
    fields: { text: 'Description', label: 'Class Index' },
    labels: 4,
  },
  {
    name: 'DBpedia without a header',
    file: 'a.csv',
    write: table((i) => [(i % 14) + 1, say(i, 0, 2), long(i)]),
    n: 140,
    format: 'labelled-text',
    task: 'classification',
    labels: 14,
  },
  {
    name: 'IMDB',
    file: 'a.csv',
    write: table((i) => [long(i), pick(['positive', 'negative'], i)], ['review', 'sentiment']),
    format: 'labelled-text',
    task: 'sentiment',
    fields: { text: 'review', label: 'sentiment' },
    labels: 2,
  },
  {
    name: 'SST-2',
    file: 'a.tsv',
    write: table((i) => [say(i), i % 2], ['sentence', 'label'], '\t'),
    format: 'labelled-text',
    task: 'classification',
    labels: 2,
  },
  {
    name: 'emotion without a header',
    file: 'a.txt',
    write: table((i) => [say(i), pick(['joy', 'fear', 'love'], i)], undefined, ';'),
    format: 'labelled-text',
    task: 'sentiment',
    labels: 3,
  },
  {
    name: 'TREC',
    file: 'a.jsonl',
    write: jsonl((i) => ({ text: say(i), coarse_label: i % 6, fine_label: i % 42 })),
    n: 84,
    format: 'labelled-text',
    task: 'classification',
    fields: { text: 'text', label: 'coarse_label' },
    labels: 6,
  },
  {
    name: 'Amazon reviews (multilingual)',
    file: 'a.jsonl',
    write: jsonl((i) => ({
      review_id: `de_${i}`,
      stars: (i % 5) + 1,
      review_body: long(i),
      review_title: say(i, 1, 3),
      language: 'de',
      product_category: pick(['book', 'toy'], i),
    })),
    format: 'labelled-text',
    task: 'sentiment',
    fields: { text: 'review_body', label: 'stars' },
    labels: 5,
  },
  {
    name: 'Amazon reviews (2018)',
    file: 'a.jsonl',
    write: jsonl((i) => ({
      overall: (i % 5) + 1,
      reviewTime: `0${(i % 9) + 1} 1, 2017`,
      asin: `B${i}`,
      reviewText: long(i),
      summary: say(i, 1, 3),
    })),
    format: 'labelled-text',
    task: 'sentiment',
    fields: { text: 'reviewText', label: 'overall' },
    labels: 5,
  },
  {
    name: 'airline tweets',
    file: 'a.csv',
    write: table(
      (i) => [570 + i, pick(['neutral', 'positive', 'negative'], i), pick(['Delta', 'United'], i), say(i)],
      ['tweet_id', 'airline_sentiment', 'airline', 'text'],
    ),
    format: 'labelled-text',
    task: 'sentiment',
    fields: { text: 'text', label: 'airline_sentiment' },
    labels: 3,
  },
  {
    name: 'BANKING77 with label_text',
    file: 'a.jsonl',
    write: jsonl((i) => ({ text: say(i), label: i % 7, label_text: `intent_${i % 7}` })),
    n: 70,
    format: 'labelled-text',
    task: 'classification',
    fields: { text: 'text', label: 'label' },
    labels: 7,
  },
  {
    name: 'utterance and intent',
    file: 'a.csv',
    write: table((i) => [say(i), `intent_${i % 9}`], ['utterance', 'intent']),
    n: 90,
    format: 'labelled-text',
    task: 'classification',
    labels: 9,
  },
  {
    name: 'an index column',
    file: 'a.csv',
    write: table((i) => [i, say(i), pick(['a_one', 'b_two'], i)], ['', 'text', 'label']),
    format: 'labelled-text',
    task: 'classification',
    fields: { text: 'text', label: 'label' },
    labels: 2,
  },
  {
    name: 'a German table with semicolons',
    file: 'a.csv',
    write: table((i) => [`Über ${say(i)}; "so"`, pick(['Lob', 'Frage'], i)], ['Text', 'Kategorie'], ';'),
    format: 'labelled-text',
    task: 'classification',
    fields: { text: 'Text', label: 'Kategorie' },
    labels: 2,
  },
  {
    name: 'SMS spam (v1, v2)',
    file: 'a.csv',
    write: table((i) => [pick(['ham', 'spam'], i), say(i)], ['v1', 'v2']),
    format: 'labelled-text',
    task: 'classification',
    fields: { text: 'v2', label: 'v1' },
    labels: 2,
  },
  {
    name: 'a Prodigy export',
    file: 'a.jsonl',
    write: jsonl((i) => ({ text: say(i), label: pick(['SPORT', 'TECH'], i), answer: 'accept', _task_hash: i })),
    format: 'labelled-text',
    task: 'classification',
    labels: 2,
  },
  {
    name: 'rows under data',
    file: 'a.json',
    write: (n) =>
      JSON.stringify({
        version: 1,
        data: JSON.parse(json((i) => ({ text: say(i), label: pick(['x_a', 'y_b'], i) }))(n)),
      }),
    format: 'labelled-text',
    task: 'classification',
    labels: 2,
  },
  {
    name: 'splits under keys',
    file: 'a.json',
    write: (n) =>
      JSON.stringify({
        train: JSON.parse(json((i) => [say(i), `c_${i % 5}`])(n)),
        val: [[say(900), 'c_1']],
        oos_train: [],
      }),
    format: 'labelled-columns',
    task: 'classification',
    labels: 5,
  },
  // pairs
  {
    name: 'CNN/DailyMail',
    file: 'a.jsonl',
    write: jsonl((i) => ({ article: long(i), highlights: say(i, 1), id: `${i}` })),
    format: 'summary-pair',
    task: 'summarization',
    fields: { input: 'article', output: 'highlights' },
  },
  {
    name: 'SAMSum, whose dialogue is a text',
    file: 'a.json',
    write: json((i) => ({ id: `${i}`, dialogue: `A: ${say(i)}\r\nB: ${say(i, 1)}`, summary: say(i, 2) })),
    format: 'summary-pair',
    task: 'summarization',
    fields: { input: 'dialogue', output: 'summary' },
  },
  {
    name: 'Reddit TIFU',
    file: 'a.jsonl',
    write: jsonl((i) => ({ ups: 1.5, documents: long(i), tldr: say(i, 1), title: say(i, 2, 4) })),
    format: 'summary-pair',
    task: 'summarization',
  },
  {
    name: 'Dolly',
    file: 'a.jsonl',
    write: jsonl((i) => ({ instruction: say(i), context: '', response: long(i, 1), category: 'open_qa' })),
    format: 'instruction',
    task: 'instruction-following',
    fields: { input: 'instruction', context: 'context', output: 'response' },
  },
  {
    name: 'OpenOrca',
    file: 'a.jsonl',
    write: jsonl((i) => ({ id: `f.${i}`, system_prompt: '', question: say(i), response: long(i, 1) })),
    format: 'prompt-completion',
    task: 'instruction-following',
    fields: { input: 'question', output: 'response', system: 'system_prompt' },
  },
  {
    name: 'MetaMathQA',
    file: 'a.json',
    write: json((i) => ({ query: say(i), original_question: say(i), type: 'GSM', response: long(i, 1) })),
    format: 'prompt-completion',
    task: 'instruction-following',
    fields: { input: 'query', output: 'response' },
  },
  {
    name: 'NuminaMath: a solution is no code',
    file: 'a.jsonl',
    write: jsonl((i) => ({ source: 'cn_k12', problem: say(i), solution: long(i, 1) })),
    format: 'prompt-completion',
    task: 'instruction-following',
  },
  {
    name: 'capitalised columns',
    file: 'a.jsonl',
    write: jsonl((i) => ({ Question: say(i), Answer: long(i, 1) })),
    format: 'prompt-completion',
    task: 'instruction-following',
    fields: { input: 'Question', output: 'Answer' },
  },
  {
    name: 'MBPP',
    file: 'a.jsonl',
    write: jsonl((i) => ({ text: say(i), code: code(i), task_id: i, test_list: ['assert 1'] })),
    format: 'text-answer',
    task: 'code-generation',
    fields: { input: 'text', output: 'code' },
  },
  {
    name: 'Magicoder',
    file: 'a.jsonl',
    write: jsonl((i) => ({ lang: 'python', problem: say(i), solution: `\`\`\`python\n${code(i)}\`\`\`` })),
    format: 'prompt-completion',
    task: 'code-generation',
  },
  {
    name: 'Spider, whose sql is a tree',
    file: 'a.json',
    write: json((i) => ({
      db_id: 'pets',
      query: `SELECT a FROM b WHERE c = ${i}`,
      question: say(i),
      sql: { from: {} },
    })),
    format: 'prompt-completion',
    task: 'code-generation',
    fields: { input: 'question', output: 'query' },
  },
  {
    name: 'text to SQL with its schema',
    file: 'a.json',
    write: json((i) => ({
      question: say(i),
      context: 'CREATE TABLE b (c INT)',
      answer: `SELECT a FROM b WHERE c = ${i}`,
    })),
    format: 'prompt-completion',
    task: 'code-generation',
  },
  {
    name: 'xLAM function calls',
    file: 'a.json',
    write: json((i) => ({
      id: i,
      query: say(i),
      answers: `[{"name": "f", "arguments": {"a": ${i}}}]`,
      tools: '[{"name": "f"}]',
    })),
    format: 'prompt-completion',
    task: 'tool-calling',
  },
  {
    name: 'completions that are labels',
    file: 'a.jsonl',
    write: jsonl((i) => ({ prompt: `${say(i)} ->`, completion: pick([' positive', ' negative'], i) })),
    format: 'prompt-completion',
    task: 'sentiment',
    labels: 2,
  },
  // conversations
  {
    name: 'ShareGPT',
    file: 'a.json',
    write: json((i) => ({ id: `${i}_0`, conversations: chat(i, 'human', 'gpt', 'from', 'value') })),
    format: 'sharegpt',
    task: 'dialogue',
  },
  {
    name: 'UltraChat',
    file: 'a.jsonl',
    write: jsonl((i) => ({ prompt: say(i), prompt_id: `${i}`, messages: chat(i) })),
    format: 'chat',
    task: 'dialogue',
  },
  {
    name: 'chat classification',
    file: 'a.jsonl',
    write: jsonl((i) => ({
      messages: [
        { role: 'system', content: 'Classify.' },
        { role: 'user', content: say(i) },
        { role: 'assistant', content: pick(['billing', 'tech'], i) },
      ],
    })),
    format: 'chat',
    task: 'classification',
    labels: 2,
  },
  // preference, unpaired, prompts
  {
    name: 'HH-RLHF',
    file: 'a.jsonl',
    write: jsonl((i) => ({
      chosen: `\n\nHuman: ${say(i)}\n\nAssistant: ${say(i, 1)}`,
      rejected: `\n\nHuman: ${say(i)}\n\nAssistant: ${say(i, 2)}`,
    })),
    format: 'preference',
    task: 'preference',
  },
  {
    name: 'UltraFeedback binarized',
    file: 'a.jsonl',
    write: jsonl((i) => ({
      prompt: say(i),
      prompt_id: `${i}`,
      chosen: chat(i),
      rejected: [...chat(i).slice(0, 3), { role: 'assistant', content: say(i, 9) }],
      messages: chat(i),
      score_chosen: 8.5,
      score_rejected: 6,
    })),
    format: 'preference',
    task: 'preference',
  },
  {
    name: 'KTO with messages',
    file: 'a.jsonl',
    write: jsonl((i) => ({
      prompt: [{ role: 'user', content: say(i) }],
      completion: [{ role: 'assistant', content: say(i, 1) }],
      label: i % 2 === 0,
    })),
    format: 'kto',
    task: 'unpaired-preference',
    labels: 2,
  },
  {
    name: 'prompts as messages with a plain answer',
    file: 'a.jsonl',
    write: jsonl((i) => ({ prompt: [{ role: 'user', content: say(i) }], answer: `${i}` })),
    format: 'prompts',
    task: 'rl-prompts',
  },
  // raw text
  {
    name: 'Wikipedia',
    file: 'a.jsonl',
    write: jsonl((i) => ({ id: `${i}`, url: `https://x/${i}`, title: say(i, 0, 2), text: long(i) })),
    format: 'text',
    task: 'domain-adaptation',
  },
  {
    name: 'source files',
    file: 'a.jsonl',
    write: jsonl((i) => ({
      hexsha: `${i}`,
      ext: 'py',
      max_stars_repo_path: 'a/b.py',
      content: code(i),
      alphanum_fraction: 0.6,
    })),
    format: 'text',
    task: 'domain-adaptation',
  },
  // what is not understood
  {
    name: 'MNLI',
    file: 'a.jsonl',
    write: jsonl((i) => ({
      premise: say(i),
      hypothesis: say(i, 1, 4),
      label: pick(['entailment', 'neutral', 'contradiction'], i),
    })),
    n: 1500,
    format: 'text-pair',
    task: 'classification',
    fields: { text: 'premise', second: 'hypothesis', label: 'label' },
    labels: 3,
  },
  {
    name: 'QQP',
    file: 'a.jsonl',
    write: jsonl((i) => ({ question1: say(i), question2: say(i, 1), label: i % 2 })),
    n: 1500,
    format: 'text-pair',
    task: 'classification',
    fields: { text: 'question1', second: 'question2', label: 'label' },
    labels: 2,
  },
  {
    name: 'QNLI',
    file: 'a.tsv',
    write: table(
      (i) => [i, say(i), say(i, 1), pick(['entailment', 'not_entailment'], i)],
      ['index', 'question', 'sentence', 'label'],
      '\t',
    ),
    n: 1500,
    format: 'text-pair',
    task: 'classification',
    fields: { text: 'question', second: 'sentence', label: 'label' },
    labels: 2,
  },
  {
    name: 'MRPC',
    file: 'a.tsv',
    write: table((i) => [i % 2, say(i), say(i, 1)], ['Quality', '#1 String', '#2 String'], '\t'),
    n: 1500,
    format: 'text-pair',
    task: 'classification',
    fields: { text: '#1 String', second: '#2 String', label: 'Quality' },
    labels: 2,
  },
  {
    name: 'Jigsaw: several labels',
    file: 'a.csv',
    write: table((i) => [`${i}f`, say(i), i % 2, i % 3 === 0 ? 1 : 0], ['id', 'comment_text', 'toxic', 'insult']),
    n: 1500,
    format: 'labelled-text',
    task: 'classification',
    unclear: /several columns could be the label \(insult, toxic|toxic, insult\), each only 0 or 1/,
  },
  {
    name: 'ARC: choices in a list',
    file: 'a.jsonl',
    write: jsonl((i) => ({
      id: `${i}`,
      question: say(i),
      choices: { text: ['a', 'b'], label: ['A', 'B'] },
      answerKey: pick(['A', 'B'], i),
    })),
    n: 1500,
    format: 'labelled-text',
    task: 'classification',
    unclear: /choices/,
  },
  {
    name: 'answers to compare beside a prompt',
    file: 'a.jsonl',
    write: jsonl((i) => ({ prompt: say(i), response_0: say(i, 1), response_1: say(i, 2), better_response_id: i % 2 })),
    n: 600,
    format: 'prompts',
    task: 'rl-prompts',
    unclear: /`response_\d` holds text too/,
  },
  {
    name: 'text pairs under foreign names',
    file: 'a.csv',
    write: table((i) => [say(i), say(i, 1), `c_${i % 3}`], ['utterance_a', 'utterance_b', 'label']),
    n: 1500,
    format: 'labelled-text',
    task: 'classification',
    unclear: /text pairs \(utterance_a, utterance_b\) under names that no format has/,
  },
  {
    name: 'STS benchmark in GLUE: a fraction under label',
    file: 'a.jsonl',
    write: jsonl((i) => ({ sentence1: say(i), sentence2: say(i, 1), label: (i % 26) / 5, idx: i })),
    n: 1100,
    format: 'sentence-score',
    task: 'embedding',
    fields: { anchor: 'sentence1', positive: 'sentence2', score: 'label' },
  },
  {
    name: 'part of a text set with counts of tokens and tags',
    file: 'a.jsonl',
    write: jsonl((i) => ({ text: long(i), tokens: 90 + i, tags: ['web', 'en'] })),
    n: 6000,
    format: 'text',
    task: 'domain-adaptation',
  },
  {
    name: 'words with one label for all of them',
    file: 'a.jsonl',
    write: jsonl((i) => ({ tokens: say(i).split(' '), label: pick(['a', 'b'], i) })),
    format: null,
    task: null,
    unclear: /not recognised/,
  },
  {
    name: 'segments of a transcript',
    file: 'a.jsonl',
    write: jsonl((i) => ({ id: i, segments: [{ start: 0, end: 1.5, text: say(i) }] })),
    format: null,
    task: null,
    unclear: /not recognised/,
  },
  {
    name: 'GoEmotions: lists of labels',
    file: 'a.jsonl',
    write: jsonl((i) => ({ text: say(i), labels: [i % 28] })),
    format: 'labelled-text',
    task: 'classification',
    labels: 28,
  },
  {
    name: 'named entities',
    file: 'a.jsonl',
    write: jsonl((i) => ({ text: say(i), entities: [[0, 3, 'PER']] })),
    n: 6000,
    format: null,
    task: null,
    unclear: /not recognised/,
  },
  {
    name: 'SQuAD',
    file: 'a.jsonl',
    write: jsonl((i) => ({
      id: `${i}`,
      title: 'A',
      context: long(i),
      question: say(i),
      answers: { text: ['a'], answer_start: [1] },
    })),
    format: 'answer-lists',
    task: 'instruction-following',
    fields: { input: 'question', context: 'context', output: 'answers' },
  },
  {
    name: 'LIMA: conversations without roles',
    file: 'a.jsonl',
    write: jsonl((i) => ({ conversations: [say(i), long(i)], source: 'x' })),
    format: 'turn-list',
    task: 'dialogue',
  },
  {
    name: 'rows of a data set viewer',
    file: 'a.json',
    write: (n) =>
      JSON.stringify({ rows: JSON.parse(json((i) => ({ row_idx: i, row: { text: say(i), label: i % 2 } }))(n)) }),
    format: null,
    task: null,
    unclear: /not recognised/,
  },
  {
    name: 'Label Studio',
    file: 'a.json',
    write: json((i) => ({ id: i, data: { text: say(i) }, annotations: [{ result: [] }] })),
    format: null,
    task: null,
    unclear: /not recognised/,
  },
  {
    name: 'Rasa',
    file: 'a.json',
    write: (n) =>
      JSON.stringify({
        rasa_nlu_data: { common_examples: JSON.parse(json((i) => ({ text: say(i), intent: 'a' }))(n)) },
      }),
    format: null,
    task: null,
    unclear: /not recognised/,
  },
];

describe('shapes of public sets', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'ftlint-shapes-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each(SHAPES)('$name', async (shape) => {
    const path = join(folder, shape.file);
    const n = shape.n ?? 60;
    writeFileSync(path, shape.write(n));
    const report = await check({ inputs: [path] });
    const [{ format, task, measures, verdict, unclear }] = report.datasets;
    expect(format.id).toBe(shape.format);
    if (shape.task !== undefined) expect(task.id).toBe(shape.task);
    if (shape.fields !== undefined) expect(format.fields).toEqual(shape.fields);
    if (shape.labels !== undefined) expect(measures.labels?.count).toBe(shape.labels);
    if (!/rasa/i.test(shape.name)) expect(measures.records).toBe(n);
    expect(measures.duplicates.exact).toBe(0);
    expect(measures.invalid).toBe(0);
    if (shape.broken) {
      expect(verdict).toBe('not-ready');
      expect(measures.usable).toBe(0);
    } else if (shape.unclear === undefined) {
      expect(unclear).toEqual([]);
      expect(measures.usable).toBe(n);
    } else {
      expect(verdict).toBe('cannot-tell');
      expect(unclear.join('; ')).toMatch(shape.unclear);
    }
  });

  test('naming the columns or the task settles a doubt', async () => {
    const path = join(folder, 'pairs.jsonl');
    writeFileSync(
      path,
      jsonl((i) => ({ premise: say(i), hypothesis: say(i, 1, 4), label: pick(['a_x', 'b_y'], i) }))(600),
    );
    const named = await check({ inputs: [path], columns: { text: 'hypothesis', label: 'label' } });
    expect(named.datasets[0].format.fields).toEqual({ text: 'hypothesis', label: 'label' });
    expect(named.verdict).not.toBe('cannot-tell');
    const prompts = join(folder, 'prompts.jsonl');
    writeFileSync(prompts, jsonl((i) => ({ prompt: say(i), response_0: say(i, 1) }))(600));
    expect((await check({ inputs: [prompts] })).verdict).toBe('cannot-tell');
    expect((await check({ inputs: [prompts], task: 'grpo' })).verdict).not.toBe('cannot-tell');
  });
});
