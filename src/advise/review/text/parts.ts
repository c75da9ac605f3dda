import type { Entry, RecordView } from '../../../core/record.ts';
import { ValueType } from '../../../core/tape.ts';
import { kindParts } from './kinds.ts';
import { numbered, saidBy } from './messages.ts';
import type { Named } from './named-part.ts';
import { childrenOf, isList, outline, plainly, SHOWN_BESIDE } from './values.ts';

/** One part of a record, under its own name. */
export interface ReviewPart {
  readonly name: string;
  readonly text: string;
}

/** Keys of what a model is given before the question; no format tells rules of all of them. */
const BEFORE = new Set(
  'system system_prompt systemInstruction system_instruction history tools functions toolConfig tool_config available_tools'.split(
    ' ',
  ),
);
/** Keys of what it is given with the question. */
const BESIDE = new Set(
  'input context schema sql_context passage choices options image images video videos audio audios'.split(' '),
);
const TOOLS = new Set(['tools', 'functions', 'available_tools']);
/** Columns that stand beside, on one page. */
const OTHERS = 40;
/** Another name of a part is shown where it is a plain word: it stands outside of the blocks. */
const PLAIN = /^[\w.#-]{1,40}$/;

/** Everything that a reader needs to judge a record: what the model is given, what it learns, and the columns beside. */
export function partsOf(record: RecordView): readonly ReviewPart[] {
  const { root, sample } = record;
  const isObject = record.type(root) === ValueType.object;
  if (sample === undefined && !isObject) return [{ name: 'Record', text: saidBy(record, root) }];
  const members = isObject ? childrenOf(record, root) : [];
  const named = sample === undefined ? [] : kindParts(record, sample, members);
  const holder = (entry: Entry): Entry | undefined => members.find((e) => e <= entry && entry < record.behind(e));
  const shown = new Set(named.flatMap(({ entries }) => entries.map(holder)));
  const left = members.filter((e) => !shown.has(e) && record.filled(e));
  const keyed = (keys: ReadonlySet<string>): readonly ReviewPart[] =>
    left.flatMap((e) => {
      const name = record.key(e) ?? '';
      if (!keys.has(name)) return [];
      return [{ name, text: TOOLS.has(name) ? declarations(record, e) : saidBy(record, e) }];
    });
  const others = left.filter((e) => !BEFORE.has(record.key(e) ?? '') && !BESIDE.has(record.key(e) ?? ''));
  const titled = ({ name, text, entries: [entry] }: Named): ReviewPart => {
    const key = record.key(holder(entry) ?? root) ?? '';
    const same = key.toLowerCase() === name.toLowerCase() || !PLAIN.test(key);
    return { name: same ? name : `${name} (${key})`, text: text.trim() === '' ? '(blank)' : text };
  };
  return [
    ...keyed(BEFORE),
    ...named.filter(({ given }) => given).map(titled),
    ...keyed(BESIDE),
    ...named.filter(({ given }) => !given).map(titled),
    ...(others.length === 0
      ? []
      : [{ name: named.length === 0 ? 'Record' : 'Other fields', text: beside(record, others) }]),
  ];
}

/** Tools, a line each. */
const declarations = (record: RecordView, entry: Entry): string =>
  isList(record, entry) ? numbered(childrenOf(record, entry).map((e) => outline(record, e))) : plainly(record, entry);

/** Members by their keys; a value of several lines is indented, so that no line of it looks like a key. */
function beside(record: RecordView, entries: readonly Entry[]): string {
  // Of a record that fits no format this is all there is.
  const whole = record.sample === undefined;
  const lines = entries.slice(0, OTHERS).map((e) => {
    const text = whole ? saidBy(record, e) : plainly(record, e, SHOWN_BESIDE);
    const shown = record.isString(e) || !text.includes('\n') ? ` ${text}` : `\n${text}`;
    return `${(record.key(e) ?? '').replaceAll(/\s+/g, ' ')}:${shown.replaceAll('\n', '\n  ')}`;
  });
  const more = entries.length - OTHERS;
  return [...lines, ...(more > 0 ? [`(cut: ${more} more fields)`] : [])].join('\n');
}
