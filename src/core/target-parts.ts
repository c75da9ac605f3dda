import { saysText } from './found-words.ts';
import type { Entry, RecordView } from './record.ts';
import { Flag, ValueType } from './tape.ts';
import type { TargetShape } from './target-types.ts';

/** The key that tells what a part of a content is, where it has no `type`: its only one (`{"text": …}` of Converse and Gemini); undefined: nothing tells it. */
export function onlyKey(view: RecordView, part: Entry): string | undefined {
  if (view.type(part) !== ValueType.object) return undefined;
  const first = view.first(part);
  return first >= 0 && view.sibling(first, part) < 0 ? view.key(first) : undefined;
}

/** Whether a part of a content is of a type: its `type` says so, or its only key. */
export function isPart(view: RecordView, part: Entry, type: string): boolean {
  const named = view.child(part, 'type');
  return named >= 0 ? saysText(view, named, type) : onlyKey(view, part) === type;
}

/** The text of a part; -1: it is a part of another type. */
export function partText(view: RecordView, part: Entry): Entry {
  const text = view.child(part, 'text');
  if (text < 0) return -1;
  const named = view.child(part, 'type');
  return named < 0 || view.isString(text) ? text : -1;
}

/** How much a content says: `null` and absent have their own words. */
export const Said = { absent: 0, null: 1, empty: 2, blank: 3, something: 4 } as const;
export type Said = (typeof Said)[keyof typeof Said];

/** How much a content says: a string, or a list of parts, of which a part that is no text (an image, a call) says something. */
export function said(view: RecordView, content: Entry): Said {
  if (content < 0) return Said.absent;
  const type = view.type(content);
  if (type === ValueType.null) return Said.null;
  if (type === ValueType.string) return saidByString(view, content);
  if (type !== ValueType.array) return Said.something;
  let most: Said = Said.empty;
  for (let e = view.first(content); e >= 0; e = view.sibling(e, content)) {
    const text = view.isString(e) ? e : partText(view, e);
    if (!view.isString(text)) return Said.something;
    const own = saidByString(view, text);
    if (own === Said.something) return own;
    if (own > most) most = own;
  }
  return most;
}

function saidByString(view: RecordView, entry: Entry): Said {
  if (view.codePoints(entry) === 0) return Said.empty;
  return (view.flags(entry) & Flag.blank) === 0 ? Said.something : Said.blank;
}

/** Names of the fields that may be written as a list of typed parts, outside of messages. */
export const partFields = (shape: TargetShape | undefined): readonly string[] =>
  Object.entries(shape?.fields ?? {}).flatMap(([name, { is }]) => (is === 'parts' ? [name] : []));
