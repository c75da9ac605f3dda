import { ASKING_ROLES, defineRecordRule, lastMessage, roleOf, saysText } from '../../../src/rule.ts';

/** Reports a preference of which one side ends with a turn that is no answer. */
export const preferenceLastRole = defineRecordRule({
  meta: {
    id: 'preference-last-role',
    group: 'pair',
    since: '0.1.0',
    severity: 'error',
    stage: 'sample',
    kinds: ['preference'],
    depends: 'record',
    title: {
      one: '1 preference compares something else than two answers',
      other: '{count} preferences compare something else than two answers',
    },
    messages: {
      found:
        'the last turn of {side} is {role}; expected assistant; cut what follows the answer, or write the answer (the two last turns are what is compared)',
    },
    evidence: {
      class: 'vendor',
      source: 'TRL dataset_formats.md (preference); Azure OpenAI DPO (the outputs hold an assistant message)',
      read: '2026-11-23',
    },
    memory: 'constant',
    fix: 'none',
  },
  check(record, report) {
    const { sample } = record;
    if (sample?.kind !== 'preference') return;
    for (const side of ['chosen', 'rejected'] as const) {
      const last = lastMessage(record, side === 'chosen' ? sample.chosenEntry : sample.rejectedEntry);
      const entry = last < 0 ? -1 : roleOf(record, last);
      const role = entry < 0 ? undefined : ASKING_ROLES.find((name) => saysText(record, entry, name));
      if (role === undefined) continue;
      report('found', { entry, data: { side, role } });
      return;
    }
  },
});
