import { add, type BottomK, createBottomK, entries } from '../stats/bottom-k.ts';
import { hex } from './hash.ts';
import { batchOf, copyRecord, offsetOf, type RecordCopy } from './record-copy.ts';
import type { SampleKind } from './record.ts';
import type { FoldRule } from './rule-types.ts';
import { SAMPLE_SIZE } from './sample-rule.ts';
import type { View } from './view.ts';

/** A rule with its state. `add` is the rule's, at hand: to look it up in objects that are all made differently takes as long as many an answer. */
interface Fold {
  readonly rule: FoldRule;
  readonly add: FoldRule['add'];
  readonly state: unknown;
}

/** A record that may be in the sample; null: too large to keep, and added when it came. */
type Candidate = RecordCopy | null;

/** What the engine itself asks about the sample. */
export interface SampledMeasure {
  readonly kinds: readonly SampleKind[];
  readonly add: (view: View) => void;
}

/** What is asked about samples of one kind. */
interface OfKind {
  /** About every record. */
  readonly each: readonly Fold[];
  /** About the sample. */
  readonly sampled: readonly ((view: View) => void)[];
  /** One more than a sample holds, so that every rule sees whether it has them all. */
  readonly candidates: BottomK<Candidate>;
}

/** The fold rules of one split with their states. */
export class Folding {
  private readonly working: readonly Fold[];
  /** Those that are shown every record that parses. */
  private readonly every: readonly Fold[];
  private readonly byKind = new Map<SampleKind, OfKind>();
  private kind: SampleKind | undefined;
  private ofKind!: OfKind;

  private readonly measure: SampledMeasure;

  constructor(rules: readonly FoldRule[], states: readonly unknown[], measure: SampledMeasure) {
    this.measure = measure;
    // A rule whose state is null reads the engine's measures at the end and has nothing to add.
    const all = rules
      .map((rule, i) => ({ rule, add: rule.add, state: states[i] }))
      .filter(({ state }) => state !== null);
    this.working = all.filter(({ rule }) => rule.every !== true);
    this.every = all.filter(({ rule }) => rule.every === true);
  }

  /** Shows a record that parses, whether it fits a format or not. */
  parsed(view: View): void {
    for (let i = 0; i < this.every.length; i++) show(this.every[i], view);
  }

  /** Adds the record at hand, whose sample is of this kind. */
  add(view: View, kind: SampleKind): void {
    if (kind !== this.kind) {
      this.kind = kind;
      this.ofKind = this.speakingOf(kind);
    }
    const { each, candidates } = this.ofKind;
    for (let i = 0; i < each.length; i++) show(each[i], view);
    if (view.hashHi <= candidates.ceiling) consider(view, this.ofKind);
  }

  /**
   * Adds the sample to the rules that look at nothing else: at the end, so that of the many records that were in the sample
   * for a while none was looked at. `map` makes the sample of the record that the view is moved to.
   */
  finish(view: View, map: (view: View) => void): void {
    for (const { sampled, candidates } of this.byKind.values()) {
      for (const [, candidate] of entries(candidates)) {
        if (candidate === null) continue;
        view.segment = candidate.segment;
        view.moveTo(batchOf(candidate), 0);
        map(view);
        for (const look of sampled) look(view);
      }
    }
    this.byKind.clear();
    this.kind = undefined;
  }

  private speakingOf(kind: SampleKind): OfKind {
    let ofKind = this.byKind.get(kind);
    if (ofKind === undefined) {
      const folds = this.working.filter(({ rule: { meta } }) => meta.kinds === undefined || meta.kinds.includes(kind));
      const sampled = folds.flatMap((fold) =>
        fold.rule.sampled === true ? [(view: View): void => show(fold, view)] : [],
      );
      if (this.measure.kinds.includes(kind)) sampled.push(this.measure.add);
      const each = folds.filter(({ rule }) => rule.sampled !== true);
      const candidates = createBottomK<Candidate>(SAMPLE_SIZE + 1);
      if (sampled.length === 0) candidates.ceiling = -1;
      this.byKind.set(kind, (ofKind = { each, sampled, candidates }));
    }
    return ofKind;
  }
}

function show({ rule, add, state }: Fold, view: View): void {
  add.call(rule, state, view);
}

/** Apart, because a function that holds a closure makes its scope for every call. */
function consider(view: View, { sampled, candidates }: OfKind): void {
  const candidate = (): Candidate => {
    const copy = copyRecord(view);
    if (copy === undefined) for (const look of sampled) look(view);
    return copy ?? null;
  };
  add(candidates, hex(view.hashLo, view.hashHi), candidate, (known) =>
    known === null || isEarlier(view, known) ? candidate() : known,
  );
}

/** Segments come in any order. */
const isEarlier = ({ segment, batch, index }: View, known: RecordCopy): boolean =>
  segment < known.segment || (segment === known.segment && batch.records.offset[index] < offsetOf(known));
