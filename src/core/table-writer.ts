import { mix } from './hash.ts';
import type { Sample } from './record.ts';
import type { GroupRule } from './rule-types.ts';
import { SPLITS } from './splits.ts';
import type { Table, TableEntry } from './table.ts';
import { blankAnswer } from './tally.ts';
import type { View } from './view.ts';

/** Group rules that bring their own keys, each with the table that it fills. */
export type Keyed = readonly (readonly [GroupRule, Table])[];

/** Writes the record at hand into the tables: one entry in the shared one, others under the keys of rules. */
export class TableWriter {
  private readonly view: View;
  private readonly input: Table;
  private readonly preference: Table;
  private readonly keyed: Keyed;
  /** Written anew for each record. */
  private readonly entry: TableEntry = {
    keyLo: 0,
    keyHi: 0,
    outLo: 0,
    outHi: 0,
    record: 0,
    exact: 0,
    file: 0,
    split: 0,
    offset: 0,
    line: 0,
    empty: false,
    unfit: false,
  };
  private readonly lanes = { lo: 0, hi: 0 };

  constructor(view: View, tables: { readonly input: Table; readonly preference: Table }, keyed: Keyed) {
    this.view = view;
    this.input = tables.input;
    this.preference = tables.preference;
    this.keyed = keyed;
  }

  /** The records that follow are of this file and of the view's split. */
  startBatch(file: number): void {
    this.entry.file = file;
    this.entry.split = SPLITS.indexOf(this.view.split);
  }

  /** A record that fits no format: its key is its own hash. */
  unfit(): void {
    const { entry, view } = this;
    this.place();
    entry.keyLo = view.hashLo;
    entry.keyHi = view.hashHi;
    entry.outLo = entry.outHi = entry.exact = 0;
    entry.empty = entry.unfit = true;
    this.input.add(entry);
  }

  fitting(sample: Sample): void {
    const { entry } = this;
    const { input, output } = sample;
    this.place();
    entry.exact = input.hashLo;
    entry.empty = input.blank || blankAnswer(sample);
    entry.unfit = false;
    entry.keyLo = input.normLo;
    entry.keyHi = input.normHi;
    entry.outLo = output.normLo;
    entry.outHi = output.normHi & 0xff;
    this.input.add(entry);
    if (sample.kind === 'preference' && !entry.empty) {
      const { chosen, rejected } = sample;
      this.lanes.lo = input.normLo;
      this.lanes.hi = input.normHi;
      // The pair as a set: A > B and B > A meet under one key.
      mix(this.lanes, (chosen.normLo + rejected.normLo) >>> 0, (chosen.normHi + rejected.normHi) >>> 0);
      entry.keyLo = this.lanes.lo;
      entry.keyHi = this.lanes.hi;
      entry.outLo = chosen.normLo;
      entry.outHi = chosen.normHi & 0xff;
      this.preference.add(entry);
    }
  }

  /** The entries of rules with keys of their own; after `fitting`. */
  keys(sample: Sample): void {
    const { entry } = this;
    for (const [rule, table] of this.keyed) {
      if (rule.meta.kinds !== undefined && !rule.meta.kinds.includes(sample.kind)) continue;
      rule.keys?.(this.view, (key, output) => {
        entry.keyLo = key.lo;
        entry.keyHi = key.hi;
        entry.outLo = output.lo;
        entry.outHi = output.hi & 0xff;
        table.add(entry);
      });
    }
  }

  private place(): void {
    const { entry, view } = this;
    const { offset, line, hashLo } = view.batch.records;
    entry.offset = offset[view.index];
    entry.line = line[view.index];
    entry.record = hashLo[view.index];
  }
}
