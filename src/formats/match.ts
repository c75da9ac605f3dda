import type { Entry } from '../core/record.ts';
import { ValueType } from '../core/tape.ts';
import { TYPE_NAMES, type View } from '../core/view.ts';
import type { Field, Format } from './format.ts';

/** How a format reads one shape: the key that plays each field; a field that the shape lacks is absent. */
export interface Match {
  readonly format: Format;
  readonly keys: ReadonlyMap<string, string>;
  /** Required fields that the shape lacks; only ones that `mayLack`. */
  readonly lacks: readonly string[];
  /** A list or object stands where the format reads plain values, or the other way round: another format may fit better. */
  readonly strained: boolean;
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

/** A column's name as formats compare it: `Class Index`, `class-index` and `class_index` are one name. */
export const folded = (name: string): string =>
  name
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_');

/** Characters of a key that may still be a field's name. */
const LONGEST = 100;

/** Finds the key that a format means: as written, or but for case, blanks and hyphens. */
function keyFinder(keys: ReadonlyMap<string, Entry>): (wanted: string) => string | undefined {
  const loose = new Map<string, string>();
  for (const key of keys.keys()) {
    // A record may have a million keys, and a key a million characters.
    if (key.length > LONGEST || !/[^a-z0-9_]/.test(key)) continue;
    const name = folded(key);
    if (!loose.has(name)) loose.set(name, key);
  }
  return (wanted) => {
    if (keys.has(wanted)) return wanted;
    const name = folded(wanted);
    return keys.has(name) ? name : loose.get(name);
  };
}

const isContainer = (type: string): boolean => type === 'object' || type === 'array';

/** Whether a value is of the build that a field reads, lists and objects or plain values; null is of either. */
function fitsBuild(view: View, entry: Entry, { types }: Field): boolean {
  const found = TYPE_NAMES[view.type(entry)];
  if (found === 'null' || types.includes(found)) return true;
  return !isContainer(found) && types.some((type) => type !== 'null' && !isContainer(type));
}

/** Whether a value shows that its key means something else here than in this format. */
function isForeign(view: View, format: Format, name: string, entry: Entry | undefined): boolean {
  const { strict, types, items, shownBy = [], itemKeys, notEmpty } = format.fields[name];
  if (strict !== true || entry === undefined || view.type(entry) === ValueType.null) return false;
  if (!types.includes(view.typeName(entry))) return true;
  const first = view.first(entry);
  if (first < 0) return notEmpty === true;
  if (view.type(entry) === ValueType.object) return !hasOne(view, entry, itemKeys);
  if (view.type(entry) !== ValueType.array || (items === undefined && itemKeys === undefined)) return false;
  // Some element: the order of a list is no part of a shape, for which this is decided once.
  for (let e = first; e >= 0; e = view.sibling(e, entry)) {
    if (!(items ?? ['object']).includes(view.typeName(e)) || !hasOne(view, e, itemKeys)) continue;
    if (shownBy.every((key) => view.child(e, key) >= 0)) return false;
  }
  return true;
}

/** Whether a value that is an object has one of the keys that make it the one which is meant. */
function hasOne(view: View, entry: Entry, keys: readonly string[] | undefined): boolean {
  if (keys === undefined || view.type(entry) !== ValueType.object) return true;
  return keys.some((key) => view.child(entry, key) >= 0);
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

/**
 * Resolves a format's fields against a record; undefined when it does not show this format. In a file of the format
 * (`isMain`), a value of another type is a fault and no sign of another format.
 */
function matchOne(
  view: View,
  format: Format,
  keys: ReadonlyMap<string, Entry>,
  named: (wanted: string) => string | undefined,
  isMain: boolean,
): Match | undefined {
  if (!rootFits(view, format, keys)) return undefined;
  if (format.root === 'turns') return { format, keys: new Map(), lacks: [], strained: false };
  if (format.never?.some((key) => named(key) !== undefined)) return undefined;
  const found = new Map<string, string>();
  const used = new Set<string>();
  const lacks: string[] = [];
  let strained = false;
  for (const [name, field] of Object.entries(format.fields)) {
    const there = field.keys
      .map(named)
      .filter(
        (key) =>
          key !== undefined && !used.has(key) && (isMain || !isForeign(view, format, name, keys.get(key as string))),
      ) as string[];
    const fitting = there.find((key) => fitsBuild(view, keys.get(key) as Entry, field));
    const key = fitting ?? there[0];
    if (key !== undefined) {
      strained ||= fitting === undefined;
      found.set(name, key);
      used.add(key);
    } else if (field.required) {
      if (!field.mayLack) return undefined;
      lacks.push(name);
    }
  }
  if (found.size === 0) return undefined;
  strained ||= !alike(view, format, (name) => keys.get(found.get(name) ?? ''));
  return { format, keys: found, lacks, strained };
}

/** The two sides of a pair are both messages or both plain text: messages with a plain reference are prompts. */
function alike(view: View, format: Format, entry: (name: string) => Entry | undefined): boolean {
  const input = entry('input');
  const output = entry('output');
  if (format.kind !== 'pair' || input === undefined || output === undefined) return true;
  const types = [view.type(input), view.type(output)];
  if (types.includes(ValueType.null)) return true;
  return isContainer(TYPE_NAMES[types[0]]) === isContainer(TYPE_NAMES[types[1]]);
}

/** Formats whose records carry little of their own: a record of the file's main format that lost its answer looks like one of them. */
const WEAK = new Set(['text', 'prompt']);

/**
 * The format that a record shows, by documented precedence (`precedence` in rules/formats, lower first).
 * `main` is the format of most records of the head: a record with its input but no answer is one of those with a missing side.
 */
export function matchFormat(view: View, formats: readonly Format[], main: string | undefined): Match | undefined {
  const keys = rootKeys(view);
  const named = keyFinder(keys);
  let full: Match | undefined;
  let strained: Match | undefined;
  let lacking: Match | undefined;
  for (const format of formats) {
    const match = matchOne(view, format, keys, named, format.id === main);
    if (match === undefined) continue;
    if (match.lacks.length === 0 && match.strained && format.id !== main) strained ??= match;
    else if (match.lacks.length === 0) full ??= match;
    else if (format.id === main && match.lacks.length === 1) lacking = match;
  }
  if (lacking !== undefined && (full === undefined || WEAK.has(full.format.kind))) return lacking;
  // A list of labels beside a text does not make it a raw text.
  return strained !== undefined && (full === undefined || full.format.kind === 'text') ? strained : full;
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
