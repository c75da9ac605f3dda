import type { SplitName } from './tape.ts';

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
  /** A copy of the record's place, safe to keep. */
  ref(): Ref;
  /** Bytes of the record with its delimiter. */
  readonly length: number;
  /** Canonical record hash, keys sorted at all depths. */
  readonly hashLo: number;
  readonly hashHi: number;
  readonly root: Entry;
  /** Through the format; undefined when it fits none. */
  readonly sample: Sample | undefined;
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
  /** Key name of a member; undefined for elements. */
  key(entry: Entry): string | undefined;
  codePoints(entry: Entry): number;
  /** Neither absent nor null nor a blank string. */
  filled(entry: Entry): boolean;
  isString(entry: Entry): boolean;
  /** Triggers of the asking rule that occur in this string (bit i: its literal i). */
  hits(entry: Entry): number;
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

export type Sample = LabelledText | Pair | Conversation | Preference | Unpaired | Text | Prompt;
export type SampleKind = Sample['kind'];
