import { defineIssueRule } from '../../../src/rule.ts';

/** A token id or label that is no whole number from 0 on. */
export const tokenIdInvalid = defineIssueRule({
  meta: {
    id: 'token-id-invalid',
    group: 'tokens',
    since: '0.1.0',
    severity: 'error',
    stage: 'shape',
    structural: true,
    title: {
      one: '1 tokenised record holds a number that is no token id: the embedding lookup crashes',
      other: '{count} tokenised records hold a number that is no token id: the embedding lookup crashes',
    },
    messages: {
      found:
        '`{field}` holds {found}; expected whole numbers from 0 on, and -100 only among labels; tokenise the record again ("index out of range in self", "device-side assert triggered")',
    },
    evidence: {
      class: 'vendor',
      source: 'PyTorch Embedding (indices in [0, num_embeddings)) and cross_entropy (ignore_index -100)',
      read: '2026-11-23',
    },
    memory: 'constant',
    fix: 'none',
  },
});
