import type { Sample, SampleKind } from './record.ts';
import type { Data, RecordContext, RecordRule, Report } from './rule-types.ts';
import type { Sink } from './sink.ts';
import type { Problem, SplitName } from './tape.ts';
import { CleanMemory } from './clean-memory.ts';
import type { TriggerBits } from './triggers.ts';
import { Trait, TRAIT_SETS } from './traits.ts';
import type { View } from './view.ts';

interface Asked {
  readonly rule: RecordRule;
  /** Bits of the scanner's hits that its literals set; 0: it has none. */
  readonly mask: number;
  /** Bit of the trait it needs; 0: none. */
  readonly needs: number;
}

/** Rules of one stage, by when they are asked. */
interface Asking {
  /** About every record that has a set of traits, by that set. */
  readonly byTraits: readonly (readonly Asked[])[];
  /** About records in which one of the literals of `mask` occurs. */
  readonly triggered: readonly Asked[];
  readonly mask: number;
  /** Once for each shape or role sequence while they say nothing. */
  readonly remembered: readonly Asked[];
  readonly clean: CleanMemory;
}

const NO_PROBLEMS: readonly Problem[] = [];

/** Asks record rules in the order of their stages, and no more often than what decides their answer changes. */
export class RecordRules {
  private readonly sink: Sink;
  private readonly fileRules: readonly Asked[];
  private readonly recordStage: Asking;
  private readonly shapeStage: readonly Asked[];
  private readonly byKind = new Map<SampleKind, Asking>();
  private kind: SampleKind | undefined;
  private ofKind = asking([]);
  private readonly sampleStage: readonly Asked[];
  private readonly ids: ReadonlyMap<string, RecordRule>;
  private readonly context: {
    problems: readonly Problem[];
    issues: RecordContext['issues'];
    readonly task: string | undefined;
  };
  private view!: View;
  private asked!: RecordRule;
  private reported = false;

  constructor(
    rules: readonly RecordRule[],
    options: { readonly triggers: TriggerBits; readonly task: string | undefined },
    sink: Sink,
  ) {
    this.sink = sink;
    this.context = { problems: NO_PROBLEMS, issues: [], task: options.task };
    const heard = rules.filter((rule) => options.task === undefined || !rule.meta.silentIn?.includes(options.task));
    const asked = heard.map((rule) => {
      const { needs } = rule.meta;
      return { rule, mask: options.triggers.get(rule) ?? 0, needs: needs === undefined ? 0 : Trait[needs] };
    });
    this.ids = new Map(rules.map((rule) => [rule.meta.id, rule]));
    this.fileRules = asked.filter((a) => a.rule.meta.stage === 'file');
    this.recordStage = asking(asked.filter((a) => a.rule.meta.stage === 'record'));
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
    return broken || this.askAll(view, this.recordStage, undefined);
  }

  /** Rules about the fit of a record whose values do not fit its format. */
  shape(view: View): void {
    if (view.issues.length === 0) return;
    this.context.issues = view.issues;
    this.ask(view, this.shapeStage);
    this.context.issues = [];
  }

  sample(view: View, sample: Sample): void {
    if (sample.kind !== this.kind) {
      this.kind = sample.kind;
      this.ofKind = this.rulesFor(sample.kind);
    }
    this.askAll(view, this.ofKind, sample);
  }

  private rulesFor(kind: SampleKind): Asking {
    let rules = this.byKind.get(kind);
    if (rules === undefined) {
      rules = asking(
        this.sampleStage.filter(({ rule }) => rule.meta.kinds === undefined || rule.meta.kinds.includes(kind)),
      );
      this.byKind.set(kind, rules);
    }
    return rules;
  }

  /** Whether a structural rule reported. */
  private askAll(view: View, rules: Asking, sample: Sample | undefined): boolean {
    const always = rules.byTraits[sample === undefined ? 0 : view.traits];
    let structural = always.length > 0 && this.ask(view, always);
    if ((view.batch.records.hits[view.index] & rules.mask) !== 0)
      structural = this.ask(view, rules.triggered) || structural;
    if (rules.remembered.length === 0 || rules.clean.has(view, sample)) return structural;
    let clean = true;
    for (const asked of rules.remembered) {
      if (!this.askOne(view, asked)) continue;
      clean = false;
      if (asked.rule.meta.structural) structural = true;
    }
    if (clean) rules.clean.add();
    return structural;
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
    if (asked.needs !== 0 && (view.traits & asked.needs) === 0) return false;
    this.view = view;
    this.asked = asked.rule;
    this.reported = false;
    view.asking = asked.mask;
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

function asking(rules: readonly Asked[]): Asking {
  const free = rules.filter(({ mask, needs }) => mask === 0 && needs === 0);
  const remembered = free.filter(({ rule }) => rule.meta.depends === 'shape' || rule.meta.depends === 'roles');
  const always = rules.filter((asked) => asked.mask === 0 && !remembered.includes(asked));
  const triggered = rules.filter(({ mask }) => mask !== 0);
  return {
    byTraits: Array.from({ length: TRAIT_SETS }, (_, traits) =>
      always.filter(({ needs }) => needs === 0 || (needs & traits) !== 0),
    ),
    triggered,
    mask: triggered.reduce((bits, { mask }) => bits | mask, 0),
    remembered,
    clean: new CleanMemory(),
  };
}
