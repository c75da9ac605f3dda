import { defineRecordRule } from '../../../src/rule.ts';

/** A preference whose two answers are the same. */
export const chosenEqualsRejected = defineRecordRule({
  meta: {
    id: 'chosen-equals-rejected',
    group: 'pair',
    since: '0.1.0',
    severity: 'error',
    stage: 'sample',
    kinds: ['preference'],
    depends: 'record',
    title: {
      one: '1 preference prefers nothing: chosen and rejected are the same',
      other: '{count} preferences prefer nothing: chosen and rejected are the same',
    },
    messages: {
      found:
        'chosen and rejected are the same text; expected two answers; drop the record (the DPO loss of such a pair stays at 0.6931, ln 2)',
      normalised:
        'chosen and rejected differ in case, space or Unicode form only; expected two answers; drop the record (the model would learn that difference)',
    },
    evidence: {
      class: 'vendor',
      source: 'modelscope/ms-swift core.py deletes such rows; DPO (Rafailov et al., arXiv:2305.18290)',
      read: '2026-11-22',
    },
    memory: 'constant',
    fix: 'unsafe',
  },
  check({ sample }, report) {
    if (sample?.kind !== 'preference') return;
    const { chosen, rejected } = sample;
    if (chosen.blank || rejected.blank) return;
    if (chosen.normLo !== rejected.normLo || chosen.normHi !== rejected.normHi) return;
    const exact = chosen.hashLo === rejected.hashLo && chosen.hashHi === rejected.hashHi;
    report(exact ? 'found' : 'normalised', { entry: rejected.entry });
  },
});
