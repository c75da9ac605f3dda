import {
  defineTargetRule,
  type Entry,
  inRoles,
  optionsOf,
  partText,
  roleBits,
  roleList,
  type RecordView,
  shortText,
  textList,
  turnsOf,
  ValueType,
  valueOf,
} from '../../../src/rule.ts';

interface Options {
  readonly words: readonly string[];
  /** Fields that it is about; absent: all texts and messages of the shape. */
  readonly fields?: readonly string[];
  /** Roles of the messages that it is about; absent: all. */
  readonly roles?: readonly string[];
}

/** Reports a text with a word that the target has reserved. */
export const targetWords = defineTargetRule<Options>({
  meta: {
    id: 'target-words',
    group: 'target',
    since: '0.1.0',
    title: {
      one: '1 record has a word in its text that {target} has reserved',
      other: '{count} records have a word in their text that {target} has reserved',
    },
    messages: {
      found:
        'the text holds "{word}", which {target} has reserved; expected a text without it; write it in another way',
    },
    options: optionsOf({ words: textList, fields: textList, roles: roleList }, ['words']),
    fix: 'none',
  },
  compile({ words, fields, roles }, shape) {
    const bits = roleBits(roles);
    const names = fields ?? Object.keys(shape?.fields ?? {});
    // A text that is shorter than every word holds none: most ids and roles are never decoded.
    const least = Math.min(...words.map((word) => Array.from(word).length));

    function wordIn(view: RecordView, entry: Entry): string | undefined {
      if (!view.isString(entry) || view.codePoints(entry) < least) return undefined;
      const text = view.text(entry);
      return words.find((word) => text.includes(word));
    }
    function withWord(view: RecordView, content: Entry): readonly [entry: Entry, word: string] | undefined {
      if (content < 0 || view.type(content) !== ValueType.array) {
        const word = wordIn(view, content);
        return word === undefined ? undefined : [content, word];
      }
      for (let e = view.first(content); e >= 0; e = view.sibling(e, content)) {
        const text = view.isString(e) ? e : partText(view, e);
        const word = wordIn(view, text);
        if (word !== undefined) return [text, word];
      }
      return undefined;
    }
    return (record, report) => {
      const { view } = record;
      for (const name of names) {
        const turns = turnsOf(record, name);
        const count = turns?.length ?? 1;
        for (let i = 0; i < count; i++) {
          if (turns !== undefined && !inRoles(bits, turns.role[i])) continue;
          const found = withWord(view, turns === undefined ? valueOf(record, name) : turns.content[i]);
          if (found === undefined) continue;
          report('found', { entry: found[0], data: { word: shortText(found[1].trim()) } });
          return;
        }
      }
    };
  },
});
