import { defineIssueRule } from '../../../src/rule.ts';

/** Reports a record whose keys match no format, with the nearest one. */
export const unknownShape = defineIssueRule({
  meta: {
    id: 'unknown-shape',
    group: 'shape',
    since: '0.1.0',
    severity: 'error',
    stage: 'shape',
    structural: true,
    title: {
      one: '1 record has no fields that any trainer knows',
      other: '{count} records have no fields that any trainer knows',
    },
    messages: {
      found:
        'keys {keys}; expected the keys of a format (messages, prompt and completion, text and label …); rename the columns, or name them with --text, --label, --prompt, --completion or --messages',
      nearest:
        'keys {keys}; the nearest format is {nearest}, which also needs {rename}; rename or add it, or name the columns with --text, --label, --prompt, --completion or --messages',
    },
    evidence: {
      class: 'vendor',
      source: 'TRL data_utils.py; together-python files check; Axolotl, ms-swift and llm-foundry loaders',
      read: '2026-11-22',
    },
    memory: 'constant',
    fix: 'none',
  },
  message: ({ nearest, rename }) => (nearest === 'none' || rename === '' ? 'found' : 'nearest'),
});
