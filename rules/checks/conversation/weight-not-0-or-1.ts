import { defineRecordRule, type Entry, type RecordView, TYPE_NAMES, ValueType } from '../../../src/rule.ts';

/** UTF-16 units of a number that a message quotes. */
const LONGEST = 20;

/** The weight in words where it is neither 0 nor 1; null is no weight. */
function oddWeight(record: RecordView, weight: Entry): string | undefined {
  const type = record.type(weight);
  if (type === ValueType.null) return undefined;
  if (type === ValueType.true || type === ValueType.false) return type === ValueType.true ? 'true' : 'false';
  if (type !== ValueType.number) return `a value of type ${TYPE_NAMES[type]}`;
  const first = record.byteAt(weight, 0);
  if ((first === 0x30 || first === 0x31) && record.byteAt(weight, 1) < 0) return undefined;
  const written = record.text(weight);
  return Number(written) === 0 || Number(written) === 1 ? undefined : written.slice(0, LONGEST);
}

/** Reports a turn whose weight is something else than 0 or 1. */
export const weightNot0Or1 = defineRecordRule({
  meta: {
    id: 'weight-not-0-or-1',
    group: 'conversation',
    since: '0.1.0',
    severity: 'warn',
    stage: 'sample',
    kinds: ['conversation'],
    depends: 'record',
    needs: 'weights',
    title: {
      one: '1 conversation has a weight that is neither on nor off: its effect depends on the destination',
      other: '{count} conversations have weights that are neither on nor off: their effect depends on the destination',
    },
    messages: {
      found:
        'the weight of a turn is {weight}; expected the number 0 or 1; a turn is learnt or it is not (OpenAI: allowed values are currently 0 or 1)',
    },
    evidence: {
      class: 'vendor',
      source:
        'OpenAI fine-tuning guide and API (weight: 0 or 1); Together and Fireworks data formats; mistral-finetune validate_data.py',
      read: '2026-11-23',
    },
    memory: 'constant',
    fix: 'none',
  },
  check(record, report) {
    if (record.sample?.kind !== 'conversation') return;
    const { weight, length } = record.sample.turns;
    for (let i = 0; i < length; i++) {
      const found = weight[i] < 0 ? undefined : oddWeight(record, weight[i]);
      if (found === undefined) continue;
      report('found', { entry: weight[i], data: { weight: found } });
      return;
    }
  },
});
