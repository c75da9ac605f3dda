import type { Fate, Target } from './target-types.ts';

/** The machine report: a contract. `rules/schema/report.schema.json` describes it; the version changes when a reader could break. */
export interface Report {
  readonly version: 1;
  readonly tool: { readonly name: 'ftlint'; readonly version: string };
  /** False when a signal, a limit or a broken input cut the run. */
  readonly complete: boolean;
  readonly verdict: Verdict;
  readonly exitCode: number;
  readonly datasets: readonly DatasetReport[];
  readonly skipped: readonly Skipped[];
  /** Inputs that could not be opened or understood, one sentence each. */
  readonly failures: readonly Failure[];
  readonly timing?: { readonly seconds: number };
}

export type Verdict = 'ready' | 'ready-with-warnings' | 'not-ready' | 'cannot-tell';

export interface Skipped {
  readonly path: string;
  readonly why: string;
}
export interface Failure {
  readonly path: string;
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
}

export interface DatasetReport {
  readonly name: string;
  readonly files: readonly FileReport[];
  readonly format: FormatReport;
  readonly task: TaskReport;
  readonly measures: MeasuresReport;
  readonly splits: Readonly<Record<string, MeasuresReport>>;
  readonly gates: readonly GateReport[];
  readonly findings: readonly FindingReport[];
  /** One for each target that was asked for, in the order of the flags. */
  readonly targets: readonly TargetReport[];
  readonly verdict: Verdict;
  /** Why the verdict is cannot-tell, one sentence each. */
  readonly unclear: readonly string[];
  /** What would make it ready, or let it pass without warnings: one imperative clause each. */
  readonly distance: readonly string[];
  readonly notChecked: readonly NotChecked[];
}

export interface FileReport {
  readonly path: string;
  readonly split: string | null;
  readonly container: string;
  readonly compression: string | null;
  readonly encoding: string;
  /** Decompressed bytes read; compressed size in `stored`. */
  readonly bytes: number;
  readonly stored: number;
  /** Of a corpus that is read as one file: the files in it. */
  readonly documents?: number;
  readonly records: number;
  readonly why: readonly string[];
}

export interface FormatReport {
  readonly id: string | null;
  /** Sample field → column or path: `{ text: "text", label: "category" }`. */
  readonly fields: Readonly<Record<string, string>>;
  readonly records: number;
  readonly others: readonly { readonly id: string; readonly records: number }[];
}

export interface TaskReport {
  readonly id: string | null;
  readonly given: boolean;
  readonly why: string;
  readonly candidates: readonly {
    readonly id: string;
    readonly why: string;
    readonly verdict: Verdict;
    readonly short: string;
  }[];
}

export interface LengthsReport {
  readonly min: number;
  readonly p5: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
  readonly mean: number;
  readonly sum: number;
}

export interface MeasuresReport {
  readonly records: number;
  readonly invalid: number;
  readonly unfit: number;
  readonly blankLines: number;
  readonly empty: number;
  readonly usable: number;
  readonly duplicates: { readonly exact: number; readonly normalized: number; readonly input: number };
  readonly conflicts: number;
  readonly labels?: {
    readonly count: number;
    readonly min: number;
    readonly max: number;
    readonly ratio: number;
    readonly missing: number;
    /** Records whose list of labels is empty, where labels are lists. */
    readonly none?: number;
    readonly counts: readonly (readonly [string, number])[];
    readonly cut: boolean;
  };
  readonly roles?: Readonly<Record<string, number>>;
  readonly turns?: Readonly<Record<string, number>>;
  readonly lengths: { readonly input?: LengthsReport; readonly output?: LengthsReport };
  readonly overlap?: Readonly<Record<string, { readonly exact: number; readonly normalized: number }>>;
}

export interface EvidenceReport {
  readonly class: string;
  readonly source: string;
  readonly read: string;
}

export interface GateReport {
  readonly id: string;
  readonly scope: string;
  readonly status: 'pass' | 'warn' | 'fail' | 'skip' | 'waived';
  /** What the line is about, in a few words: "enough usable samples". */
  readonly title: string;
  readonly measure: string;
  readonly value: number | null;
  readonly threshold: number | null;
  readonly unit: string;
  /** The value as the report prints it: "9,999", "0.04 %", "11 of 77". */
  readonly shown: string;
  /** What it is held against, as the report prints it: "needs 500, better 2,000–5,000". */
  readonly against: string;
  readonly evidence: EvidenceReport;
  readonly message: string;
  /** Flag to paste that accepts the value; on failing and warning gates. */
  readonly accept?: string;
  readonly waived?: { readonly value: number | null; readonly reason: string | null };
}

export interface FindingReport {
  readonly rule: string;
  readonly scope: string;
  readonly severity: 'error' | 'warn' | 'info';
  /** Exact, whatever is shown. */
  readonly count: number;
  /** A finding about the whole set: it counts one against --max-warnings. */
  readonly set: boolean;
  /** Consequence, with the count: the heading. */
  readonly title: string;
  /** Found, expected, what to do (of the first place, or of the set). */
  readonly message: string;
  readonly fix: 'safe' | 'unsafe' | 'none';
  readonly places: readonly PlaceReport[];
  readonly shown: number;
}

/** What one target does to a data set: its own verdict, apart from the task's. */
export interface TargetReport {
  readonly id: string;
  /** As it was asked for: `trl-sft:max_length=2048`. Findings about it have the scope `target:` and this. */
  readonly label: string;
  readonly title: string;
  readonly verdict: Verdict;
  readonly lifecycle: Pick<Target['lifecycle'], 'status' | 'ends' | 'note'>;
  /** oldest date on which one of its sources was read, YYYY-MM-DD. */
  readonly asOf: string;
  /** That it is over or will be, that its facts are old: one sentence each, said and never counted. */
  readonly notes?: readonly string[];
  readonly gates: readonly GateReport[];
  /** Records of the training split by what becomes of them. */
  readonly rows: Readonly<Record<Fate, number>>;
  /** The whole in one line: "287 of 300 rows train as written; 94 answers cut at 1,024 tokens". */
  readonly line: string;
  /** What it changes by itself, a clause each: "12 records have roles that are renamed". */
  readonly changes?: readonly string[];
  /** What has to be mapped for it first, a clause each. */
  readonly needs?: readonly string[];
  /** The first thing that breaks there, as a clause. */
  readonly because?: string;
  readonly tokens?: TargetTokens;
}

/** Lengths in tokens, as the target counts them. */
export interface TargetTokens {
  readonly tokenizer: string;
  /** False: counted by an estimate; `error` is its half width as a share (95 %), 0 where exact. */
  readonly exact: boolean;
  readonly error: number;
  /** Tokens of a record. */
  readonly records: LengthsReport;
  readonly total: number;
  /** Of the records that the target reads, as it reads them: cut, and without those that are dropped or end the run. */
  readonly read: { readonly count: number; readonly lengths: LengthsReport };
  /** Tokens that the loss sees in one epoch. */
  readonly trained: number;
  readonly byRole: Readonly<Record<string, number>>;
  /** Share of a batch, in [0, 1], that is padding at the target's length: each record that is read padded alone, and records packed. */
  readonly padding?: { readonly length: number; readonly alone: number; readonly packed: number };
}

export interface PlaceReport {
  readonly path: string;
  readonly line: number;
  readonly offset: number | null;
  readonly pointer?: string;
  readonly message: string;
  readonly data: Readonly<Record<string, string | number>>;
  readonly partner?: { readonly path: string; readonly line: number; readonly offset: number | null };
  /** Text of the record at the place: only with --excerpts. */
  readonly excerpt?: string;
}

export interface NotChecked {
  readonly what: string;
  readonly why: string;
  readonly unlock?: string;
}
