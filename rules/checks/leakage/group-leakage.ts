import { compareRefs, defineGroupRule, keepSmallest, mergeSmallest, plainCodec, type Ref } from '../../../src/rule.ts';

interface Shared {
  readonly ref: Ref;
  /** The training record of the same group. */
  readonly partner: Ref;
}
interface State {
  /** Groups that the training split and another one share, and the records of the others under them. */
  groups: number;
  records: number;
  first: Shared[];
}
const PLACES = 5;
const order = (a: Shared, b: Shared) => compareRefs(a.ref, b.ref);

/** One value of the column that `--group` names, in the training split and in an evaluation split. */
export const groupLeakage = defineGroupRule<State>({
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
  init: () => ({ groups: 0, records: 0, first: [] }),
  close(state, group) {
    let trained = -1;
    for (let i = 0; i < group.size && trained < 0; i++) if (group.split(i) === 'train') trained = i;
    if (trained < 0) return;
    let records = 0;
    for (let i = 0; i < group.size; i++) {
      if (group.split(i) === 'train') continue;
      if (records++ === 0) keepSmallest(state.first, { ref: group.ref(i), partner: group.ref(trained) }, PLACES, order);
    }
    if (records === 0) return;
    state.groups++;
    state.records += records;
  },
  merge: (a, b) => ({
    groups: a.groups + b.groups,
    records: a.records + b.records,
    first: mergeSmallest(a.first, b.first, PLACES, order),
  }),
  finish({ groups, records, first }, { report }) {
    if (groups > 0) report({ message: 'found', data: { groups }, count: records, places: first });
  },
  codec: plainCodec<State>(1),
});
