import type { EvidenceData } from '../core/gate-types.ts';

/** `rules/advise/tree.json`: questions whose choices lead to questions or leaves. */
export interface Tree {
  readonly start: string;
  readonly criteria: readonly { readonly method: string; readonly fits: string; readonly evidence: EvidenceData }[];
  readonly questions: readonly Question[];
  readonly leaves: readonly Leaf[];
}

/** One question of the tree. */
export interface Question {
  readonly id: string;
  readonly ask: string;
  readonly help: string;
  /** Where the evidence and the guide differ. */
  readonly note?: string;
  readonly evidence: readonly EvidenceData[];
  /** A file can answer it. */
  readonly measured?: true;
  readonly choices: readonly Choice[];
}

/** One answer that a question may be given. */
export interface Choice {
  readonly id: string;
  readonly label: string;
  /** A question, a leaf, or `aim`: the leaf that an earlier choice aimed at. */
  readonly to: string;
  /** The leaf that `aim` means from here on. */
  readonly aim?: string;
  /** Why the path goes on there, as a clause. */
  readonly because: string;
  readonly risk?: string;
}

/** Something to do next, and the command for it; `{file}`, `{task}` and `{record}` stand in it. */
export interface NextStep {
  readonly do: string;
  /** In place of `do` where a file was read and is not ready. */
  readonly checked?: string;
  readonly run: string;
}

/** Where a path ends. */
export interface Leaf {
  readonly id: string;
  readonly title: string;
  /** Whether the guide's tree has it. */
  readonly fromGuide: boolean;
  readonly what: string;
  /** The step that comes before the three where the path aims at this leaf. */
  readonly first?: Readonly<Record<string, NextStep>>;
  /** Three steps. */
  readonly next: readonly NextStep[];
}

/** Who says so: the person, a file that was read, or an earlier record. */
export type AnsweredBy = 'person' | 'file' | 'record';

/** An answer to a question. */
export interface Answer {
  readonly choice: string;
  readonly by: AnsweredBy;
  /** The person's own reason, or what was measured. */
  readonly reason?: string;
}

/** Answers by question. */
export type Answers = Readonly<Record<string, Answer>>;
