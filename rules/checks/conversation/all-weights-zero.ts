import { type Entry, type RecordView, Role, ValueType, defineRecordRule } from '../../../src/rule.ts';

/** False counts as 0, as it does in Python. */
function isZero(record: RecordView, weight: Entry): boolean {
  if (weight < 0) return false;
  const type = record.type(weight);
  return type === ValueType.false || (type === ValueType.number && Number(record.text(weight)) === 0);
}

/** Reports a conversation whose assistant turns all have the weight 0. */
export const allWeightsZero = defineRecordRule({
  meta: {
    id: 'all-weights-zero',
    group: 'conversation',
    since: '0.1.0',
    severity: 'error',
    stage: 'sample',
    kinds: ['conversation'],
    depends: 'record',
    needs: 'weights',
    title: {
      one: '1 conversation has every answer switched off: nothing is learnt',
      other: '{count} conversations have every answer switched off: nothing is learnt',
    },
    messages: {
      found:
        'every assistant turn has weight 0; expected at least one with weight 1; set it on the answers to learn, or remove the record (no validator says so: the loss is 0)',
    },
    evidence: {
      class: 'vendor',
      source: 'OpenAI fine-tuning guide (weight); Fireworks and Together data formats',
      read: '2026-11-22',
    },
    memory: 'constant',
    fix: 'unsafe',
  },
  check(record, report) {
    if (record.sample?.kind !== 'conversation') return;
    const { role, weight, length } = record.sample.turns;
    let last = -1;
    for (let i = 0; i < length; i++) {
      if (role[i] !== Role.assistant) continue;
      if (!isZero(record, weight[i])) return;
      last = i;
    }
    if (last >= 0) report('found', { entry: weight[last] });
  },
});
