import type { Sample, SampleKind } from './record.ts';
import type { Data, RecordContext, RecordRule, Report } from './rule-types.ts';
import type { Sink } from './sink.ts';
import type { Problem, SplitName } from './tape.ts';
import type { View } from './view.ts';
import { mix } from './hash.ts';

interface Asked {
  readonly rule: RecordRule;
  /** Numbers of its literals in the scanner's list. */
  readonly triggers: readonly number[];
  readonly mask: number;
}

/** Clean answers remembered for so many shapes and role sequences; beyond it rules are asked again. */
const REMEMBERED = 1 << 14;

const NO_PROBLEMS: readonly Problem[] = [];

/** Asks record rules in the order of their stages, and no more often than what decides their answer changes. */
export class RecordRules {
  private readonly sink: Sink;
  private readonly fileRules: readonly Asked[];
  private readonly recordStage: readonly Asked[];
  private readonly shapeStage: readonly Asked[];
  private readonly byKind = new Map<SampleKind, { always: readonly Asked[]; remembered: readonly Asked[] }>();
  private readonly sampleStage: readonly Asked[];
  private readonly clean = new Map<number, number>();
  private readonly ids: ReadonlyMap<string, RecordRule>;
  private readonly context: {
    problems: readonly Problem[];
    issues: RecordContext['issues'];
    readonly task: string | undefined;
  };
  private readonly lanes = { lo: 0, hi: 0 };
  private view!: View;
  private asked!: RecordRule;
  private reported = false;

  constructor(
    rules: readonly RecordRule[],
    options: { readonly triggers: readonly string[]; readonly task: string | undefined },
    sink: Sink,
  ) {
    this.sink = sink;
    this.context = { problems: NO_PROBLEMS, issues: [], task: options.task };
    const heard = rules.filter((rule) => options.task === undefined || !rule.meta.silentIn?.includes(options.task));
    const asked = heard.map((rule) => {
      const triggers = (rule.meta.triggers ?? []).map((literal) => options.triggers.indexOf(literal));
      return { rule, triggers, mask: triggers.reduce((bits, bit) => bits | (1 << bit), 0) };
    });
    this.ids = new Map(rules.map((rule) => [rule.meta.id, rule]));
    this.fileRules = asked.filter((a) => a.rule.meta.stage === 'file');
    this.recordStage = asked.filter((a) => a.rule.meta.stage === 'record');
    this.shapeStage = asked.filter((a) => a.rule.meta.stage === 'shape');
    this.sampleStage = asked.filter((a) => a.rule.meta.stage === 'sample');
  }

  /** A problem that belongs to no record: the rule of its code speaks at once. */
  between(problem: Problem, segment: number, split: SplitName): void {
    const rule = this.ids.get(problem.code);
    if (rule === undefined) return;
    this.sink.count(problem.code);
    const ref = { segment, offset: problem.offset, line: problem.line };
    if (this.sink.wants(problem.code, ref))
      this.sink.place(problem.code, { ref, split, message: 'found', data: problem.data ?? {}, order: 0 });
  }

  /** Rules about bytes, for a record with problems. */
  file(view: View, problems: readonly Problem[]): boolean {
    this.context.problems = problems;
    const structural = this.ask(view, this.fileRules);
    this.context.problems = NO_PROBLEMS;
    return structural;
  }

  /** Rules about one parsed value; true when a structural one reported. */
  record(view: View, problems: readonly Problem[] | undefined): boolean {
    const broken = problems === undefined ? false : this.file(view, problems);
    return broken || this.ask(view, this.recordStage);
  }

  /** Rules about the fit of a record whose values do not fit its format. */
  shape(view: View): void {
    if (view.issues.length === 0) return;
    this.context.issues = view.issues;
    this.ask(view, this.shapeStage);
    this.context.issues = [];
  }

  sample(view: View, sample: Sample): void {
    const rules = this.rulesFor(sample.kind);
    this.ask(view, rules.always);
    if (rules.remembered.length === 0) return;
    // A clean answer holds for the shape and, in a conversation, for the sequence of roles.
    this.lanes.lo = view.batch.records.shapeLo[view.index];
    this.lanes.hi = view.batch.records.shapeHi[view.index];
    if (sample.kind === 'conversation') {
      const { roleEntry, calls, content, length } = sample.turns;
      const { hashLo } = view.tape;
      for (let i = 0; i < length; i++) {
        mix(
          this.lanes,
          roleEntry[i] < 0 ? 0 : hashLo[roleEntry[i]],
          (calls[i] >= 0 ? 2 : 0) + (content[i] >= 0 ? 1 : 0),
        );
      }
    }
    const { lo, hi } = this.lanes;
    if (this.clean.get(lo) === hi) return;
    let spoke = false;
    for (const asked of rules.remembered) spoke = this.askOne(view, asked) || spoke;
    if (!spoke && this.clean.size < REMEMBERED) this.clean.set(lo, hi);
  }

  private rulesFor(kind: SampleKind): { always: readonly Asked[]; remembered: readonly Asked[] } {
    let rules = this.byKind.get(kind);
    if (rules === undefined) {
      const own = this.sampleStage.filter(
        ({ rule }) => rule.meta.kinds === undefined || rule.meta.kinds.includes(kind),
      );
      const remembered = own.filter(({ rule }) => rule.meta.depends === 'shape' || rule.meta.depends === 'roles');
      this.byKind.set(kind, (rules = { always: own.filter((a) => !remembered.includes(a)), remembered }));
    }
    return rules;
  }

  private ask(view: View, rules: readonly Asked[]): boolean {
    let structural = false;
    for (const asked of rules) {
      if (this.askOne(view, asked) && asked.rule.meta.structural) structural = true;
    }
    return structural;
  }

  private askOne(view: View, asked: Asked): boolean {
    if (asked.mask !== 0 && (view.batch.records.hits[view.index] & asked.mask) === 0) return false;
    this.view = view;
    this.asked = asked.rule;
    this.reported = false;
    view.triggers = asked.triggers;
    asked.rule.check(view, this.report, this.context);
    return this.reported;
  }

  /** One finding for a rule and record: the first place is where a person looks. */
  private readonly report: Report = (message, at) => {
    if (this.reported) return;
    this.reported = true;
    const { view, sink } = this;
    const { id } = this.asked.meta;
    sink.count(id);
    const ref = view.ref();
    if (!sink.wants(id, ref)) return;
    const pointer = at?.pointer ?? (at?.entry === undefined || at.entry < 0 ? undefined : view.pointer(at.entry));
    const data: Data = at?.data ?? {};
    const place = { ref, split: view.split, message, data, order: 0 };
    const offset = at?.offset === undefined ? undefined : { at: { offset: at.offset, line: at.line ?? ref.line } };
    sink.place(id, { ...place, ...(pointer === undefined || pointer === '' ? {} : { pointer }), ...offset });
  };
}
