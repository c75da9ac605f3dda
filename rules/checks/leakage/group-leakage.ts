import { countGroup, defineGroupRule, groupCounting, type GroupCounts } from '../../../src/rule.ts';

/** One value of the column that `--group` names, in the training split and in an evaluation split. */
export const groupLeakage = defineGroupRule<GroupCounts>({
  meta: {
    id: 'group-leakage',
    group: 'leakage',
    since: '0.1.0',
    severity: 'error',
    stage: 'sample',
    table: 'group',
    asks: 'group',
    title: {
      one: '1 evaluation record is about something that training shows too: its score says nothing about new cases',
      other:
        '{count} evaluation records are about something that training shows too: their score says nothing about new cases',
    },
    messages: {
      found:
        '{groups} of the values of the group column are in training and in evaluation; expected each in one split only; split by group, not by record (scikit-learn GroupShuffleSplit)',
    },
    evidence: {
      class: 'published',
      source:
        'Kapoor and Narayanan, Leakage and the reproducibility crisis in machine-learning-based science (Patterns 2023): non-independence between training and test samples',
      read: '2026-11-23',
    },
    memory: 'records',
    fix: 'none',
  },
  keys(record, emit) {
    // A blank group is none: records without one do not belong together.
    if (record.filled(record.group)) emit(record.norm(record.group), { lo: 0, hi: 0 });
  },
  ...groupCounting,
  close(state, group) {
    let trained = -1;
    for (let i = 0; i < group.size && trained < 0; i++) if (group.split(i) === 'train') trained = i;
    if (trained < 0) return;
    let records = 0;
    let other = -1;
    for (let i = 0; i < group.size; i++) {
      if (group.split(i) === 'train') continue;
      if (records++ === 0) other = i;
    }
    if (records > 0) countGroup(state, group, records, other, trained);
  },
  finish({ groups, records, first }, { report }) {
    if (groups > 0) report({ message: 'found', data: { groups }, count: records, places: first });
  },
});
