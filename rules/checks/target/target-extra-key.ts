import { defineTargetRule, optionsOf, textList } from '../../../src/rule.ts';

/** Reports a key of the record that its shape does not have. */
export const targetExtraKey = defineTargetRule<{ readonly allowed?: readonly string[] }>({
  meta: {
    id: 'target-extra-key',
    group: 'target',
    since: '0.1.0',
    title: {
      one: '1 record has a key that {target} does not know',
      other: '{count} records have a key that {target} does not know',
    },
    messages: {
      found: 'key "{key}" is none that {target} knows here; expected {known}; remove it, or keep it in another file',
    },
    options: optionsOf({ allowed: textList }),
    fix: 'unsafe',
  },
  compile({ allowed = [] }, shape) {
    const roots = Object.values(shape?.fields ?? {}).flatMap(({ keys }) => keys.map((key) => key.split('/')[0]));
    const known = new Set([...roots, ...(shape?.known ?? []), ...allowed]);
    // What a record may have is told by what it needs; ids and metadata are not what a person should write.
    const named = [...new Set(roots)].join(', ');
    return ({ view }, report) => {
      for (let e = view.first(view.root); e >= 0; e = view.sibling(e, view.root)) {
        const key = view.key(e);
        if (key === undefined || known.has(key)) continue;
        report('found', { entry: e, data: { key: key.slice(0, 64), known: named } });
        return;
      }
    };
  },
});
