import type { Entry } from '../core/record.ts';
import { ValueType } from '../core/tape.ts';
import { TYPE_NAMES, type View } from '../core/view.ts';
import type { Format } from './format.ts';
import { type Fill, fillerFor } from './kinds.ts';
import { matchFormat, nearestFormat } from './match.ts';

/** What is remembered of one shape: the format, the key ids of its fields, and whether their types can be read. */
interface Mapping {
  readonly hi: number;
  readonly format: Format | undefined;
  readonly names: readonly string[];
  readonly ids: readonly number[];
  readonly fill: Fill | undefined;
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
    let mapping = this.byShape.get(lo);
    if (mapping === undefined || mapping.hi !== hi) {
      mapping = this.compile(view, hi);
      if (this.byShape.size < SHAPES) this.byShape.set(lo, mapping);
    }
    if (mapping.format === undefined || mapping.fill === undefined) {
      this.unknown(view);
      return;
    }
    view.format = mapping.format.id;
    const field = fieldsOf(view, mapping);
    this.checkTypes(view, mapping.format, field);
    if (view.issues.length > 0) return;
    const sample = mapping.fill(view, field, (issue) => view.issues.push(issue));
    if (view.issues.length === 0) view.sample = sample;
  }

  private compile(view: View, hi: number): Mapping {
    const match = matchFormat(view, this.formats, this.main);
    if (match === undefined) return { hi, format: undefined, names: [], ids: [], fill: undefined };
    const names = [...match.keys.keys()];
    const ids = names.map((name) => {
      const key = match.keys.get(name) as string;
      return match.format.root === 'columns' ? Number(key) : view.batch.keys.id(key);
    });
    let fill = this.fillers.get(match.format.id);
    if (fill === undefined) this.fillers.set(match.format.id, (fill = fillerFor(match.format)));
    return { hi, format: match.format, names, ids, fill };
  }

  private checkTypes(view: View, format: Format, field: (name: string) => Entry): void {
    for (const name of Object.keys(format.fields)) {
      const entry = field(name);
      if (entry < 0) continue;
      const { types, mistyped, required } = format.fields[name];
      const found = TYPE_NAMES[view.type(entry)];
      if (types.includes(found) || (found === 'null' && (!required || format.fields[name].mayLack))) continue;
      const key = view.key(entry) ?? name;
      view.issues.push({
        code: mistyped ?? 'wrong-type',
        entry,
        data: { field: key, found, expected: types.join(' or ') },
      });
    }
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

function fieldsOf(view: View, mapping: Mapping): (name: string) => Entry {
  const { names, ids, format } = mapping;
  const entries = ids.map((id) => {
    if (format?.root !== 'columns') return view.member(view.root, id);
    let e = view.first(view.root);
    for (let i = 0; i < id && e >= 0; i++) e = view.sibling(e, view.root);
    return e;
  });
  return (name) => {
    const i = names.indexOf(name);
    return i < 0 ? -1 : entries[i];
  };
}
