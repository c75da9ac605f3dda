import type { FormatIssue } from './format-types.ts';
import type { Entry, RecordView, Ref, Sample } from './record.ts';
import { type Batch, Flag, type SplitName, type Tape, ValueType } from './tape.ts';

/** JSON type names by `ValueType`, as findings and format files spell them. */
export const TYPE_NAMES = ['object', 'array', 'string', 'number', 'boolean', 'boolean', 'null'] as const;

/** The engine's one window on the tape: moved from record to record, never copied. */
export class View implements RecordView {
  batch!: Batch;
  tape!: Tape;
  index = 0;
  root: Entry = -1;
  segment = 0;
  split: SplitName = 'train';
  sample: Sample | undefined;
  format: string | undefined;
  /** Keys that play the format's required parts, as in `prompt, response`; empty where no format fits. */
  reading = '';
  issues: FormatIssue[] = [];
  /** Global trigger number of each literal of the rule that is being asked. */
  triggers: readonly number[] = [];

  moveTo(batch: Batch, index: number): void {
    this.batch = batch;
    this.tape = batch.tape;
    this.index = index;
    this.root = batch.records.root[index];
    this.sample = undefined;
    this.format = undefined;
    this.reading = '';
    if (this.issues.length > 0) this.issues = [];
  }

  ref(): Ref {
    const { offset, line } = this.batch.records;
    return { segment: this.segment, offset: offset[this.index], line: line[this.index] };
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
    const id = this.batch.keys.id(key);
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
  key(entry: Entry): string | undefined {
    const id = this.tape.key[entry];
    return id < 0 ? undefined : this.batch.keys.name(id);
  }
  hits(entry: Entry): number {
    const bits = this.tape.hits[entry];
    if (bits === 0) return 0;
    let own = 0;
    this.triggers.forEach((bit, i) => {
      if (bits & (1 << bit)) own |= 1 << i;
    });
    return own;
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
