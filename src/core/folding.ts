import type { SampleKind } from './record.ts';
import type { FoldRule } from './rule-types.ts';
import type { View } from './view.ts';

interface Fold {
  readonly rule: FoldRule;
  readonly state: unknown;
}

/** The fold rules of one split with their states. */
export class Folding {
  private readonly working: readonly Fold[];
  private readonly byKind = new Map<SampleKind, readonly Fold[]>();
  private kind: SampleKind | undefined;
  private ofKind: readonly Fold[] = [];

  constructor(rules: readonly FoldRule[], states: readonly unknown[]) {
    // A rule whose state is null reads the engine's measures at the end and has nothing to add.
    this.working = rules.map((rule, i) => ({ rule, state: states[i] })).filter(({ state }) => state !== null);
  }

  /** Adds the record at hand, whose sample is of this kind. */
  add(view: View, kind: SampleKind): void {
    if (kind !== this.kind) {
      this.kind = kind;
      this.ofKind = this.speakingOf(kind);
    }
    const folds = this.ofKind;
    for (let i = 0; i < folds.length; i++) folds[i].rule.add(folds[i].state, view);
  }

  private speakingOf(kind: SampleKind): readonly Fold[] {
    let folds = this.byKind.get(kind);
    if (folds === undefined) {
      folds = this.working.filter(({ rule: { meta } }) => meta.kinds === undefined || meta.kinds.includes(kind));
      this.byKind.set(kind, folds);
    }
    return folds;
  }
}
