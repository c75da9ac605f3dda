import { defineProblemRule } from '../../../src/rule.ts';

/** Reports JSON lines in a file whose name promises one JSON value. */
export const jsonLinesExtension = defineProblemRule({
  meta: {
    id: 'json-lines-extension',
    group: 'file',
    since: '0.1.0',
    severity: 'info',
    stage: 'file',
    title: {
      one: '1 file of JSON lines is named .json',
      other: '{count} files of JSON lines are named .json',
    },
    messages: {
      found:
        'the content is JSON lines, the name says .json; expected .jsonl; rename the file (json.load says: JSONDecodeError: Extra data: line 2 column 1)',
    },
    evidence: {
      class: 'vendor',
      source: 'HF datasets packaged module json; litgpt and FastChat loaders',
      read: '2026-11-22',
    },
    memory: 'constant',
    fix: 'safe',
  },
});
