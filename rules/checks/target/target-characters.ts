import {
  defineTargetRule,
  type Entry,
  optionsOf,
  partText,
  type RecordView,
  type TargetRecord,
  textList,
  turnsOf,
  ValueType,
  valueOf,
} from '../../../src/rule.ts';

interface Options {
  readonly field?: string;
  /** Fields that are counted together; absent, as `field`: all of the shape that are texts or messages. */
  readonly fields?: readonly string[];
  /** Code points. */
  readonly most: number;
}

/** Reports texts that have more characters than are taken, together. */
export const targetCharacters = defineTargetRule<Options>({
  meta: {
    id: 'target-characters',
    group: 'target',
    since: '0.1.0',
    title: {
      one: '1 record has more characters than {target} takes',
      other: '{count} records have more characters than {target} takes',
    },
    messages: {
      found: '{keys} of the record has {found} characters; {target} takes {most} at most; shorten or split the record',
    },
    options: optionsOf({ field: { type: 'string' }, fields: textList, most: { type: 'integer', minimum: 1 } }, [
      'most',
    ]),
    fix: 'none',
  },
  compile({ field, fields, most }, shape) {
    const all = Object.entries(shape?.fields ?? {}).filter(([, { is }]) => is !== 'any' && is !== 'object');
    const names = field !== undefined ? [field] : (fields ?? all.map(([name]) => name));
    return (record, report) => {
      let [found, entry] = [0, -1];
      for (const name of names) {
        found += charactersOf(record, name);
        if (entry < 0) entry = valueOf(record, name);
      }
      if (found <= most) return;
      const keys = names.map((name) => `"${record.keyOf(name) || name}"`).join(' and ');
      report('found', { entry, data: { keys, found, most } });
    };
  },
});

function charactersOf(record: TargetRecord, name: string): number {
  const { view } = record;
  const turns = turnsOf(record, name);
  if (turns === undefined) return textOf(view, valueOf(record, name));
  let sum = 0;
  for (let i = 0; i < turns.length; i++) sum += textOf(view, turns.content[i]);
  return sum;
}

/** Code points of a string, or of the texts of a list of parts. */
function textOf(view: RecordView, entry: Entry): number {
  if (view.isString(entry)) return view.codePoints(entry);
  if (entry < 0 || view.type(entry) !== ValueType.array) return 0;
  let sum = 0;
  for (let e = view.first(entry); e >= 0; e = view.sibling(e, entry)) {
    const text = view.isString(e) ? e : partText(view, e);
    if (view.isString(text)) sum += view.codePoints(text);
  }
  return sum;
}
