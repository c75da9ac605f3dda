import { defineTargetRule, optionsOf } from '../../../src/rule.ts';

/** Reports records of a shape that the target reads only with another setting; with `key`, those that have this root key. */
export const targetSetting = defineTargetRule<{ readonly setting: string; readonly key?: string }>({
  meta: {
    id: 'target-setting',
    group: 'target',
    since: '0.1.0',
    title: {
      one: '1 record needs another setting of {target}',
      other: '{count} records need another setting of {target}',
    },
    messages: {
      found:
        'records of this shape are read with {setting}, which is not set so; set it where {target} is run, or convert the records',
    },
    options: optionsOf({ setting: { type: 'string', minLength: 3 }, key: { type: 'string' } }, ['setting']),
    fix: 'none',
  },
  compile({ setting, key }) {
    return ({ view }, report) => {
      const entry = key === undefined ? view.root : view.child(view.root, key);
      if (entry >= 0) report('found', { entry, data: { setting } });
    };
  },
});
