import type { Lengths } from '../stats/lengths.ts';
import type { SampleKind } from './record.ts';

/** One distinct label or short answer. */
export interface LabelCount {
  /** As written in the file. */
  readonly text: string;
  /** Hash of the exact text, 16 hexadecimal digits. */
  readonly hash: string;
  /** Hash of the normalised text: what makes two labels the same class. */
  readonly norm: string;
  readonly count: number;
  /** Of these, records whose other side is blank. */
  readonly empty: number;
}

export interface LabelTable {
  /** By count, then by label bytes; at most `LABEL_CAP`. */
  readonly entries: readonly LabelCount[];
  /** Distinct labels; an estimate when `cut`. */
  readonly distinct: number;
  readonly cut: boolean;
  /** Records without one: absent, null or blank. */
  readonly missing: number;
  /** Records whose list of labels is empty: none applies. */
  readonly none: number;
  /** Records whose answer is too long to be a label. */
  readonly long: number;
  /** JSON types of the label with their counts. */
  readonly types: ReadonlyMap<string, number>;
}

/** Labels kept exactly (product: `labels.counts` is cut above it). */
export const LABEL_CAP = 10_000;
/** Longest answer, in code points, that may still be a label. Source: openai-python `_validators.py` infers classification from few distinct completions; the length is our convention. */
export const LABEL_CODE_POINTS = 100;

/** What is known of one split at the end of the pass: integers and exact counts, no verdict. */
export interface Measures {
  readonly records: number;
  /** Do not parse. */
  readonly invalid: number;
  /** Parse, but fit no format or have values that no reading fits. */
  readonly unfit: number;
  /** records − invalid − unfit. */
  readonly fit: number;
  readonly blankLines: number;
  /** Fitting records whose input or output is blank. */
  readonly empty: number;
  /** Of these, whose input is blank; whose output is blank. */
  readonly blankInputs: number;
  readonly blankOutputs: number;
  /** Fitting records that lack an answer, a label or a side. */
  readonly lacking: number;
  /** As product.md §2 defines it, for the task at hand. */
  readonly usable: number;
  /** The most frequent sample kind; null when no record fits. */
  readonly kind: SampleKind | null;
  readonly kinds: ReadonlyMap<SampleKind, number>;
  readonly formats: ReadonlyMap<string, number>;
  readonly duplicates: { readonly exact: number; readonly normalized: number; readonly input: number };
  readonly conflicts: number;
  /** Records in conflicts: none of them is usable where the task has labels. */
  readonly conflicting: number;
  /** Labels of labelled texts and of unpaired preferences; tags of words, each counted. */
  readonly labels: LabelTable | undefined;
  /** Answers of generative samples, when they are short: the labels of a classification view. */
  readonly outputs: LabelTable | undefined;
  readonly roles: ReadonlyMap<string, number>;
  readonly turns: Lengths | undefined;
  /** Conversations with one user turn and one answer. */
  readonly oneTurn: number;
  /** Records that call, declare or answer tools. */
  readonly tooled: number;
  readonly lengths: { readonly input: Lengths; readonly output: Lengths };
  /** UTF-8 bytes of all input text, as written. */
  readonly textBytes: number;
  /** Usable samples of each class by its normalised label, for labelled views. */
  readonly classes: readonly ClassCount[];
  readonly table: {
    /** Fitting records in the shared table, and their distinct normalised samples. */
    readonly entries: number;
    readonly distinct: number;
    /** How many normalised samples occur k times, by k. */
    readonly multiplicity: readonly (readonly [k: number, samples: number])[];
  };
  /** Against the training split; undefined in the training split itself. */
  readonly overlap: { readonly exact: number; readonly normalized: number } | undefined;
  /** Share of sampled answers that look like code, summaries … as counts of the sample: see tasks/. */
  readonly evidence: Evidence;
}

export interface ClassCount {
  /** Its most frequent spelling. */
  readonly label: string;
  readonly records: number;
  readonly usable: number;
}

/** Counts over a repeatable sample of at most `SAMPLE_SIZE` records (sample-rule). */
export interface Evidence {
  readonly sampled: number;
  /** Answers that look like code. */
  readonly code: number;
  /** Answers under a third of their input, with inputs over 400 code points. */
  readonly condensed: number;
  /** Raw texts that hold whole turns of a chat template. */
  readonly rendered: number;
}

/** Distinct samples below which equal multiplicity may be chance; our convention. */
const UNIFORM_SAMPLES = 20;

/** Every sample occurs the same k >= 2 times: upsampling on purpose, as AWS advises for small Nova sets. */
export function isUniform({ table }: Measures): boolean {
  const [only, ...others] = table.multiplicity;
  return only !== undefined && others.length === 0 && only[0] >= 2 && only[1] >= UNIFORM_SAMPLES;
}
