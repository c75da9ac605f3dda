import { expect, test } from '@jest/globals';
import { code, long, say, type Row } from './made-up.ts';
import { readRows } from './read-row.ts';

type Fields = Readonly<Record<string, string>>;

/** Column names of public sets of summaries and code. */
const READ: readonly (readonly [name: string, format: string, task: string, fields: Fields, row: Row])[] = [
  // summaries
  [
    'DialogSum',
    'summary-pair',
    'summarization',
    { input: 'dialogue', output: 'summary' },
    (i) => ({
      id: `t${i}`,
      dialogue: `#Person1#: ${say(i)}\n#Person2#: ${say(i, 1)}`,
      summary: say(i, 2),
      topic: say(i, 3, 2),
    }),
  ],
  [
    'XSum',
    'summary-pair',
    'summarization',
    { input: 'document', output: 'summary' },
    (i) => ({ document: long(i), summary: say(i, 1), id: `${i}` }),
  ],
  [
    'BillSum',
    'summary-pair',
    'summarization',
    { input: 'text', output: 'summary' },
    (i) => ({ text: long(i), summary: say(i, 1), title: say(i, 2, 4) }),
  ],
  [
    'Multi-News',
    'summary-pair',
    'summarization',
    { input: 'document', output: 'summary' },
    (i) => ({ document: `${long(i)} ||||| ${long(i, 1)}`, summary: say(i, 2) }),
  ],
  [
    'arXiv',
    'summary-pair',
    'summarization',
    { input: 'article', output: 'abstract' },
    (i) => ({ article: long(i), abstract: say(i, 1), section_names: 'introduction\nmethods' }),
  ],
  [
    'Gigaword',
    'summary-pair',
    'summarization',
    { input: 'document', output: 'summary' },
    (i) => ({ document: say(i), summary: say(i, 1, 4) }),
  ],
  [
    'GovReport',
    'summary-pair',
    'summarization',
    { input: 'report', output: 'summary' },
    (i) => ({ report: long(i), summary: say(i, 1) }),
  ],
  [
    'BookSum',
    'summary-pair',
    'summarization',
    { input: 'chapter', output: 'summary_text' },
    (i) => ({ bid: i, chapter: long(i), summary_text: say(i, 1) }),
  ],
  [
    'AESLC',
    'summary-pair',
    'summarization',
    { input: 'email_body', output: 'subject_line' },
    (i) => ({ email_body: long(i), subject_line: say(i, 1, 4) }),
  ],
  // code
  [
    'sanitized MBPP',
    'prompt-completion',
    'code-generation',
    { input: 'prompt', output: 'code' },
    (i) => ({ task_id: i, prompt: say(i), code: code(i), test_imports: [], test_list: ['assert f(1) == 2'] }),
  ],
  [
    'HumanEval',
    'prompt-completion',
    'code-generation',
    { input: 'prompt', output: 'canonical_solution' },
    (i) => ({
      task_id: `H/${i}`,
      prompt: `def f${i}(a):\n    """ ${say(i)} """\n`,
      canonical_solution: `    return a + ${i}\n`,
      test: 'def check(c):\n    assert c(1)',
      entry_point: `f${i}`,
    }),
  ],
  [
    'CodeAlpaca',
    'instruction',
    'code-generation',
    { input: 'instruction', context: 'input', output: 'output' },
    (i) => ({ instruction: say(i), input: '', output: code(i) }),
  ],
  [
    'OSS-Instruct',
    'prompt-completion',
    'code-generation',
    { input: 'problem', output: 'solution' },
    (i) => ({ lang: 'python', raw_index: i, seed: code(i + 3), problem: say(i), solution: code(i) }),
  ],
  [
    'CodeXGLUE',
    'prompt-completion',
    'code-generation',
    { input: 'docstring', output: 'code' },
    (i) => ({ id: i, code: code(i), code_tokens: ['a'], docstring: say(i), docstring_tokens: ['b'] }),
  ],
  [
    'CodeSearchNet',
    'prompt-completion',
    'code-generation',
    { input: 'func_documentation_string', output: 'func_code_string' },
    (i) => ({
      func_name: 'f',
      whole_func_string: code(i),
      func_code_string: code(i),
      func_documentation_string: say(i),
    }),
  ],
  [
    'CoNaLa',
    'prompt-completion',
    'code-generation',
    { input: 'intent', output: 'snippet' },
    (i) => ({ question_id: i, intent: say(i), snippet: `x = [${i}]\nfor y in x: print(y);\n` }),
  ],
  [
    'synthetic text to SQL',
    'prompt-completion',
    'code-generation',
    { input: 'sql_prompt', context: 'sql_context', output: 'sql' },
    (i) => ({
      id: i,
      sql_prompt: say(i),
      sql_context: 'CREATE TABLE b (c INT)',
      sql: `SELECT a FROM b WHERE c = ${i}`,
    }),
  ],
  [
    'BIRD',
    'prompt-completion',
    'code-generation',
    { input: 'question', output: 'SQL' },
    (i) => ({ db_id: 'd', question: say(i), evidence: say(i, 1, 3), SQL: `SELECT a FROM b WHERE c = ${i}` }),
  ],
  [
    'text to Cypher',
    'prompt-completion',
    'code-generation',
    { input: 'question', schema: 'schema', output: 'cypher' },
    (i) => ({ question: say(i), schema: '(:A)-[:B]->(:C)', cypher: `MATCH (n:A) WHERE n.x = ${i} RETURN n` }),
  ],
];

test.each(READ)('%s are read', async (_name, format, task, fields, row) => {
  const found = await readRows(row);
  expect([found.format.id, found.task.id, found.format.fields]).toEqual([format, task, fields]);
  expect([found.measures.records, found.measures.usable, found.unclear]).toEqual([60, 60, []]);
});
