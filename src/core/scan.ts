import { type CensusState, createCensus, mergeCensus, ShapeCounter } from './census.ts';
import { Folding } from './folding.ts';
import type { SegmentEnd } from './plan.ts';
import type { FoldRule, GroupRule, RecordRule, Rule } from './rule-types.ts';
import { RecordRules } from './record-rules.ts';
import { Sink } from './sink.ts';
import { Table, type TableOptions } from './table.ts';
import { type Keyed, TableWriter } from './table-writer.ts';
import { createTally, mergeTally, type Tally, EVIDENCE_KINDS, Tallier } from './tally.ts';
import type { Batch, Problem, SplitName } from './tape.ts';
import { triggerBits } from './triggers.ts';
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
  readonly task: string | undefined;
  /** Column whose values must not be shared by splits, when the person named one. */
  readonly group?: string | undefined;
  /** Places kept for each rule. */
  readonly keep: number;
  readonly tables?: TablesOptions;
}

/** Where the entries of a table go, by its name: `input`, `preference` or a rule's own. */
export type TablesOptions = (table: string) => TableOptions;

export function foldsOf(rules: readonly Rule[]): readonly FoldRule[] {
  return rules.filter((rule): rule is FoldRule => rule.type === 'fold');
}
export function groupRulesOf(rules: readonly Rule[]): readonly GroupRule[] {
  return rules.filter((rule): rule is GroupRule => rule.type === 'group');
}

export function createScanState(keep: number, tables: TablesOptions = () => ({})): ScanState {
  return {
    splits: new Map(),
    input: new Table(tables('input')),
    preference: new Table(tables('preference')),
    own: new Map(),
    sink: new Sink(keep),
    ends: new Map(),
  };
}

/** What counts the records of one split. */
interface SplitTools {
  readonly tally: Tally;
  readonly tallier: Tallier;
  readonly shapes: ShapeCounter;
  readonly folding: Folding;
}

/** One pass over a shard: feed it batches, then `finish` it. */
export class Scan {
  private readonly state: ScanState;
  private readonly view = new View();
  private readonly mapper: SampleMapper;
  private readonly recordRules: RecordRules;
  private readonly folds: readonly FoldRule[];
  private readonly keyed: Keyed;
  private readonly group: string | undefined;
  private readonly tables: TableWriter;
  private readonly tools = new Map<SplitName, SplitTools>();

  constructor(options: ScanOptions, mapper: SampleMapper) {
    this.state = createScanState(options.keep, options.tables);
    this.mapper = mapper;
    this.recordRules = new RecordRules(
      options.rules.filter((rule): rule is RecordRule => rule.type === 'record'),
      { triggers: triggerBits(options.rules), task: options.task },
      this.state.sink,
    );
    this.group = options.group;
    this.folds = foldsOf(options.rules);
    this.keyed = groupRulesOf(options.rules)
      .filter(({ keys, meta }) => keys !== undefined && (meta.asks === undefined || options.group !== undefined))
      .map((rule) => [rule, ownTable(this.state, rule.meta.table, options.tables)]);
    this.tables = new TableWriter(this.view, this.state, this.keyed);
  }

  /** Adds a batch of segment `segment` in file number `file`, whose name says `split` (null: none). */
  add(batch: Batch, segment: number, file: number, split: SplitName | null): void {
    const { view, recordRules, tables } = this;
    view.segment = segment;
    view.split = batch.split ?? split ?? 'train';
    tables.startBatch(file);
    const { tally, tallier, shapes, folding } = this.toolsOf(view.split);
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
      folding.parsed(view);
      const { sample } = view;
      if (sample === undefined) {
        tally.unfit++;
        tables.unfit();
        continue;
      }
      shapes.add(view);
      tallier.fitting(view, sample);
      tables.fitting(sample);
      recordRules.sample(view, sample);
      if (this.keyed.length > 0) {
        if (this.group !== undefined) view.group = view.child(view.root, this.group);
        tables.keys(sample);
      }
      folding.add(view, sample.kind);
    }
    tallier.settle();
  }

  end(segment: number, end: SegmentEnd): void {
    this.state.ends.set(segment, end);
  }

  /** What was seen, when all is read; nothing may be added afterwards. */
  finish(): ScanState {
    const { view } = this;
    for (const [split, { folding }] of this.tools) {
      view.split = split;
      folding.finish(view, (at) => this.mapper.map(at));
    }
    return this.state;
  }

  private toolsOf(split: SplitName): SplitTools {
    let tools = this.tools.get(split);
    if (tools === undefined) {
      const tally = createTally();
      const state = { tally, census: createCensus(), folds: this.folds.map((rule) => rule.init()) };
      this.state.splits.set(split, state);
      const tallier = new Tallier(tally);
      const evidence = { kinds: EVIDENCE_KINDS, add: (view: View) => tallier.evidence(view) };
      tools = {
        tally,
        tallier,
        shapes: new ShapeCounter(state.census),
        folding: new Folding(this.folds, state.folds, evidence),
      };
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
}

function ownTable(state: ScanState, name: string, tables: TablesOptions = () => ({})): Table {
  let table = state.own.get(name);
  if (table === undefined) state.own.set(name, (table = new Table(tables(name))));
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
