import { defineIssueRule } from '../../../src/rule.ts';

/** An unpaired preference whose verdict is a string or a number. */
export const ktoLabelNotBoolean = defineIssueRule({
  meta: {
    id: 'kto-label-not-boolean',
    group: 'pair',
    since: '0.1.0',
    severity: 'error',
    stage: 'shape',
    structural: true,
    depends: 'shape',
    title: {
      one: '1 record has a verdict that is not true or false: it is dropped or taken for wanted',
      other: '{count} records have a verdict that is not true or false: they are dropped or taken for wanted',
    },
    messages: {
      found: 'the label is a {found}; expected true or false without quotes; write the JSON boolean',
    },
    evidence: {
      class: 'vendor',
      source: 'TRL dataset_formats.md (unpaired preference: a boolean label); LLaMA-Factory data/README.md (kto_tag)',
      read: '2026-11-22',
    },
    memory: 'constant',
    fix: 'safe',
  },
});
