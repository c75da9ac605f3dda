import { defineIssueRule } from '../../../src/rule.ts';

/** A tokenised record whose lists differ in length. */
export const tokenIdsLength = defineIssueRule({
  meta: {
    id: 'token-ids-length',
    group: 'tokens',
    since: '0.1.0',
    severity: 'error',
    stage: 'shape',
    structural: true,
    title: {
      one: '1 tokenised record has lists of different lengths: the batch cannot be put together',
      other: '{count} tokenised records have lists of different lengths: the batch cannot be put together',
    },
    messages: {
      found:
        '`{field}` has {found} entries; expected {expected}, one for each of `input_ids`; tokenise the record again ("Unable to create tensor, you should probably activate truncation and/or padding")',
    },
    evidence: {
      class: 'vendor',
      source: 'huggingface/transformers data collators and tokenization_utils_base.py (pad)',
      read: '2026-11-23',
    },
    memory: 'constant',
    fix: 'none',
  },
});
