import { defineTargetRule, optionsOf, textList } from '../../../src/rule.ts';

/** Reports a field that stands under another key than the first one that the target names for it. */
export const targetKeyMapped = defineTargetRule<{ readonly fields?: readonly string[] }>({
  meta: {
    id: 'target-key-mapped',
    group: 'target',
    since: '0.1.0',
    title: {
      one: '1 record has a field under a key that {target} writes in another way',
      other: '{count} records have a field under a key that {target} writes in another way',
    },
    messages: {
      found: 'key "{key}" stands for "{first}" here; {target} expects "{first}"; rename it',
    },
    options: optionsOf({ fields: textList }),
    fix: 'safe',
  },
  compile({ fields }, shape) {
    const names = (fields ?? Object.keys(shape?.fields ?? {})).filter((name) => {
      const keys = shape?.fields[name]?.keys ?? [];
      return keys.length > 1;
    });
    return (record, report) => {
      for (const name of names) {
        const entry = record.field(name);
        if (entry < 0) continue;
        const key = record.keyOf(name);
        const first = shape!.fields[name].keys[0];
        if (key === first) continue;
        report('found', { entry, data: { key, first } });
        return;
      }
    };
  },
});
