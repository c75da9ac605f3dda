import type { Entry, RecordView, Ref, SampleKind } from './record.ts';
import type { FormatIssue } from './format-types.ts';
import type { Container } from './plan.ts';
import type { Codec } from '../stats/codec.ts';
import type { Problem, SplitName } from './tape.ts';
import type { TraitName } from './traits.ts';
import type { Measures } from './measures.ts';
import type { ShapeCensus } from './shapes.ts';

export type Severity = 'error' | 'warn' | 'info' | 'off';
/** Rules run in this order; a record that a structural rule reported skips the later stages. */
export type Stage = 'file' | 'record' | 'shape' | 'sample';
export type EvidenceClass = 'vendor' | 'guide' | 'published' | 'measured' | 'convention';
export type Group =
  | 'file'
  | 'shape'
  | 'conversation'
  | 'label'
  | 'pair'
  | 'tokens'
  | 'duplicate'
  | 'leakage'
  | 'length'
  | 'tool'
  | 'text'
  | 'target'
  | 'template'
  | 'learn';

export interface RuleMeta {
  /** Kebab-case, said in words; the page, fixture and code share it as their stem. */
  readonly id: string;
  readonly group: Group;
  /** Version in which it first shipped. */
  readonly since: string;
  readonly severity: Exclude<Severity, 'off'>;
  readonly stage: Stage;
  /** A record it reports does not fit: later stages skip the record, and it counts under `records.broken`. Whatever the severity is set to. */
  readonly structural?: boolean;
  /** Sample kinds it speaks about; absent: all. */
  readonly kinds?: readonly SampleKind[];
  /** Containers about which it speaks (core/plan): one file of the set in one of them is enough; absent: all. */
  readonly containers?: readonly Container[];
  /** Tasks in which it stays silent. */
  readonly silentIn?: readonly string[];
  /**
   * What decides its answer. `shape`: the key structure with types; `roles`: the sequence of roles (and the shape);
   * `record`: the content. The engine remembers a clean answer for each distinct shape or role sequence.
   */
  readonly depends?: 'shape' | 'roles' | 'record';
  /** Literals, case-sensitive: the rule is asked only about records in which one occurs. */
  readonly triggers?: readonly string[];
  /** Sample stage: the rule is asked only about samples with something blank, with tool calls or results, or with weights (core/traits). */
  readonly needs?: TraitName;
  /** Consequence, for the report: `{count}` records; `one` when the count is 1. */
  readonly title: { readonly one: string; readonly other: string };
  /** Found, expected, what to do; `{name}` takes the finding's data. */
  readonly messages: Readonly<Record<string, string>>;
  readonly evidence: { readonly class: EvidenceClass; readonly source: string; readonly read: string };
  /** Of a rule that reads text: hits that were judged by eye and those that were right, and on which data. */
  readonly precision?: { readonly judged: number; readonly right: number; readonly on: string; readonly read: string };
  readonly memory: 'constant' | 'keys' | 'records';
  /** safe: no training example changes; unsafe: a record is dropped or edited; none: by hand. */
  readonly fix: 'safe' | 'unsafe' | 'none';
}

export type Data = Readonly<Record<string, string | number>>;

/** Says that something is wrong with the record at hand. `message` is a key of `meta.messages`. */
export type Report = (
  message: string,
  at?: {
    readonly entry?: Entry;
    readonly pointer?: string;
    readonly offset?: number;
    readonly line?: number;
    readonly data?: Data;
  },
) => void;

/** States a fact about the whole set: one finding, with an exact count and, where known, places. */
export interface SetFinding {
  readonly message: string;
  readonly data?: Data;
  /** Records concerned. */
  readonly count: number;
  readonly places?: readonly SetPlace[];
  /** Overrides `meta.severity` where the evidence decides it. */
  readonly severity?: Exclude<Severity, 'off'>;
}
export interface SetPlace {
  readonly ref: Ref;
  readonly pointer?: string;
  readonly data?: Data;
  /** The other record that it is about: the first copy, the training twin. */
  readonly partner?: Ref;
}

/** What a record rule may ask besides the record. */
export interface RecordContext {
  /** Problems of this record that the scanner or reader saw. */
  readonly problems: readonly Problem[];
  /** Why the record's values do not fit the format that its keys show, and where. */
  readonly issues: readonly FormatIssue[];
  /** `--task`, when it was given: rules never depend on an inferred task. */
  readonly task: string | undefined;
}

/** Facts about one record. */
export interface RecordRule {
  readonly type: 'record';
  readonly meta: RuleMeta;
  check(record: RecordView, report: Report, context: RecordContext): void;
}

export interface FinishContext {
  /** The task decided at the end, given or inferred; undefined when none could be. */
  readonly task: string | undefined;
  readonly measures: Measures;
  /** Measures of the other splits, by name. */
  readonly splits: ReadonlyMap<SplitName, Measures>;
  readonly split: SplitName;
  readonly shapes: ShapeCensus;
  /** Census of the training split, where `split` is another one. */
  readonly trained: ShapeCensus | undefined;
  /** Containers of the data set's files. */
  readonly containers: ReadonlySet<string>;
  report(finding: SetFinding): void;
}

/** Folds all records of one split into a small state of integers. `finish(merge(a, b))` equals one pass over a, then b. */
export interface FoldRule<S = unknown> {
  readonly type: 'fold';
  readonly meta: RuleMeta;
  /** Only the records of a sample matter to it (core/sample-rule): it is asked about them when all were read. */
  readonly sampled?: boolean;
  /** It is shown every record that parses, also one that fits no format. */
  readonly every?: boolean;
  init(): S;
  add(state: S, record: RecordView): void;
  merge(earlier: S, later: S): S;
  finish(state: S, context: FinishContext): void;
  readonly codec: Codec<S>;
}

/** Records that share a key of a table, in file order over all splits. */
export interface Group_ {
  readonly size: number;
  split(i: number): SplitName;
  /** Place of entry i; allocates. */
  ref(i: number): Ref;
  /** Equal numbers, equal record (canonical hash, 32 bits: compared only inside one group). */
  record(i: number): number;
  /** Normalised output, 40 bits as an integer. */
  output(i: number): number;
  /** Exact input, 32 bits. */
  exact(i: number): number;
  /** The sample has a blank input or output, or fits no format: it is never usable. */
  empty(i: number): boolean;
  /** The record fits no format: the group is one of equal records. */
  unfit(i: number): boolean;
}

/** Puts the record at hand under a key of the rule's own table, with an output that is compared inside a group. */
export type Emit = (
  key: { readonly lo: number; readonly hi: number },
  output: { readonly lo: number; readonly hi: number },
) => void;

/** A rule about records that share a key. The engine groups; no rule holds entries. */
export interface GroupRule<S = unknown> {
  readonly type: 'group';
  /**
   * `table`: `input` and `preference` are shared; any other name is a table of the rule's own, which `keys` fills.
   * `asks`: the rule is fed only when the person names that column.
   */
  readonly meta: RuleMeta & { readonly table: string; readonly asks?: 'group' };
  /** Keys of a record in the rule's own table: none, one, or several (bands of a signature). */
  keys?(record: RecordView, emit: Emit): void;
  init(): S;
  /** Called for keys with two or more entries only, in no particular order of keys. */
  close(state: S, group: Group_): void;
  merge(earlier: S, later: S): S;
  finish(state: S, context: FinishContext): void;
  readonly codec: Codec<S>;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a registry holds rules of many states
export type Rule = RecordRule | FoldRule<any> | GroupRule<any>;
