import type { FormatIssue } from '../core/format-types.ts';
import { ValueType } from '../core/tape.ts';
import type { View } from '../core/view.ts';
import { builtOf } from './built.ts';
import type { Format } from './format.ts';
import { type Fill, placeOf } from './fill.ts';
import { fillerFor } from './kinds.ts';
import { type Match, matchFormat, nearestFormat, rootKeys } from './match.ts';

/** What is remembered of one shape: the format, where its fields are, and whether their types can be read. */
interface Mapping {
  readonly format: Format | undefined;
  readonly fields: Fields | undefined;
  readonly fill: Fill | undefined;
  /** Types are part of the shape: what holds for its first record holds for all. */
  readonly readable: boolean;
  /** Keys of the required fields, and of a turn's role and content. */
  readonly reading: string;
}

const NO_MAPPING: Mapping = { format: undefined, fields: undefined, fill: undefined, readable: false, reading: '' };

/** Finds the entries of a format's fields in the record at hand, by key ids (or positions) in one walk over its members. */
class Fields {
  /** By the field's place in its format, -1 where the record has none; one more at the end stays -1. */
  readonly at: Int32Array;
  private readonly ids: Int32Array;
  private readonly places: Int32Array;
  /** Entries between the record's root and each field, in the record read last. */
  private readonly far: Int32Array;
  private readonly byPosition: boolean;
  /** No key stands twice in the shape: a field that is found need not be looked for again. */
  private readonly distinct: boolean;

  constructor(view: View, { format, keys }: Match) {
    this.byPosition = format.root === 'columns';
    this.at = new Int32Array(Object.keys(format.fields).length + 1).fill(-1);
    const ids = [...keys.values()].map((key) => (this.byPosition ? Number(key) : view.batch.keys.id(key)));
    this.ids = Int32Array.from(ids);
    this.places = Int32Array.from([...keys.keys()].map((name) => placeOf(format, name)));
    this.far = new Int32Array(ids.length);
    this.distinct = !this.byPosition && rootKeys(view).size === view.codePoints(view.root);
  }

  locate(view: View): void {
    if (!this.distinct || !this.sameOrder(view)) this.search(view);
  }

  /** Records of one shape mostly have their keys in one order: then the fields stand where they stood in the last one. */
  private sameOrder(view: View): boolean {
    const { at, ids, places, far } = this;
    const { root, tape } = view;
    const { key, depth } = tape;
    const end = tape.next[root];
    const below = depth[root] + 1;
    for (let i = 0; i < ids.length; i++) {
      const e = root + far[i];
      if (e >= end || key[e] !== ids[i] || depth[e] !== below) return false;
      at[places[i]] = e;
    }
    return true;
  }

  private search(view: View): void {
    const { at, ids, places, far, byPosition } = this;
    const { key, next } = view.tape;
    for (let i = 0; i < places.length; i++) at[places[i]] = -1;
    let position = 0;
    for (let e = view.root + 1, end = next[view.root]; e < end; e = next[e]) {
      const id = byPosition ? position++ : key[e];
      for (let i = 0; i < ids.length; i++) {
        if (ids[i] !== id) continue;
        at[places[i]] = e;
        far[i] = e - view.root;
      }
    }
  }
}

/**
 * Shape → mapping → sample: the formats look at a record only when its shape is new.
 * One mapper for each scanner and view, whose numbers of keys and shapes it holds.
 */
export class Mapper {
  private readonly formats: readonly Format[];
  private readonly main: string | undefined;
  /** By number of the shape. */
  private readonly byShape: (Mapping | undefined)[] = [];
  private readonly fillers = new Map<string, Fill>();

  constructor(formats: readonly Format[], main: string | undefined) {
    this.formats = [...formats].sort((a, b) => a.precedence - b.precedence);
    this.main = main;
  }

  /** Sets `view.format`, `view.sample` and `view.issues`. With issues the sample is undefined: the record does not fit. */
  map(view: View): void {
    const { shape } = view;
    // The length and order of an array decide its format and are no part of its shape.
    const remember = shape >= 0 && view.type(view.root) !== ValueType.array;
    let mapping = remember && shape < this.byShape.length ? this.byShape[shape] : undefined;
    if (mapping === undefined) {
      mapping = this.compile(view);
      if (remember) {
        while (this.byShape.length <= shape) this.byShape.push(undefined);
        this.byShape[shape] = mapping;
      }
    }
    const { format, fields, fill } = mapping;
    if (format === undefined || fields === undefined || fill === undefined) {
      this.unknown(view);
      return;
    }
    view.format = format.id;
    view.reading = mapping.reading;
    fields.locate(view);
    if (!mapping.readable) {
      view.issues.push(...typeIssues(view, format, fields));
      return;
    }
    const sample = fill(view, fields.at);
    if (view.issues.length === 0) view.sample = sample;
  }

  private compile(view: View): Mapping {
    const match = matchFormat(view, this.formats, this.main);
    if (match === undefined) return NO_MAPPING;
    const { format } = match;
    const fields = new Fields(view, match);
    let fill = this.fillers.get(format.id);
    if (fill === undefined) this.fillers.set(format.id, (fill = fillerFor(format)));
    fields.locate(view);
    const readable = typeIssues(view, format, fields).length === 0;
    return { format, fields, fill, readable, reading: readingOf(view, match) };
  }

  private unknown(view: View): void {
    const type = view.type(view.root);
    if (type !== ValueType.object && type !== ValueType.array) return;
    const keys: string[] = [];
    for (let e = view.first(view.root); e >= 0 && keys.length < 8; e = view.sibling(e, view.root)) {
      keys.push(view.key(e) ?? view.typeName(e));
    }
    const nearest = nearestFormat(view, this.formats);
    const data = {
      keys: keys.join(', ') || 'none',
      nearest: nearest?.format.id ?? 'none',
      rename: nearest === undefined ? '' : nearest.missing.join(', '),
    };
    view.issues.push({ code: 'unknown-shape', entry: view.root, data });
  }
}

/** Fields whose values no reading of the format fits. */
function typeIssues(view: View, format: Format, { at }: Fields): FormatIssue[] {
  const issues: FormatIssue[] = [];
  for (const [name, { types, mistyped, required, mayLack }] of Object.entries(format.fields)) {
    const entry = at[placeOf(format, name)];
    if (entry < 0) continue;
    const found = builtOf(view, format, name, entry);
    if (types.includes(found) || (found === 'null' && (!required || mayLack))) continue;
    const data = { field: view.key(entry) ?? name, found, expected: types.join(' or ') };
    issues.push({ code: mistyped ?? 'wrong-type', entry, data });
  }
  return issues;
}

/** The names under which a record says what its format requires: `conversations: from, value`. */
function readingOf(view: View, { format, keys }: Match): string {
  const required = [...keys].filter(([name]) => format.fields[name].required).map(([, key]) => key);
  const turns =
    format.turn === undefined
      ? -1
      : format.root === 'turns'
        ? view.root
        : view.child(view.root, keys.get('turns') ?? '');
  if (format.turn === undefined || turns < 0) return required.join(', ');
  const names = new Set<string>();
  for (let e = view.first(turns); e >= 0; e = view.sibling(e, turns)) {
    for (const key of [...format.turn.role, ...format.turn.content]) if (view.child(e, key) >= 0) names.add(key);
  }
  return `${required.join(', ')}: ${[...names].sort().join(', ')}`;
}
