import type { Entry } from '../core/record.ts';
import { ValueType } from '../core/tape.ts';
import { TYPE_NAMES, type View } from '../core/view.ts';
import type { Format } from './format.ts';

/** Fields that may be a list of messages. */
const MESSAGES = new Set(['prompt', 'completion', 'input', 'output', 'chosen', 'rejected']);

/** Keys of a message without content, or of a part of one content, that say something too. */
const SAYING = ['tool_calls', 'text', 'image_url'];

/**
 * The JSON type of a field's value, as findings name it. A list whose elements the field does not read is `array of …`; one
 * that stands for a text must hold messages, or no trainer finds one in it.
 */
export function builtOf(view: View, { turn, kind, fields }: Format, name: string, entry: Entry): string {
  const type = TYPE_NAMES[view.type(entry)];
  if (type !== 'array') return type;
  const { items } = fields[name];
  if (items !== undefined) return elementsOf(view, items, entry);
  if (kind === 'conversation' || turn === undefined || !MESSAGES.has(name)) return type;
  for (let e = view.first(entry); e >= 0; e = view.sibling(e, entry)) {
    if (view.type(e) !== ValueType.object) return `array of ${view.typeName(e)}`;
    if (![...turn.content, ...SAYING].some((key) => view.child(e, key) >= 0)) return 'array of objects without content';
  }
  return type;
}

function elementsOf(view: View, items: readonly string[], list: Entry): string {
  for (let e = view.first(list); e >= 0; e = view.sibling(e, list))
    if (!items.includes(view.typeName(e))) return `array of ${view.typeName(e)}`;
  return 'array';
}
