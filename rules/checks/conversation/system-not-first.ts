import { Role, defineRecordRule } from '../../../src/rule.ts';

/** Reports a system turn anywhere but at the start, and a second one. */
export const systemNotFirst = defineRecordRule({
  meta: {
    id: 'system-not-first',
    group: 'conversation',
    since: '0.1.0',
    severity: 'warn',
    stage: 'sample',
    kinds: ['conversation'],
    depends: 'roles',
    title: {
      one: '1 conversation has a system turn that templates drop or refuse',
      other: '{count} conversations have a system turn that templates drop or refuse',
    },
    messages: {
      found:
        'a system turn at position {turn}; expected at most one, at the beginning; move it to the front or join it with the first (templates say: System message must be at the beginning.)',
    },
    evidence: {
      class: 'measured',
      source: '35 chat templates of TRL and Axolotl; torchtune; mistral-common validator.py',
      read: '2026-11-22',
    },
    memory: 'constant',
    fix: 'unsafe',
  },
  check(record, report) {
    if (record.sample?.kind !== 'conversation') return;
    const { role, length, entry } = record.sample.turns;
    for (let i = 1; i < length; i++) {
      if (role[i] !== Role.system) continue;
      report('found', { entry: entry[i], data: { turn: i + 1 } });
      return;
    }
  },
});
