import {
  defineTargetRule,
  optionsOf,
  type RecordView,
  type TargetField,
  textList,
  ValueType,
} from '../../../src/rule.ts';

interface Options {
  readonly setting: string;
  readonly key?: string;
  /** Shapes that the setting reads: reported is a record that has the fields of none of them. */
  readonly reads?: readonly string[];
}

const isThere = (view: RecordView, { keys, nullable }: TargetField): boolean =>
  keys.some((key) => {
    const entry = view.child(view.root, key);
    return entry >= 0 && !(nullable === true && view.type(entry) === ValueType.null);
  });

/**
 * Reports records of a shape that the target reads only with another setting; with `key`, those that have this root key; with
 * `reads`, those that the setting does not read.
 */
export const targetSetting = defineTargetRule<Options>({
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
      unread:
        '{setting} is set, which reads {keys}; the record has {found}; set {fits} where {target} is run, or convert the records',
    },
    options: optionsOf({ setting: { type: 'string', minLength: 3 }, key: { type: 'string' }, reads: textList }, [
      'setting',
    ]),
    fix: 'none',
  },
  compile({ setting, key, reads }, shape, target) {
    // A run may read columns under other names: the shapes know them, a list of keys would not.
    const sets = target.shapes
      .filter(({ id }) => reads?.includes(id) === true)
      .map(({ fields }) => Object.values(fields).filter(({ required }) => required === true));
    const named = (fields: readonly TargetField[]): string => fields.map(({ keys }) => keys[0]).join(', ');
    const keys = sets.map(named).join(' or ');
    const fits = target.checks.find(({ rule, options }) => {
      const those = rule === 'target-setting' ? options?.['reads'] : undefined;
      return Array.isArray(those) && those.includes(shape?.id);
    })?.options?.['setting'];
    const own = Object.values(shape?.fields ?? {}).filter(({ required }) => required === true);
    return ({ view }, report) => {
      if (reads !== undefined) {
        if (sets.some((fields) => fields.every((field) => isThere(view, field)))) return;
        const found = own.map((field) => field.keys.find((one) => view.child(view.root, one) >= 0) ?? field.keys[0]);
        report('unread', {
          entry: view.root,
          data: { setting, keys, found: found.join(', '), fits: typeof fits === 'string' ? fits : 'what reads that' },
        });
        return;
      }
      const entry = key === undefined ? view.root : view.child(view.root, key);
      if (entry >= 0) report('found', { entry, data: { setting } });
    };
  },
});
