import {
  askTurns,
  defineTargetRule,
  type Entry,
  faults,
  isPart,
  onlyKey,
  optionsOf,
  partFields,
  partText,
  type RecordView,
  type Report,
  roleBits,
  roleList,
  shortValue,
  textList,
  typeWord,
  ValueType,
} from '../../../src/rule.ts';

type Fault = 'type' | 'no-type' | 'empty';
interface Options {
  readonly fault: Fault;
  readonly types?: readonly string[];
  readonly roles?: readonly string[];
}

/** What a part is, as a message quotes it. */
function typeOf(view: RecordView, part: Entry): string {
  const named = view.child(part, 'type');
  return named >= 0 ? shortValue(view, named) : (onlyKey(view, part) ?? '').slice(0, 40);
}

const hasType = (view: RecordView, part: Entry): boolean =>
  view.isString(view.child(part, 'type')) || (view.child(part, 'type') < 0 && onlyKey(view, part) !== undefined);

/** Reports a part of a content that has a type which is not taken, has none, or holds nothing; and a list without parts (`empty`). */
export const targetParts = defineTargetRule<Options>({
  meta: {
    id: 'target-parts',
    group: 'target',
    since: '0.1.0',
    title: {
      one: '1 record has a part of a message that {target} does not take',
      other: '{count} records have a part of a message that {target} does not take',
    },
    messages: {
      type: 'a part of {where} is of type "{found}"; {target} expects {types}; remove it, or write it as text',
      'no-type': 'a part of {where} is {found} without a type; {target} expects {types}; add its type',
      empty: 'a part of {where} has an empty text; {target} expects a text; write it, or remove the part',
      none: '{where} is a list without parts; {target} expects one or more; write its text into a part',
    },
    options: optionsOf({ fault: faults('type', 'no-type', 'empty'), types: textList, roles: roleList }, ['fault']),
    fix: 'none',
  },
  compile({ fault, types = [], roles }, shape) {
    const named = types.length === 0 ? 'one' : types.join(', ');
    const isFault = (view: RecordView, part: Entry): boolean => {
      if (fault === 'no-type') return !hasType(view, part);
      if (fault === 'type') return hasType(view, part) && !types.some((type) => isPart(view, part, type));
      const text = view.isString(part) ? part : partText(view, part);
      return view.isString(text) && view.codePoints(text) === 0;
    };
    /** Whether a list of parts has a fault, which is reported then. */
    function ask(view: RecordView, list: Entry, where: string, report: Report): boolean {
      if (list < 0 || view.type(list) !== ValueType.array) return false;
      if (fault === 'empty' && view.first(list) < 0) {
        report('none', { entry: list, data: { where } });
        return true;
      }
      for (let e = view.first(list); e >= 0; e = view.sibling(e, list)) {
        if (!isFault(view, e)) continue;
        const found = fault === 'type' ? typeOf(view, e) : typeWord(view, e);
        report(fault, { entry: e, data: { where, found, types: named } });
        return true;
      }
      return false;
    }
    const ofTurns = askTurns(roleBits(roles), ({ view }, { content }, i, report) =>
      ask(view, content[i], `message ${i + 1}`, report),
    );
    const fields = roles === undefined ? partFields(shape) : [];
    return (record, report) => {
      for (const name of fields) if (ask(record.view, record.field(name), `"${record.keyOf(name)}"`, report)) return;
      ofTurns(record, report);
    };
  },
});
