import type { Entry, RecordView } from '../core/record.ts';
import type { Target, TargetField, TargetRecord, TargetShape } from '../core/target-types.ts';
import { ValueType } from '../core/tape.ts';
import { TurnsReader } from './read-turns.ts';

/** A field with its keys as paths of names. */
interface FieldAt {
  readonly name: string;
  readonly field: TargetField;
  readonly paths: readonly (readonly string[])[];
}

/** One shape of a target, reading the record at hand. */
export class ShapeReader implements TargetRecord {
  view!: RecordView;
  readonly shape: TargetShape;
  readonly turns: readonly TurnsReader[];
  private readonly fields: readonly FieldAt[];
  private readonly required: readonly FieldAt[];
  private readonly at = new Map<string, { entry: Entry; key: string }>();
  private readonly spelt: readonly FieldAt[];

  constructor(shape: TargetShape) {
    this.shape = shape;
    this.fields = Object.entries(shape.fields).map(([name, field]) => ({
      name,
      field,
      paths: field.keys.map((key) => key.split('/')),
    }));
    this.required = this.fields.filter(({ field }) => field.required === true);
    this.spelt = this.fields.filter(({ field }) => isTurns(field));
    const { turns } = shape;
    this.turns = turns === undefined ? [] : this.spelt.map(({ name }) => new TurnsReader(name, turns));
    for (const { name } of this.fields) this.at.set(name, { entry: -1, key: '' });
  }

  /** How many of the required fields are missing, and the key of the first of those. */
  missing(view: RecordView): { readonly count: number; readonly key: string } {
    let [count, key] = [0, ''];
    for (const { field, paths } of this.required) {
      if (paths.some((path) => entryAt(view, path) >= 0)) continue;
      if (count++ === 0) [key] = field.keys;
    }
    return { count, key };
  }

  /** Whether all required fields are there. */
  fits(view: RecordView): boolean {
    for (const { paths } of this.required) {
      let found = false;
      for (const path of paths) found ||= entryAt(view, path) >= 0;
      if (!found) return false;
    }
    return true;
  }

  read(view: RecordView): this {
    this.view = view;
    for (const { name, field, paths } of this.fields) {
      const at = this.at.get(name)!;
      at.entry = -1;
      for (let i = 0; i < paths.length && at.entry < 0; i++) {
        at.entry = entryAt(view, paths[i]);
        at.key = field.keys[i];
      }
    }
    for (const [i, { name }] of this.spelt.entries())
      if (i < this.turns.length) this.turns[i].read(view, this.field(name));
    return this;
  }

  field(name: string): Entry {
    return this.at.get(name)?.entry ?? -1;
  }
  keyOf(name: string): string {
    return this.at.get(name)?.key ?? '';
  }
}

const isTurns = ({ is }: TargetField): boolean => is === 'turns' || is === 'text-or-turns';

function entryAt(view: RecordView, path: readonly string[]): Entry {
  let entry = view.root;
  for (let i = 0; i < path.length && entry >= 0; i++) entry = view.child(entry, path[i]);
  return entry;
}

/** A record that has none of the shapes. */
class Unread implements TargetRecord {
  view!: RecordView;
  readonly shape = undefined;
  readonly turns = [];
  field(): Entry {
    return -1;
  }
  keyOf(): string {
    return '';
  }
}

/** Shapes that are remembered: which of the target's shapes a record has depends on its keys alone. */
const REMEMBERED = 8192;

/** Reads records as one target does. */
export class TargetReader {
  readonly shapes: readonly ShapeReader[];
  private readonly unread = new Unread();
  private readonly known = new Int8Array(REMEMBERED).fill(-2);
  private numbered: RecordView | undefined;

  constructor({ shapes }: Target) {
    this.shapes = shapes.map((shape) => new ShapeReader(shape));
  }

  /** Number of the record's shape; -1: it has none. `shape`: the engine's number of its key structure, -1: not numbered. */
  shapeOf(view: RecordView & { readonly shape?: number }): number {
    const { shape = -1 } = view;
    // Numbers are the view's own: another pass, another data set, another number for the same keys.
    if (view !== this.numbered) {
      this.known.fill(-2);
      this.numbered = view;
    }
    if (shape >= 0 && shape < REMEMBERED && this.known[shape] !== -2) return this.known[shape];
    const found = view.type(view.root) === ValueType.object ? this.shapes.findIndex((reader) => reader.fits(view)) : -1;
    if (shape >= 0 && shape < REMEMBERED) this.known[shape] = found;
    return found;
  }

  /** The record at hand, which has this shape; valid until the next is read. */
  read(view: RecordView & { readonly shape?: number }, shape = this.shapeOf(view)): TargetRecord {
    if (shape >= 0) return this.shapes[shape].read(view);
    this.unread.view = view;
    return this.unread;
  }

  /** The key that a record without a shape lacks to have the nearest one; of two that are as near, the one of the same kind of sample. */
  missingKey(view: RecordView): string {
    if (view.type(view.root) !== ValueType.object) return '';
    let best = { count: Infinity, key: '' };
    for (const reader of this.shapes) {
      const { count, key } = reader.missing(view);
      const far = count - (reader.shape.kind === view.sample?.kind ? 0.5 : 0);
      if (far < best.count) best = { count: far, key };
    }
    return best.key;
  }
}
