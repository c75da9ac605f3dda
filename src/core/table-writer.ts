import { mix } from './hash.ts';
import type { Sample } from './record.ts';
import type { GroupRule } from './rule-types.ts';
import { SPLITS } from './splits.ts';
import type { Table } from './table.ts';
import { EMPTY, placeWord, UNFIT, upperOf } from './table-entry.ts';
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
  private readonly lanes = { lo: 0, hi: 0 };
  private file = 0;
  private split = 0;

  constructor(view: View, tables: { readonly input: Table; readonly preference: Table }, keyed: Keyed) {
    this.view = view;
    this.input = tables.input;
    this.preference = tables.preference;
    this.keyed = keyed;
  }

  /** The records that follow are of this file and of the view's split. */
  startBatch(file: number): void {
    this.file = file;
    this.split = SPLITS.indexOf(this.view.split);
  }

  /** A record that fits no format: its key is its own hash. */
  unfit(): void {
    this.write(this.input, this.view.hashLo | 0, this.view.hashHi | 0, 0, 0, 0, UNFIT | EMPTY);
  }

  fitting(sample: Sample): void {
    const { input, output } = sample;
    const lo = input.normLo | 0;
    const hi = input.normHi | 0;
    const empty = input.blank || blankAnswer(sample);
    this.write(this.input, lo, hi, output.normLo | 0, output.normHi | 0, input.hashLo | 0, empty ? EMPTY : 0);
    if (sample.kind !== 'preference' || empty) return;
    const { chosen, rejected } = sample;
    this.lanes.lo = lo;
    this.lanes.hi = hi;
    // The pair as a set: A > B and B > A meet under one key.
    mix(this.lanes, (chosen.normLo + rejected.normLo) >>> 0, (chosen.normHi + rejected.normHi) >>> 0);
    const pair = this.lanes;
    this.write(this.preference, pair.lo | 0, pair.hi | 0, chosen.normLo | 0, chosen.normHi | 0, input.hashLo | 0, 0);
  }

  /** The entries of rules with keys of their own. */
  keys(sample: Sample): void {
    for (const [rule, table] of this.keyed) {
      if (rule.meta.kinds !== undefined && !rule.meta.kinds.includes(sample.kind)) continue;
      const flags = sample.input.blank || blankAnswer(sample) ? EMPTY : 0;
      rule.keys?.(this.view, (key, output) =>
        this.write(table, key.lo | 0, key.hi | 0, output.lo | 0, output.hi | 0, sample.input.hashLo | 0, flags),
      );
    }
  }

  /** One entry with the place of the record at hand; of the output's second lane 8 bits are kept. */
  private write(
    table: Table,
    keyLo: number,
    keyHi: number,
    outLo: number,
    outHi: number,
    exact: number,
    flags: number,
  ): void {
    const { index, batch } = this.view;
    const { offset, line, hashLo } = batch.records;
    const at = offset[index];
    const place = placeWord(this.file, this.split, upperOf(at)) | flags | (outHi & 0xff);
    table.entries.add(keyLo, keyHi, outLo, hashLo[index] | 0, exact, at | 0, line[index] | 0, place);
  }
}
