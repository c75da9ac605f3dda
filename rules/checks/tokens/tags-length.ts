import { defineIssueRule } from '../../../src/rule.ts';

/** A record whose words and tags differ in number. */
export const tagsLength = defineIssueRule({
  meta: {
    id: 'tags-length',
    group: 'tokens',
    since: '0.1.0',
    severity: 'error',
    stage: 'shape',
    structural: true,
    title: {
      one: '1 record has more words than tags, or fewer: its tags belong to other words',
      other: '{count} records have more words than tags, or fewer: their tags belong to other words',
    },
    messages: {
      found:
        '{words} {words?word:words} and {tags} {tags?tag:tags}; expected one tag for each word; tag it again or drop the record ("list index out of range" while labels are aligned)',
    },
    evidence: {
      class: 'vendor',
      source: 'huggingface/transformers run_ner.py (tags are looked up by the number of the word)',
      read: '2026-11-23',
    },
    memory: 'constant',
    fix: 'unsafe',
  },
});
