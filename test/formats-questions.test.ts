import { expect, test } from '@jest/globals';
import { answered, asked, long, say, type Row } from './made-up.ts';
import { readRows } from './read-row.ts';

type Fields = Readonly<Record<string, string>>;

/** Column names of public sets of questions, prompts and chat. */
const READ: readonly (readonly [name: string, format: string, task: string, fields: Fields, row: Row])[] = [
  // questions
  [
    'NQ open',
    'answer-lists',
    'instruction-following',
    { input: 'question', output: 'answer' },
    (i) => ({ question: say(i), answer: [say(i, 1, 2)] }),
  ],
  [
    'TriviaQA',
    'answer-lists',
    'instruction-following',
    { input: 'question', output: 'answer' },
    (i) => ({
      question: say(i),
      question_id: `${i}`,
      search_results: { title: [] },
      answer: { value: say(i, 1, 2), aliases: ['x'] },
    }),
  ],
  [
    'TruthfulQA',
    'prompt-completion',
    'instruction-following',
    { input: 'question', output: 'best_answer' },
    (i) => ({ category: 'c', question: say(i), best_answer: say(i, 1), correct_answers: [say(i, 1)] }),
  ],
  [
    'GSM8K',
    'prompt-completion',
    'instruction-following',
    { input: 'question', output: 'answer' },
    (i) => ({ question: say(i), answer: `${long(i)}\n#### ${i}` }),
  ],
  [
    'MATH',
    'prompt-completion',
    'instruction-following',
    { input: 'problem', output: 'solution' },
    (i) => ({ problem: say(i), level: 'Level 1', type: 'Algebra', solution: long(i) }),
  ],
  [
    'OpenMathInstruct',
    'worked-problem',
    'instruction-following',
    { input: 'question', output: 'generated_solution', reference: 'expected_answer' },
    (i) => ({ question: say(i), expected_answer: `${i}`, generated_solution: long(i) }),
  ],
  [
    'a question with a plain answer',
    'prompt-completion',
    'instruction-following',
    { input: 'problem', output: 'answer' },
    (i) => ({ problem: say(i), answer: `${i * 3}` }),
  ],
  // prompts for reinforcement learning
  [
    'a prompt with the truth',
    'prompts',
    'rl-prompts',
    { prompt: 'prompt', reference: 'ground_truth' },
    (i) => ({ prompt: say(i), ground_truth: `${i}` }),
  ],
  [
    'a prompt with tests',
    'prompts',
    'rl-prompts',
    { prompt: 'prompt', reference: 'test_cases' },
    (i) => ({ prompt: say(i), test_cases: [{ in: `${i}`, out: '1' }] }),
  ],
  [
    'messages with a reference',
    'chat-prompts',
    'rl-prompts',
    { prompt: 'messages', reference: 'solution' },
    (i) => ({ messages: asked(i), solution: `${i}` }),
  ],
  // chat
  [
    'answered messages beside an answer',
    'chat',
    'dialogue',
    { turns: 'messages' },
    (i) => ({ messages: answered(i), answer: say(i, 2) }),
  ],
  [
    'columnar parts, with all keys in each',
    'chat',
    'dialogue',
    { turns: 'messages' },
    (i) => ({
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: say(i), image: null },
            { type: 'image', text: null, image: { path: 'a' } },
          ],
        },
        { role: 'assistant', content: [{ type: 'text', text: say(i, 1), image: null }] },
      ],
    }),
  ],
  [
    'DailyDialog',
    'turn-list',
    'dialogue',
    { turns: 'dialog' },
    (i) => ({ dialog: [say(i), say(i, 1), say(i, 2), say(i, 3)], act: [1, 2, 3, 4] }),
  ],
];

test.each(READ)('%s are read', async (_name, format, task, fields, row) => {
  const found = await readRows(row);
  expect([found.format.id, found.task.id, found.format.fields]).toEqual([format, task, fields]);
  expect([found.measures.records, found.measures.usable, found.unclear]).toEqual([60, 60, []]);
});
