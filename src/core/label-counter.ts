import { add, type BottomK, createBottomK, distinct, entries, isCut, merge } from '../stats/bottom-k.ts';
import { hex } from './hash.ts';
import { HashIds } from './hash-ids.ts';
import { LABEL_CAP, LABEL_CODE_POINTS, type LabelCount, type LabelTable } from './measures.ts';
import { NameCounter } from './name-counter.ts';
import type { Entry, Side } from './record.ts';
import { Flag, ValueType } from './tape.ts';
import type { View } from './view.ts';

interface Tallied {
  text: string;
  norm: string;
  count: number;
  empty: number;
}

/** Distinct labels with exact counts; the K smallest hashes when there are more than the cap. */
export interface LabelState {
  table: BottomK<Tallied>;
  missing: number;
  /** Records whose list of labels is empty: none applies. */
  none: number;
  long: number;
  types: Map<string, number>;
}

export function createLabels(): LabelState {
  return { table: createBottomK(LABEL_CAP), missing: 0, none: 0, long: 0, types: new Map() };
}

export function mergeLabels(a: LabelState, b: LabelState): LabelState {
  const types = new Map(a.types);
  for (const [type, count] of b.types) types.set(type, (types.get(type) ?? 0) + count);
  const table = merge(a.table, b.table, (x, y) => ({ ...x, count: x.count + y.count, empty: x.empty + y.empty }));
  return { table, missing: a.missing + b.missing, none: a.none + b.none, long: a.long + b.long, types };
}

/** Labels looked up without writing their hash in hexadecimal. */
const RECENT = 1 << 14;

/** Counts labels record by record; decodes one only when it is new. */
export class LabelCounter {
  readonly state: LabelState;
  private readonly types: NameCounter<string>;
  private readonly recent = new HashIds(RECENT);
  /** By number in `recent`. */
  private readonly values: Tallied[] = [];
  /** The element at hand of a list. */
  private readonly element = { hashLo: 0, hashHi: 0, normLo: 0, normHi: 0, codePoints: 0, blank: false, entry: -1 };

  constructor(state: LabelState) {
    this.state = state;
    this.types = new NameCounter(state.types);
  }

  /** Brings the state up to date. */
  settle(): void {
    this.types.settle();
  }

  /** `entry` holds the label; `side` its hashes; `empty`: the record's other side is blank. */
  add(view: View, entry: Entry, side: Side, empty: boolean): void {
    const { state } = this;
    if (entry < 0 || side.blank || view.type(entry) <= ValueType.array) {
      state.missing += side.blank || entry < 0 ? 1 : 0;
      state.long += side.blank || entry < 0 ? 0 : 1;
      return;
    }
    this.types.add(view.typeName(entry));
    if (side.codePoints > LABEL_CODE_POINTS) {
      state.long++;
      return;
    }
    const recent = this.recent.find(side.hashLo | 0, side.hashHi | 0);
    if (recent < 0) this.addRare(view, entry, side, empty);
    else {
      const known = this.values[recent];
      known.count++;
      if (empty) known.empty++;
    }
  }

  /** The same for each element of a list: labels of which several may hold, or the tags of words. */
  addEach(view: View, list: Entry, side: Side, empty: boolean): void {
    if (list < 0 || side.blank) {
      this.state.missing++;
      return;
    }
    const { element } = this;
    const { type, flags, next, hashLo, hashHi, normLo, normHi, codePoints } = view.tape;
    if (next[list] === list + 1) this.state.none++;
    for (let e = list + 1, end = next[list]; e < end; e = next[e]) {
      if (type[e] === ValueType.null || (type[e] === ValueType.string && (flags[e] & Flag.blank) !== 0)) continue;
      element.hashLo = hashLo[e];
      element.hashHi = hashHi[e];
      element.normLo = normLo[e];
      element.normHi = normHi[e];
      element.codePoints = codePoints[e];
      this.add(view, e, element, empty);
    }
  }

  private addRare(view: View, entry: Entry, side: Side, empty: boolean): void {
    const { table } = this.state;
    if (side.hashHi > table.ceiling) return;
    const hash = hex(side.hashLo, side.hashHi);
    const seen = table.values.get(hash);
    if (seen === undefined) {
      const norm = hex(side.normLo, side.normHi);
      add(table, hash, () => ({ text: view.text(entry), norm, count: 1, empty: empty ? 1 : 0 }));
    } else {
      seen.count++;
      if (empty) seen.empty++;
    }
    const value = table.values.get(hash);
    if (value === undefined) return;
    if (this.recent.size >= RECENT) this.recent.clear();
    this.values[this.recent.add(side.hashLo, side.hashHi)] = value;
  }
}

/** Order of UTF-8 bytes, which is the order of code points: surrogates, as units below U+E000, stand for what is above. */
export function byBytes(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  for (let i = 0; i < shorter; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x === y) continue;
    const above = isSurrogate(x);
    return above === isSurrogate(y) ? x - y : above ? 1 : -1;
  }
  return a.length - b.length;
}

const isSurrogate = (unit: number): boolean => unit >= 0xd800 && unit < 0xe000;

export function labelTable(state: LabelState): LabelTable {
  const list: LabelCount[] = entries(state.table).map(([hash, t]) => ({ hash, ...t }));
  list.sort((a, b) => b.count - a.count || byBytes(a.text, b.text));
  return {
    entries: list,
    distinct: distinct(state.table),
    cut: isCut(state.table),
    missing: state.missing,
    none: state.none,
    long: state.long,
    types: state.types,
  };
}
