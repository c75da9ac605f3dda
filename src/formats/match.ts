import type { Entry } from '../core/record.ts';
import { ValueType } from '../core/tape.ts';
import type { View } from '../core/view.ts';
import type { Format } from './format.ts';

/** How a format reads one shape: the key that plays each field; a field that the shape lacks is absent. */
export interface Match {
  readonly format: Format;
  readonly keys: ReadonlyMap<string, string>;
  /** Required fields that the shape lacks; only ones that `mayLack`. */
  readonly lacks: readonly string[];
}

/** Keys of the record's root by name; positions for an array. */
export function rootKeys(view: View): ReadonlyMap<string, Entry> {
  const keys = new Map<string, Entry>();
  let place = 0;
  for (let e = view.first(view.root); e >= 0; e = view.sibling(e, view.root)) {
    keys.set(view.key(e) ?? String(place++), e);
  }
  return keys;
}

function rootFits(view: View, format: Format, keys: ReadonlyMap<string, Entry>): boolean {
  const isArray = view.type(view.root) === ValueType.array;
  switch (format.root ?? 'object') {
    case 'object':
      return view.type(view.root) === ValueType.object;
    case 'columns':
      return isArray && keys.size === 2 && view.isString(keys.get('0') as Entry);
    case 'turns': {
      if (!isArray) return false;
      const turn = format.turn;
      const first = keys.get('0');
      if (turn === undefined || first === undefined || view.type(first) !== ValueType.object) return false;
      return [...turn.role, ...turn.content].some((key) => view.child(first, key) >= 0);
    }
  }
}

/** Resolves a format's fields against a record; undefined when it does not show this format. */
function matchOne(view: View, format: Format, keys: ReadonlyMap<string, Entry>): Match | undefined {
  if (!rootFits(view, format, keys)) return undefined;
  if (format.root === 'turns') return { format, keys: new Map(), lacks: [] };
  if (format.never?.some((key) => keys.has(key))) return undefined;
  const found = new Map<string, string>();
  const used = new Set<string>();
  const lacks: string[] = [];
  for (const [name, field] of Object.entries(format.fields)) {
    const key = field.keys.find((k) => keys.has(k) && !used.has(k));
    if (key !== undefined) {
      found.set(name, key);
      used.add(key);
    } else if (field.required) {
      if (!field.mayLack) return undefined;
      lacks.push(name);
    }
  }
  return found.size === 0 ? undefined : { format, keys: found, lacks };
}

/** Formats whose records carry little of their own: a record of the file's main format that lost its answer looks like one of them. */
const WEAK = new Set(['text', 'prompt']);

/**
 * The format that a record shows, by documented precedence (`precedence` in rules/formats, lower first).
 * `main` is the format of most records of the head: a record with its input but no answer is one of those with a missing side.
 */
export function matchFormat(view: View, formats: readonly Format[], main: string | undefined): Match | undefined {
  const keys = rootKeys(view);
  let full: Match | undefined;
  let lacking: Match | undefined;
  for (const format of formats) {
    const match = matchOne(view, format, keys);
    if (match === undefined) continue;
    if (match.lacks.length === 0) full ??= match;
    else if (format.id === main && match.lacks.length === 1) lacking = match;
  }
  if (lacking !== undefined && (full === undefined || WEAK.has(full.format.kind))) return lacking;
  return full;
}

/** The format that misses the fewest required fields, and the rename that would make it fit. */
export function nearestFormat(
  view: View,
  formats: readonly Format[],
): { format: Format; missing: readonly string[] } | undefined {
  const keys = rootKeys(view);
  if (view.type(view.root) !== ValueType.object || keys.size === 0) return undefined;
  let best: { format: Format; missing: readonly string[]; share: number } | undefined;
  for (const format of formats) {
    if ((format.root ?? 'object') !== 'object') continue;
    const required = Object.values(format.fields).filter((field) => field.required);
    const missing = required.filter((field) => !field.keys.some((key) => keys.has(key))).map((field) => field.keys[0]);
    const share = missing.length / required.length;
    if (best === undefined || share < best.share) best = { format, missing, share };
  }
  return best && best.share < 1 ? best : undefined;
}
