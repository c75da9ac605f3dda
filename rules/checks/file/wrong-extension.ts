import { defineProblemRule } from '../../../src/rule.ts';

/** Reports a file whose content is of another kind than its extension. */
export const wrongExtension = defineProblemRule({
  meta: {
    id: 'wrong-extension',
    group: 'file',
    since: '0.1.0',
    severity: 'warn',
    stage: 'file',
    title: {
      one: '1 file is not what its name says',
      other: '{count} files are not what their names say',
    },
    messages: {
      found:
        'the content is {found}, the name says .{expected}; expected both to agree; rename or convert the file (loaders choose the parser by the name: JSONDecodeError: Extra data: line 2 column 1)',
    },
    evidence: {
      class: 'vendor',
      source: 'HF datasets packaged modules; together-python files check',
      read: '2026-11-22',
    },
    memory: 'constant',
    fix: 'safe',
  },
});
