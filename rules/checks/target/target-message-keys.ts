import {
  askTurns,
  defineTargetRule,
  optionsOf,
  type Report,
  roleBits,
  roleList,
  type TargetRecord,
  type TargetTurns,
  textList,
  ValueType,
} from '../../../src/rule.ts';

interface Options {
  readonly required?: readonly string[];
  readonly allowed?: readonly string[];
  /** Roles of the messages that it is about; absent: all. */
  readonly roles?: readonly string[];
}

/** Reports a message that lacks a key, or has one that is not allowed. */
export const targetMessageKeys = defineTargetRule<Options>({
  meta: {
    id: 'target-message-keys',
    group: 'target',
    since: '0.1.0',
    title: {
      one: '1 record has a message with a key too many or too few for {target}',
      other: '{count} records have a message with a key too many or too few for {target}',
    },
    messages: {
      missing: 'message {number} has no "{key}"; {target} expects it; add it',
      extra: 'message {number} has the key "{key}"; {target} expects {allowed} and nothing else; remove it',
    },
    options: optionsOf({ required: textList, allowed: textList, roles: roleList }),
    fix: 'unsafe',
  },
  compile({ required = [], allowed, roles }) {
    const known = allowed && new Set(allowed);
    const named = allowed?.join(', ') ?? '';
    return askTurns(roleBits(roles), (record, turns, i, report) => {
      if (record.view.type(turns.entry[i]) !== ValueType.object) return false;
      return lacks(record, turns, i, required, report) || (known !== undefined && exceeds(record, turns, i, report));
    });

    function exceeds({ view }: TargetRecord, { entry }: TargetTurns, i: number, report: Report): boolean {
      for (let e = view.first(entry[i]); e >= 0; e = view.sibling(e, entry[i])) {
        const key = view.key(e);
        if (key === undefined || known!.has(key)) continue;
        report('extra', { entry: e, data: { number: i + 1, key: key.slice(0, 64), allowed: named } });
        return true;
      }
      return false;
    }
  },
});

function lacks(
  { view }: TargetRecord,
  { entry }: TargetTurns,
  i: number,
  required: readonly string[],
  report: Report,
): boolean {
  for (const key of required) {
    if (view.child(entry[i], key) >= 0) continue;
    report('missing', { entry: entry[i], data: { number: i + 1, key } });
    return true;
  }
  return false;
}
