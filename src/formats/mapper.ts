import type { FormatIssue } from '../core/format-types.ts';
import type { Entry } from '../core/record.ts';
import { ValueType } from '../core/tape.ts';
import { TYPE_NAMES, type View } from '../core/view.ts';
import type { Format } from './format.ts';
import { type Fill, fillerFor } from './kinds.ts';
import { type Match, matchFormat, nearestFormat } from './match.ts';

/** What is remembered of one shape: the format, where its fields are, and whether their types can be read. */
interface Mapping {
  readonly hi: number;
  readonly format: Format | undefined;
  readonly fields: Fields;
  readonly fill: Fill | undefined;
  /** Types are part of the shape: what holds for its first record holds for all. */
  readonly readable: boolean;
  /** Keys of the required fields, and of a turn's role and content. */
  readonly reading: string;
}

/** Entries of a format's fields in the record at hand, found by key ids in one walk over its members. */
class Fields {
  private readonly entries: Int32Array;
  private readonly byName = new Map<string, number>();
  private readonly ids: readonly number[];
  private readonly byPosition: boolean;

  constructor(names: readonly string[], ids: readonly number[], byPosition: boolean) {
    this.ids = ids;
    this.byPosition = byPosition;
    this.entries = new Int32Array(ids.length);
    names.forEach((name, i) => this.byName.set(name, i));
  }

  locate(view: View): void {
    const { entries, ids, byPosition } = this;
    const { key, next } = view.tape;
    entries.fill(-1);
    let place = 0;
    for (let e = view.root + 1; e < next[view.root]; e = next[e]) {
      const id = byPosition ? place++ : key[e];
      for (let i = 0; i < ids.length; i++) if (ids[i] === id) entries[i] = e;
    }
  }

  /** The field's entry; -1 where the shape has none. */
  readonly get = (name: string): Entry => {
    const i = this.byName.get(name);
    return i === undefined ? -1 : this.entries[i];
  };
}

/** Shapes remembered; an open key set beyond it compiles again and again, which is slow but right. */
const SHAPES = 8192;

/**
 * Shape → mapping → sample: the formats look at a record only when its shape is new.
 * One mapper for each scanner, whose key ids it holds.
 */
export class Mapper {
  private readonly formats: readonly Format[];
  private readonly main: string | undefined;
  private readonly byShape = new Map<number, Mapping>();
  private readonly fillers = new Map<string, Fill>();

  constructor(formats: readonly Format[], main: string | undefined) {
    this.formats = [...formats].sort((a, b) => a.precedence - b.precedence);
    this.main = main;
  }

  /** Sets `view.format`, `view.sample` and `view.issues`. With issues the sample is undefined: the record does not fit. */
  map(view: View): void {
    const { shapeLo, shapeHi } = view.batch.records;
    const lo = shapeLo[view.index];
    const hi = shapeHi[view.index];
    // The length and order of an array decide its format and are no part of its shape.
    const isArray = view.type(view.root) === ValueType.array;
    let mapping = isArray ? undefined : this.byShape.get(lo);
    if (mapping === undefined || mapping.hi !== hi) {
      mapping = this.compile(view, hi);
      if (!isArray && this.byShape.size < SHAPES) this.byShape.set(lo, mapping);
    }
    if (mapping.format === undefined || mapping.fill === undefined) {
      this.unknown(view);
      return;
    }
    view.format = mapping.format.id;
    view.reading = mapping.reading;
    mapping.fields.locate(view);
    if (!mapping.readable) {
      view.issues.push(...typeIssues(view, mapping.format, mapping.fields.get));
      return;
    }
    const sample = mapping.fill(view, mapping.fields.get, (issue) => view.issues.push(issue));
    if (view.issues.length === 0) view.sample = sample;
  }

  private compile(view: View, hi: number): Mapping {
    const match = matchFormat(view, this.formats, this.main);
    const names = match === undefined ? [] : [...match.keys.keys()];
    const byPosition = match?.format.root === 'columns';
    const ids = names.map((name) => {
      const key = match?.keys.get(name) as string;
      return byPosition ? Number(key) : view.batch.keys.id(key);
    });
    const fields = new Fields(names, ids, byPosition);
    if (match === undefined) return { hi, format: undefined, fields, fill: undefined, readable: false, reading: '' };
    const { format } = match;
    let fill = this.fillers.get(format.id);
    if (fill === undefined) this.fillers.set(format.id, (fill = fillerFor(format)));
    fields.locate(view);
    return {
      hi,
      format,
      fields,
      fill,
      readable: typeIssues(view, format, fields.get).length === 0,
      reading: readingOf(view, match),
    };
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
function typeIssues(view: View, format: Format, field: (name: string) => Entry): FormatIssue[] {
  const issues: FormatIssue[] = [];
  for (const [name, { types, mistyped, required, mayLack }] of Object.entries(format.fields)) {
    const entry = field(name);
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

/** Fields that may be a list of messages. */
const MESSAGES = new Set(['prompt', 'completion', 'input', 'output', 'chosen', 'rejected']);

/** The JSON type of a field's value; a list that stands for a text must hold messages, or no trainer finds one in it. */
function builtOf(view: View, { turn, kind }: Format, name: string, entry: Entry): string {
  const type = TYPE_NAMES[view.type(entry)];
  if (type !== 'array' || kind === 'conversation' || turn === undefined || !MESSAGES.has(name)) return type;
  for (let e = view.first(entry); e >= 0; e = view.sibling(e, entry)) {
    if (view.type(e) !== ValueType.object) return `array of ${view.typeName(e)}`;
    if (![...turn.content, 'tool_calls'].some((key) => view.child(e, key) >= 0))
      return 'array of objects without content';
  }
  return type;
}
