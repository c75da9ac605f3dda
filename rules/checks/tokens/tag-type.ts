import { defineIssueRule } from '../../../src/rule.ts';

/** A record with tags that are neither names nor ids. */
export const tagType = defineIssueRule({
  meta: {
    id: 'tag-type',
    group: 'tokens',
    since: '0.1.0',
    severity: 'error',
    stage: 'shape',
    structural: true,
    title: {
      one: '1 record has tags that are no names and no ids: they cannot be loaded',
      other: '{count} records have tags that are no names and no ids: they cannot be loaded',
    },
    messages: {
      found:
        'found {found}; expected a list of strings, or of integers; write one tag for each word ("Expected bytes, got a \'list\' object", pyarrow)',
    },
    evidence: {
      class: 'vendor',
      source: 'huggingface/transformers run_ner.py (a list of tag names or of class ids for each record)',
      read: '2026-11-23',
    },
    memory: 'constant',
    fix: 'none',
  },
});
