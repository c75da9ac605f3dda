import {
  type AskTurn,
  askTurns,
  defineTargetRule,
  type Entry,
  faults,
  hasCalls,
  optionsOf,
  type RecordView,
  roleBits,
  roleList,
  said,
  Said,
  shortValue,
  type TargetRecord,
  typeWord,
  ValueType,
} from '../../../src/rule.ts';

type Fault =
  'missing' | 'null' | 'empty' | 'blank' | 'not-string' | 'not-string-or-parts' | 'not-parts' | 'mixed-forms';
interface Options {
  readonly fault: Fault;
  readonly roles?: readonly string[];
  /** A message that calls a tool need not say anything. */
  readonly unlessCalls?: boolean;
}

const { string, array, null: nothing } = ValueType;
const isNone = (view: RecordView, content: Entry): boolean => content < 0 || view.type(content) === nothing;

/** Whether a content has a fault, by itself. */
const FAULTS: Readonly<Record<Exclude<Fault, 'mixed-forms'>, (view: RecordView, content: Entry) => boolean>> = {
  missing: (_view, content) => content < 0,
  null: (view, content) => content >= 0 && view.type(content) === nothing,
  empty: (view, content) => said(view, content) === Said.empty,
  blank: (view, content) => {
    const much = said(view, content);
    return much === Said.blank || much === Said.empty;
  },
  'not-string': (view, content) => !isNone(view, content) && view.type(content) !== string,
  'not-string-or-parts': (view, content) =>
    !isNone(view, content) && view.type(content) !== string && view.type(content) !== array,
  'not-parts': (view, content) => !isNone(view, content) && view.type(content) !== array,
};

/** Reports a message whose text is missing, null, empty, blank (which empty is too), or of a type that is not taken. */
export const targetContent = defineTargetRule<Options>({
  meta: {
    id: 'target-content',
    group: 'target',
    since: '0.1.0',
    title: {
      one: '1 record has a message without a text that {target} can use',
      other: '{count} records have a message without a text that {target} can use',
    },
    messages: {
      missing: 'message {number} ("{role}") has no "{key}"; {target} expects it; add it, or remove the message',
      null: 'the "{key}" of message {number} ("{role}") is null; {target} expects a text; write it, or remove the message',
      empty:
        'the "{key}" of message {number} ("{role}") is empty; {target} expects a text; write it, or remove the message',
      blank:
        'the "{key}" of message {number} ("{role}") is blank; {target} expects a text; write it, or remove the message',
      'not-string':
        'the "{key}" of message {number} ("{role}") is {found}; {target} expects a string; write it as text',
      'not-string-or-parts':
        'the "{key}" of message {number} ("{role}") is {found}; {target} expects a string or a list of parts; write it as text',
      'not-parts':
        'the "{key}" of message {number} ("{role}") is {found}; {target} expects a list of parts; put the text into a part',
      'mixed-forms':
        'the "{key}" of message {number} ("{role}") is {found}, and earlier ones of the record are not; {target} expects one form; write all as strings, or all as lists',
    },
    options: optionsOf(
      {
        fault: faults(
          'missing',
          'null',
          'empty',
          'blank',
          'not-string',
          'not-string-or-parts',
          'not-parts',
          'mixed-forms',
        ),
        roles: roleList,
        unlessCalls: { type: 'boolean' },
      },
      ['fault'],
    ),
    fix: 'none',
  },
  compile({ fault, roles, unlessCalls = false }, shape) {
    const key = shape?.turns?.content[0] ?? 'content';
    const bits = roleBits(roles);
    const say: AskTurn = ({ view }, { entry, content, roleEntry }, i, report) => {
      const data = { number: i + 1, key, role: shortValue(view, roleEntry[i]), found: typeWord(view, content[i]) };
      report(fault, { entry: content[i] < 0 ? entry[i] : content[i], data });
      return true;
    };
    if (fault === 'mixed-forms') {
      return (record, report) => {
        const other = mixed(record, bits);
        if (other !== undefined) say(record, record.turns[other[0]], other[1], report);
      };
    }
    const isFault = FAULTS[fault];
    return askTurns(bits, (record, turns, i, report) => {
      const { view } = record;
      if (!isFault(view, turns.content[i]) || view.type(turns.entry[i]) !== ValueType.object) return false;
      return unlessCalls && hasCalls(view, turns, i) ? false : say(record, turns, i, report);
    });
  },
});

/** The first content that is a list where the record's first is a string, or the other way round: its list and number. */
function mixed({ view, turns: lists }: TargetRecord, bits: number): readonly [list: number, i: number] | undefined {
  let form = -1;
  for (let l = 0; l < lists.length; l++) {
    const { content, role, length } = lists[l];
    for (let i = 0; i < length; i++) {
      if (content[i] < 0 || ((bits >> role[i]) & 1) === 0) continue;
      const type = view.type(content[i]);
      if (type !== string && type !== array) continue;
      if (form >= 0 && type !== form) return [l, i];
      form = type;
    }
  }
  return undefined;
}
