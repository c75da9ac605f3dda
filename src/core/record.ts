import type { SplitName, Tape } from './tape.ts';

/**
 * Where a record begins. `offset`: bytes of the decompressed file; `line`: physical lines from the segment's start
 * (the engine adds the lines of earlier segments at the end). Refs of one data set sort by (segment, offset) into file order.
 */
export interface Ref {
  readonly segment: number;
  readonly offset: number;
  readonly line: number;
}

/** A value's index on the tape; -1: not there. */
export type Entry = number;

/**
 * One record, as a window on the tape: valid only during the call it is handed to. Nothing here allocates
 * but `text`, `value`, `pointer`, `ref`.
 */
export interface RecordView {
  readonly split: SplitName;
  /** Of the record's place, without the copy that `ref` makes: what a fold about order asks for every record. */
  readonly segment: number;
  /** A copy of the record's place, safe to keep. */
  ref(): Ref;
  /** Bytes of the record with its delimiter. */
  readonly length: number;
  /** Canonical record hash, keys sorted at all depths. */
  readonly hashLo: number;
  readonly hashHi: number;
  readonly root: Entry;
  /** Where strings stand, as they are spelt in the file: for what counts their bytes by the million. */
  readonly tape: Pick<Tape, 'bytes' | 'start' | 'end'>;
  /** Through the format; undefined when it fits none. */
  readonly sample: Sample | undefined;
  /** What the sample teaches to write, string by string; found when first asked for. */
  readonly answers: AnswerEntries;
  /** Value of the column that `--group` names; -1: none was named, or the record lacks it. */
  readonly group: Entry;
  /** Id of the format that the record's keys show, even where its values do not fit; undefined: none. */
  readonly format: string | undefined;

  type(entry: Entry): number;
  flags(entry: Entry): number;
  /** The member of an object by key; -1 when absent or when `entry` is no object. */
  child(entry: Entry, key: string): Entry;
  /** First member or element; -1 for an empty container or a scalar. */
  first(entry: Entry): Entry;
  /** Next sibling inside `parent`; -1 at the end. */
  sibling(entry: Entry, parent: Entry): Entry;
  /** The entry after a value and all its descendants: what lies before it, from `entry` on, belongs to the value. */
  behind(entry: Entry): Entry;
  /** Key name of a member; undefined for elements. */
  key(entry: Entry): string | undefined;
  codePoints(entry: Entry): number;
  /** Neither absent nor null nor a blank string. */
  filled(entry: Entry): boolean;
  isString(entry: Entry): boolean;
  /** Whether a trigger of the asking rule occurs in this string. */
  hits(entry: Entry): boolean;
  /** Byte `i` of a string as it stands in the file (UTF-8, escapes not resolved), from the end where `i` is negative; -1 beyond it. Costs nothing. */
  byteAt(entry: Entry, i: number): number;
  /** Bytes with which two strings begin alike, as they stand in the file; at most `most`. Costs no string. */
  sharedBytes(a: Entry, b: Entry, most: number): number;
  /** Whether the last `size` bytes of a string stand in it once more, at most `most` bytes earlier, as it stands in the file. Decodes nothing. */
  repeatsEnd(entry: Entry, size: number, most: number): boolean;
  /** How many lines of a string begin with `least` or more of this ASCII byte, behind white space and marks of lists, as it stands in the file. Decodes nothing. */
  lineRuns(entry: Entry, byte: number, least: number): number;
  /** The first, or last, `bytes` bytes of a string in UTF-8, decoded; cut between characters, the same for every spelling. Costs a short string. */
  head(entry: Entry, bytes: number): string;
  tail(entry: Entry, bytes: number): string;
  /** Whether two strings have the same text, however it is spelt: by length and 64-bit hash. Costs nothing. */
  same(a: Entry, b: Entry): boolean;
  /** 64-bit hash of a string's decoded text, of another scalar as written. Costs an object. */
  hash(entry: Entry): { readonly lo: number; readonly hi: number };
  /** 64-bit hash of a scalar's normalised text. Costs an object. */
  norm(entry: Entry): { readonly lo: number; readonly hi: number };
  /** Decodes. Costs a string: only for findings, labels and strings that hit a trigger. */
  text(entry: Entry): string;
  /** JSON.parse of the entry's span. */
  value(entry: Entry): unknown;
  /** JSON Pointer of an entry. */
  pointer(entry: Entry): string;
}

/** Hashes and length of one side of a sample, put together from its string facts. */
export interface Side {
  readonly hashLo: number;
  readonly hashHi: number;
  readonly normLo: number;
  readonly normHi: number;
  readonly codePoints: number;
  readonly blank: boolean;
  /** First entry that makes up the side: where a finding points; -1 when there is none. */
  readonly entry: Entry;
}

/** Entries of strings, `entry[0 .. count)` in order. */
export interface AnswerEntries {
  readonly count: number;
  readonly entry: Int32Array;
}

/** Canonical roles; a turn whose role is absent or not known to its format has `unknown`. */
export const Role = { unknown: 0, system: 1, user: 2, assistant: 3, tool: 4 } as const;
export type Role = (typeof Role)[keyof typeof Role];

/** The turns of a conversation in parallel arrays of `length` entries; -1 where a part is absent. */
export interface Turns {
  readonly length: number;
  readonly entry: Int32Array;
  readonly role: Uint8Array;
  readonly roleEntry: Int32Array;
  readonly content: Int32Array;
  /** `tool_calls` array, `function_call` object, or the content of a turn that is a call (ShareGPT). */
  readonly calls: Int32Array;
  readonly weight: Int32Array;
  /** 1: the content is blank, null or absent and nothing else (a call) stands in for it. */
  readonly empty: Uint8Array;
}

interface Base {
  /** What the model is given. */
  readonly input: Side;
  /** What it learns to answer; for labelled data the label; blank for texts and prompts. */
  readonly output: Side;
  /** Entries of all text fields that a trainer reads, in order: `text[0 .. texts)`. */
  readonly text: Int32Array;
  readonly texts: number;
}
export interface LabelledText extends Base {
  readonly kind: 'labelled-text';
  readonly textEntry: Entry;
  /** The other text of a pair that is judged together (premise and hypothesis); -1: one text. */
  readonly secondEntry: Entry;
  /** A scalar, or a list of labels: several may hold. */
  readonly labelEntry: Entry;
}
export interface Pair extends Base {
  readonly kind: 'pair';
  readonly inputEntry: Entry;
  readonly outputEntry: Entry;
  readonly contextEntry: Entry;
}
export interface Conversation extends Base {
  readonly kind: 'conversation';
  readonly turns: Turns;
  readonly tools: Entry;
}
export interface Preference extends Base {
  readonly kind: 'preference';
  readonly promptEntry: Entry;
  readonly chosenEntry: Entry;
  readonly rejectedEntry: Entry;
  readonly chosen: Side;
  readonly rejected: Side;
}
export interface Unpaired extends Base {
  readonly kind: 'unpaired';
  readonly promptEntry: Entry;
  readonly completionEntry: Entry;
  readonly completion: Side;
  readonly labelEntry: Entry;
}
export interface Text extends Base {
  readonly kind: 'text';
  readonly textEntry: Entry;
}
export interface Prompt extends Base {
  readonly kind: 'prompt';
  readonly promptEntry: Entry;
  readonly referenceEntry: Entry;
}

/** Texts that belong together, and perhaps one that does not: what an embedding model learns from. */
export interface Tuple extends Base {
  readonly kind: 'tuple';
  readonly anchorEntry: Entry;
  /** A text, or a list of them. */
  readonly positiveEntry: Entry;
  readonly negativeEntry: Entry;
  /** How alike the two are; -1: they belong together. */
  readonly scoreEntry: Entry;
}
/** Words, each with a tag. */
export interface Tagged extends Base {
  readonly kind: 'tagged';
  readonly wordsEntry: Entry;
  readonly tagsEntry: Entry;
}
/** A record that was tokenised before: numbers for the trainer, no text. */
export interface TokenIds extends Base {
  readonly kind: 'token-ids';
  readonly idsEntry: Entry;
  readonly labelsEntry: Entry;
  readonly maskEntry: Entry;
}
/** A solution in steps, each with a verdict. */
export interface Stepwise extends Base {
  readonly kind: 'stepwise';
  readonly promptEntry: Entry;
  readonly stepsEntry: Entry;
  readonly labelsEntry: Entry;
}
/** Pieces of text, each trained on or not. */
export interface Segments extends Base {
  readonly kind: 'segments';
  readonly segmentsEntry: Entry;
}

export type Sample =
  | LabelledText
  | Pair
  | Conversation
  | Preference
  | Unpaired
  | Text
  | Prompt
  | Tuple
  | Tagged
  | TokenIds
  | Stepwise
  | Segments;
export type SampleKind = Sample['kind'];
