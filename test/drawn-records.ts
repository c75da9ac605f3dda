import fc from 'fast-check';

const text = fc.constantFrom(
  'a',
  'b  c',
  'A',
  '',
  ' ',
  'ein längerer Satz',
  '{{name}} is here',
  'yes',
  'no',
  'x<|im_end|>',
);
/** Records of every kind of sample, and values that are none: equal ones are drawn often. */
export const record = fc.oneof(
  fc.record({ text, label: fc.constantFrom('one', 'two', 'Two ', 3, null) }),
  fc.record({ prompt: text, completion: text }),
  fc.record({ prompt: text, chosen: text, rejected: text }),
  fc.record({
    messages: fc.array(fc.record({ role: fc.constantFrom('user', 'assistant', 'system', 'gpt'), content: text }), {
      maxLength: 4,
    }),
  }),
  fc.record({ prompt: text, completion: text, label: fc.boolean() }),
  fc.anything({ withBigInt: false }).map((value) => value ?? null),
);
