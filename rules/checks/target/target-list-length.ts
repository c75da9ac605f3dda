import { defineTargetRule, optionsOf, ValueType, valueOf } from '../../../src/rule.ts';

interface Options {
  readonly field?: string;
  readonly least?: number;
  readonly most?: number;
}

/** Reports a list that is shorter or longer than it may be. */
export const targetListLength = defineTargetRule<Options>({
  meta: {
    id: 'target-list-length',
    group: 'target',
    since: '0.1.0',
    title: {
      one: '1 record has a list that is too short or too long for {target}',
      other: '{count} records have a list that is too short or too long for {target}',
    },
    messages: {
      short: '"{key}" has {found}; {target} expects {least} or more; add what is missing, or drop the record',
      long: '"{key}" has {found}; {target} takes {most} at most; split the record',
    },
    options: optionsOf({
      field: { type: 'string' },
      least: { type: 'integer', minimum: 0 },
      most: { type: 'integer', minimum: 0 },
    }),
    fix: 'none',
  },
  compile({ field, least = 0, most = Infinity }, shape) {
    const turns = Object.entries(shape?.fields ?? {}).filter(([, { is }]) => is === 'turns' || is === 'text-or-turns');
    const names = field === undefined ? turns.map(([name]) => name) : [field];
    return (record, report) => {
      const { view } = record;
      for (const name of names) {
        const entry = valueOf(record, name);
        if (entry < 0 || view.type(entry) !== ValueType.array) continue;
        // Members of a list.
        const found = view.codePoints(entry);
        if (found >= least && found <= most) continue;
        const data = { key: record.keyOf(name) || name, found: members(found), least, most };
        report(found < least ? 'short' : 'long', { entry, data });
        return;
      }
    };
  },
});

const members = (count: number): string => (count === 0 ? 'no members' : count === 1 ? '1 member' : `${count} members`);
