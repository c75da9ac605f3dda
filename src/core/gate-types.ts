import type { SampleKind } from './record.ts';
import type { EvidenceClass } from './rule-types.ts';

export interface EvidenceData {
  readonly class: EvidenceClass;
  readonly source: string;
  /** Date on which the source was read. */
  readonly read: string;
  readonly quote?: string;
}

/** One threshold of a gate. */
export interface Limit {
  readonly level: 'info' | 'warn' | 'fail';
  /** On which side of the value it trips. */
  readonly when: 'above' | 'below';
  readonly value?: number;
  /** Taken from the task instead. */
  readonly from?: 'task.minimum' | 'task.recommended';
  readonly each?: 'class';
  readonly tasks?: readonly string[];
  readonly evidence: EvidenceData;
}

/** `rules/gates/<id>.json`: one line of the verdict. */
export interface Gate {
  readonly id: string;
  readonly title: string;
  readonly titles: Readonly<Record<'pass' | 'warn' | 'fail', string>>;
  readonly measure: string;
  readonly unit: string;
  readonly applies: {
    readonly labelled?: boolean;
    readonly tasks?: readonly string[];
    readonly kinds?: readonly SampleKind[];
  };
  readonly split: 'train' | 'all' | 'eval';
  readonly limits: readonly Limit[];
  readonly against: string;
  readonly findings: Readonly<
    Partial<Record<'warn' | 'fail', { readonly title: string; readonly one?: string; readonly message: string }>>
  >;
  readonly distance: Readonly<Partial<Record<'warn' | 'fail', string>>>;
  /** Rules whose findings are part of what the gate counts: accepting the gate accepts them. */
  readonly covers?: readonly string[];
}

/** `rules/tasks/<id>.json`. */
export interface Task {
  readonly id: string;
  readonly title: string;
  /** Everyday names. */
  readonly names: readonly string[];
  /** Sample kinds that it can be a view of. */
  readonly kinds: readonly SampleKind[];
  /** Classes are counted, and a contradiction costs all its records. */
  readonly labelled: boolean;
  readonly minimum: number;
  readonly recommended: readonly [number, number];
  readonly unit: { readonly one: string; readonly other: string };
  readonly note: string;
  readonly evidence: EvidenceData;
  readonly recommendedEvidence?: EvidenceData;
  /** Tokens of one piece, where records are the wrong unit. */
  readonly pieces?: { readonly tokens: number; readonly bytesPerToken: number; readonly evidence: EvidenceData };
}
