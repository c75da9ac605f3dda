import { expect, test } from '@jest/globals';
import { finding } from './one-finding.ts';

const many = <T>(n: number, make: (i: number) => T): readonly T[] => Array.from({ length: n }, (_, i) => make(i));
const LONG =
  'river garden ticket market engine court planet summer minister battery orchard harbour river garden market';

/** So wide that what compares parts with parts does not end within the test's limit; what looks at each once takes a moment. */
const TOOLS = many(800, (i) => ({
  type: 'function',
  function: { name: `tool_${i}`, description: LONG.repeat(2), parameters: { type: 'object', properties: {} } },
}));
const calling = many(60_000, (i) => ({
  role: i % 2 === 0 ? 'assistant' : 'tool',
  ...(i % 2 === 0
    ? { tool_calls: [{ id: `c${i}`, type: 'function', function: { name: `tool_${i % 800}`, arguments: '{}' } }] }
    : { tool_call_id: `c${i - 1}`, content: 'done' }),
}));

test.each<readonly [string, rule: string, record: object, count: number | undefined]>([
  [
    'negatives and positives',
    'positive-equals-negative',
    {
      anchor: 'a',
      positive: many(150_000, (i) => `p ${i}`),
      negative: [...many(150_000, (i) => `n ${i}`), 'p 149999'],
    },
    1,
  ],
  [
    'keys with running text, and turns',
    'text-in-unread-keys',
    {
      messages: many(200_000, (i) => ({ role: i % 2 === 0 ? 'user' : 'assistant', content: 'x' })),
      ...Object.fromEntries(many(200_000, (i) => [`k${i}`, 'x'.repeat(100)])),
    },
    undefined,
  ],
  ['calls of many tools', 'undeclared-tool', { messages: calling, tools: TOOLS }, undefined],
  ['arguments of many tools', 'tool-arguments-schema', { messages: calling, tools: TOOLS }, undefined],
  [
    'placeholders in a rejected answer',
    'unfilled-placeholder',
    {
      prompt: [{ role: 'user', content: 'Who are you?' }],
      chosen: [{ role: 'assistant', content: 'A model.' }],
      rejected: many(200_000, (i) => ({ role: i % 2 === 0 ? 'assistant' : 'user', content: 'I am {{name}}.' })),
    },
    undefined,
  ],
])(
  '%s cost no more than their number',
  async (_name, rule, record, count) => {
    expect((await finding(rule, [record]))?.count).toBe(count);
  },
  60_000,
);
