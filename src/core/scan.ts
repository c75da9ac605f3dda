import { type CensusState, createCensus, mergeCensus, ShapeCounter } from './census.ts';
import { mix } from './hash.ts';
import type { SegmentEnd } from './plan.ts';
import type { Sample, SampleKind } from './record.ts';
import type { FoldRule, GroupRule, RecordRule, Rule } from './rule-types.ts';
import { RecordRules } from './record-rules.ts';
import { Sink } from './sink.ts';
import { SPLITS } from './splits.ts';
import { Table, type TableEntry } from './table.ts';
import { blankAnswer, createTally, mergeTally, type Tally, Tallier } from './tally.ts';
import type { Batch, Problem, SplitName } from './tape.ts';
import { View } from './view.ts';

/** What turns a record into a sample: formats implement it; core knows none. */
export interface SampleMapper {
  map(view: View): void;
}

/** State of one split: what the engine always counts, and the states of fold rules by their place in `folds`. */
export interface SplitState {
  tally: Tally;
  census: CensusState;
  folds: unknown[];
}

/** Everything a shard of one data set has seen. `combine` of two is as if one had seen both. */
export interface ScanState {
  readonly splits: Map<SplitName, SplitState>;
  readonly input: Table;
  readonly preference: Table;
  /** Tables that rules fill themselves, by name. */
  readonly own: Map<string, Table>;
  readonly sink: Sink;
  readonly ends: Map<number, SegmentEnd>;
}

export interface ScanOptions {
  readonly rules: readonly Rule[];
  /** All trigger literals of the run: the scanner's bit i. */
  readonly triggers: readonly string[];
  readonly task: string | undefined;
  /** Places kept for each rule. */
  readonly keep: number;
}

export function foldsOf(rules: readonly Rule[]): readonly FoldRule[] {
  return rules.filter((rule): rule is FoldRule => rule.type === 'fold');
}
export function groupRulesOf(rules: readonly Rule[]): readonly GroupRule[] {
  return rules.filter((rule): rule is GroupRule => rule.type === 'group');
}

/** Literals that rules look for, each once; at most 32 (the tape's `hits` is one word). */
export function triggersOf(rules: readonly Rule[]): readonly string[] {
  const literals = [...new Set(rules.flatMap((rule) => rule.meta.triggers ?? []))];
  if (literals.length > 32) throw new Error(`rules declare ${literals.length} triggers; the tape has room for 32`);
  return literals;
}

export function createScanState(keep: number): ScanState {
  return {
    splits: new Map(),
    input: new Table(),
    preference: new Table(),
    own: new Map(),
    sink: new Sink(keep),
    ends: new Map(),
  };
}

/** One pass over a shard: feed it batches, then take its `state`. */
export class Scan {
  readonly state: ScanState;
  private readonly view = new View();
  private readonly mapper: SampleMapper;
  private readonly recordRules: RecordRules;
  private readonly folds: readonly FoldRule[];
  private readonly keyed: readonly (readonly [GroupRule, Table])[];
  private readonly working: readonly (readonly [number, FoldRule])[];
  private readonly workingOn = new Map<SampleKind, readonly (readonly [number, FoldRule])[]>();
  private readonly tools = new Map<SplitName, { state: SplitState; tallier: Tallier; shapes: ShapeCounter }>();
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

  constructor(options: ScanOptions, mapper: SampleMapper) {
    this.state = createScanState(options.keep);
    this.mapper = mapper;
    this.recordRules = new RecordRules(
      options.rules.filter((rule): rule is RecordRule => rule.type === 'record'),
      options,
      this.state.sink,
    );
    this.folds = foldsOf(options.rules);
    this.keyed = groupRulesOf(options.rules)
      .filter((rule) => rule.keys !== undefined)
      .map((rule) => [rule, ownTable(this.state, rule.meta.table)]);
    // A rule whose state is null reads the engine's measures at the end and has nothing to add.
    this.working = this.folds.map((rule, i) => [i, rule] as const).filter(([, rule]) => rule.init() !== null);
  }

  /** Adds a batch of segment `segment` in file number `file`, whose name says `split` (null: none). */
  add(batch: Batch, segment: number, file: number, split: SplitName | null): void {
    const { view, recordRules } = this;
    view.segment = segment;
    view.split = batch.split ?? split ?? 'train';
    const tools = this.toolsOf(view.split);
    const { tally } = tools.state;
    const byRecord = this.problemsByRecord(batch, segment);
    for (let i = 0; i < batch.records.count; i++) {
      view.moveTo(batch, i);
      tally.records++;
      const problems = byRecord?.get(i);
      if (view.root < 0) {
        tally.invalid++;
        if (problems !== undefined) recordRules.file(view, problems);
        continue;
      }
      const structural = recordRules.record(view, problems);
      if (!structural) {
        this.mapper.map(view);
        recordRules.shape(view);
      }
      const { sample } = view;
      if (sample === undefined) {
        tally.unfit++;
        this.addUnfit(file);
        continue;
      }
      tools.shapes.add(view);
      tools.tallier.fitting(view, sample);
      this.addEntry(sample, file);
      recordRules.sample(view, sample);
      if (this.keyed.length > 0) this.addKeys(sample, file);
      for (const [at, rule] of this.foldsFor(sample.kind)) rule.add(tools.state.folds[at], view);
    }
    tools.tallier.settle();
  }

  private foldsFor(kind: SampleKind): readonly (readonly [number, FoldRule])[] {
    let folds = this.workingOn.get(kind);
    if (folds === undefined) {
      folds = this.working.filter(([, { meta }]) => meta.kinds === undefined || meta.kinds.includes(kind));
      this.workingOn.set(kind, folds);
    }
    return folds;
  }

  end(segment: number, end: SegmentEnd): void {
    this.state.ends.set(segment, end);
  }

  private toolsOf(split: SplitName): { state: SplitState; tallier: Tallier; shapes: ShapeCounter } {
    let tools = this.tools.get(split);
    if (tools === undefined) {
      const state = { tally: createTally(), census: createCensus(), folds: this.folds.map((rule) => rule.init()) };
      this.state.splits.set(split, state);
      tools = { state, tallier: new Tallier(state.tally), shapes: new ShapeCounter(state.census) };
      this.tools.set(split, tools);
    }
    return tools;
  }

  /** Problems between records go to the sink at once; the others wait for their record. */
  private problemsByRecord(batch: Batch, segment: number): Map<number, Problem[]> | undefined {
    if (batch.problems.length === 0) return undefined;
    const byRecord = new Map<number, Problem[]>();
    for (const problem of batch.problems) {
      if (problem.record < 0) this.recordRules.between(problem, segment, this.view.split);
      else {
        const list = byRecord.get(problem.record);
        if (list === undefined) byRecord.set(problem.record, [problem]);
        else list.push(problem);
      }
    }
    return byRecord;
  }

  private placeEntry(file: number): TableEntry {
    const { entry, view } = this;
    const { offset, line, hashLo } = view.batch.records;
    entry.file = file;
    entry.split = SPLITS.indexOf(view.split);
    entry.offset = offset[view.index];
    entry.line = line[view.index];
    entry.record = hashLo[view.index];
    return entry;
  }

  /** Place and flags of a fitting record; the caller sets the key and the output. */
  private sampleEntry(sample: Sample, file: number): TableEntry {
    const entry = this.placeEntry(file);
    entry.exact = sample.input.hashLo;
    entry.empty = sample.input.blank || blankAnswer(sample);
    entry.unfit = false;
    return entry;
  }

  private addKeys(sample: Sample, file: number): void {
    const entry = this.sampleEntry(sample, file);
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

  private addUnfit(file: number): void {
    const entry = this.placeEntry(file);
    entry.keyLo = this.view.hashLo;
    entry.keyHi = this.view.hashHi;
    entry.outLo = entry.outHi = entry.exact = 0;
    entry.empty = entry.unfit = true;
    this.state.input.add(entry);
  }

  private addEntry(sample: Sample, file: number): void {
    const entry = this.sampleEntry(sample, file);
    const { input, output } = sample;
    entry.keyLo = input.normLo;
    entry.keyHi = input.normHi;
    entry.outLo = output.normLo;
    entry.outHi = output.normHi & 0xff;
    this.state.input.add(entry);
    if (sample.kind !== 'preference' || entry.empty) return;
    const { chosen, rejected } = sample;
    this.lanes.lo = input.normLo;
    this.lanes.hi = input.normHi;
    // The pair as a set: A > B and B > A meet under one key.
    mix(this.lanes, (chosen.normLo + rejected.normLo) >>> 0, (chosen.normHi + rejected.normHi) >>> 0);
    entry.keyLo = this.lanes.lo;
    entry.keyHi = this.lanes.hi;
    entry.outLo = chosen.normLo;
    entry.outHi = chosen.normHi & 0xff;
    this.state.preference.add(entry);
  }
}

function ownTable(state: ScanState, name: string): Table {
  let table = state.own.get(name);
  if (table === undefined) state.own.set(name, (table = new Table()));
  return table;
}

/** Two shards of one data set as one. The arguments are used up. */
export function combine(a: ScanState, b: ScanState, rules: readonly Rule[]): ScanState {
  const folds = foldsOf(rules);
  for (const [split, later] of b.splits) {
    const earlier = a.splits.get(split);
    if (earlier === undefined) a.splits.set(split, later);
    else {
      a.splits.set(split, {
        tally: mergeTally(earlier.tally, later.tally),
        census: mergeCensus(earlier.census, later.census),
        folds: folds.map((rule, i) => rule.merge(earlier.folds[i], later.folds[i])),
      });
    }
  }
  a.input.merge(b.input);
  a.preference.merge(b.preference);
  for (const [name, table] of b.own) ownTable(a, name).merge(table);
  a.sink.merge(b.sink);
  for (const [segment, end] of b.ends) a.ends.set(segment, end);
  return a;
}
