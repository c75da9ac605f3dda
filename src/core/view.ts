import { AnswerList } from './answers.ts';
import type { FormatIssue } from './format-types.ts';
import { HashIds } from './hash-ids.ts';
import { KeyIds } from './key-ids.ts';
import { lineRuns } from './line-runs.ts';
import type { AnswerEntries, Entry, RecordView, Ref, Sample } from './record.ts';
import { headOf, tailOf } from './stretch.ts';
import { type Batch, Flag, type SplitName, type Tape, ValueType } from './tape.ts';

/** JSON type names by `ValueType`, as findings and format files spell them. */
export const TYPE_NAMES = ['object', 'array', 'string', 'number', 'boolean', 'boolean', 'null'] as const;

/** Shapes that get a number; an open key set beyond it is compiled and counted again and again, which is slow but right. */
const SHAPES = 8192;

/** The engine's one window on the tape: moved from record to record, never copied. */
export class View implements RecordView {
  batch!: Batch;
  tape!: Tape;
  index = 0;
  /** Number of the record's shape in this pass, from 0: where formats and rules keep what they know of it; -1: too many shapes. */
  shape = -1;
  root: Entry = -1;
  /** NaN before the first: ids of segments go beyond what V8 keeps as a small integer, and a field that turns from one into a number throws away all code that was made for it. */
  segment = NaN;
  split: SplitName = 'train';
  sample: Sample | undefined;
  group: Entry = -1;
  format: string | undefined;
  /** Keys that play the format's required parts, as in `prompt, response`; empty where no format fits. */
  reading = '';
  issues: FormatIssue[] = [];
  /** Bits of `Trait` that the sample has. */
  traits = 0;
  /** Of a conversation: hash of its sequence of roles, with the parts that each turn has. */
  rolesLo = 0;
  rolesHi = 0;
  /** Bits of `Tape.hits` that the literals of the rule being asked set. */
  asking = 0;

  private readonly said = new AnswerList();
  private heard = false;
  private readonly shapes = new HashIds(SHAPES);
  private readonly keyIds = new KeyIds();
  private shapeLo = 0;
  private shapeHi = 0;

  moveTo(batch: Batch, index: number): void {
    if (batch !== this.batch) {
      this.batch = batch;
      this.tape = batch.tape;
      this.keyIds.startBatch(batch.keys);
    }
    const { records } = batch;
    this.index = index;
    this.root = records.root[index];
    const lo = records.shapeLo[index] | 0;
    const hi = records.shapeHi[index] | 0;
    // Neighbours mostly are alike.
    if (this.shape < 0 || lo !== this.shapeLo || hi !== this.shapeHi) {
      this.shape = this.shapes.add(lo, hi);
      this.shapeLo = lo;
      this.shapeHi = hi;
    }
    this.sample = undefined;
    this.heard = false;
    this.format = undefined;
    this.reading = '';
    if (this.issues.length > 0) this.issues = [];
  }

  ref(): Ref {
    const { offset, line } = this.batch.records;
    return { segment: this.segment, offset: offset[this.index], line: line[this.index] };
  }
  get answers(): AnswerEntries {
    if (!this.heard) this.said.read(this, this.sample);
    this.heard = true;
    return this.said;
  }
  get length(): number {
    return this.batch.records.length[this.index];
  }
  get hashLo(): number {
    return this.batch.records.hashLo[this.index];
  }
  get hashHi(): number {
    return this.batch.records.hashHi[this.index];
  }

  type(entry: Entry): number {
    return this.tape.type[entry];
  }
  flags(entry: Entry): number {
    return this.tape.flags[entry];
  }
  codePoints(entry: Entry): number {
    return entry < 0 ? 0 : this.tape.codePoints[entry];
  }
  isString(entry: Entry): boolean {
    return entry >= 0 && this.tape.type[entry] === ValueType.string;
  }
  filled(entry: Entry): boolean {
    if (entry < 0) return false;
    const type = this.tape.type[entry];
    if (type === ValueType.string) return (this.tape.flags[entry] & Flag.blank) === 0;
    return type !== ValueType.null && (type > ValueType.array || this.first(entry) >= 0);
  }
  child(entry: Entry, key: string): Entry {
    if (entry < 0 || this.tape.type[entry] !== ValueType.object) return -1;
    const id = this.keyIds.of(key);
    return id < 0 ? -1 : this.member(entry, id);
  }
  /** The last member of an object with this key id (the last of duplicate keys wins, as in every JSON reader). */
  member(entry: Entry, id: number): Entry {
    const { key, next } = this.tape;
    const end = next[entry];
    let found = -1;
    for (let e = entry + 1; e < end; e = next[e]) if (key[e] === id) found = e;
    return found;
  }
  first(entry: Entry): Entry {
    return entry >= 0 && this.tape.next[entry] > entry + 1 ? entry + 1 : -1;
  }
  sibling(entry: Entry, parent: Entry): Entry {
    const next = this.tape.next[entry];
    return next < this.tape.next[parent] ? next : -1;
  }
  behind(entry: Entry): Entry {
    return this.tape.next[entry];
  }
  key(entry: Entry): string | undefined {
    const id = this.tape.key[entry];
    return id < 0 ? undefined : this.batch.keys.name(id);
  }
  hits(entry: Entry): boolean {
    return (this.tape.hits[entry] & this.asking) !== 0;
  }
  same(a: Entry, b: Entry): boolean {
    if (!this.isString(a) || !this.isString(b)) return false;
    const { codePoints, hashLo, hashHi } = this.tape;
    return codePoints[a] === codePoints[b] && hashLo[a] === hashLo[b] && hashHi[a] === hashHi[b];
  }
  hash(entry: Entry): { readonly lo: number; readonly hi: number } {
    return { lo: this.tape.hashLo[entry], hi: this.tape.hashHi[entry] };
  }
  norm(entry: Entry): { readonly lo: number; readonly hi: number } {
    return { lo: this.tape.normLo[entry], hi: this.tape.normHi[entry] };
  }
  byteAt(entry: Entry, i: number): number {
    const { start, end, bytes } = this.tape;
    const at = i < 0 ? end[entry] + i : start[entry] + i;
    return at >= start[entry] && at < end[entry] ? bytes[at] : -1;
  }
  sharedBytes(a: Entry, b: Entry, most: number): number {
    const { start, end, bytes } = this.tape;
    const from = start[a];
    const other = start[b] - from;
    const stop = Math.min(end[a], end[b] - other, from + most);
    let i = from;
    while (i < stop && bytes[i] === bytes[i + other]) i++;
    return i - from;
  }
  repeatsEnd(entry: Entry, size: number, most: number): boolean {
    const { start, end, bytes } = this.tape;
    const last = end[entry] - 1;
    const stop = Math.max(start[entry] + size - 1, last - most);
    const byte = bytes[last];
    for (let at = last - 1; at >= stop; at--) {
      if (bytes[at] !== byte) continue;
      let same = 1;
      while (same < size && bytes[last - same] === bytes[at - same]) same++;
      if (same === size) return true;
    }
    return false;
  }
  lineRuns(entry: Entry, byte: number, least: number): number {
    return lineRuns(this.tape, entry, byte, least);
  }
  head(entry: Entry, bytes: number): string {
    const { start, end } = this.tape;
    if (end[entry] - start[entry] <= bytes) return this.text(entry);
    return headOf(this.tape, entry, bytes);
  }
  tail(entry: Entry, bytes: number): string {
    const { start, end } = this.tape;
    if (end[entry] - start[entry] <= bytes) return this.text(entry);
    return tailOf(this.tape, entry, bytes);
  }
  text(entry: Entry): string {
    return this.batch.text(entry);
  }
  value(entry: Entry): unknown {
    const { type, start, end, bytes } = this.tape;
    if (type[entry] === ValueType.string) return this.batch.text(entry);
    return JSON.parse(new TextDecoder().decode(bytes.subarray(start[entry], end[entry])));
  }
  pointer(entry: Entry): string {
    let at = this.root;
    let path = '';
    while (at !== entry && at >= 0) {
      let place = 0;
      let child = this.first(at);
      while (child >= 0 && this.tape.next[child] <= entry) {
        child = this.sibling(child, at);
        place++;
      }
      if (child < 0) break;
      path += `/${(this.key(child) ?? String(place)).replaceAll('~', '~0').replaceAll('/', '~1')}`;
      at = child;
    }
    return path;
  }
  /** Name of an entry's JSON type. */
  typeName(entry: Entry): string {
    return TYPE_NAMES[this.tape.type[entry]];
  }
}
