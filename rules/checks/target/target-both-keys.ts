import { defineTargetRule, optionsOf, textList } from '../../../src/rule.ts';

/** Reports a record that has more of these keys than are taken. */
export const targetBothKeys = defineTargetRule<{ readonly keys: readonly string[]; readonly most?: number }>({
  meta: {
    id: 'target-both-keys',
    group: 'target',
    since: '0.1.0',
    title: {
      one: '1 record has keys that {target} does not take together',
      other: '{count} records have keys that {target} does not take together',
    },
    messages: {
      found: '{found} are there together; {target} takes {most} of {keys}; keep the one that holds the text',
    },
    options: optionsOf({ keys: textList, most: { type: 'integer', minimum: 0 } }, ['keys']),
    fix: 'none',
  },
  compile({ keys, most = 1 }) {
    return ({ view }, report) => {
      let [count, last] = [0, -1];
      for (const key of keys) {
        const entry = view.child(view.root, key);
        if (entry < 0) continue;
        count++;
        if (count > most && last < 0) last = entry;
      }
      if (last < 0) return;
      const found = keys.filter((key) => view.child(view.root, key) >= 0).join(' and ');
      report('found', { entry: last, data: { found, most, keys: keys.join(', ') } });
    };
  },
});
