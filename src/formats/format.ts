import type { SampleKind } from '../core/record.ts';

/** A format as `rules/formats/<id>.json` describes it: key names and their source, no code. */
export interface Format {
  readonly id: string;
  readonly title: string;
  readonly kind: SampleKind;
  /** Lower is tried first: a record that fits two formats is read as the one with the lower number. */
  readonly precedence: number;
  /** `object` (default), or the element kind of an array that is the record itself. */
  readonly root?: 'object' | 'turns' | 'columns';
  readonly fields: Readonly<Record<string, Field>>;
  /**
   * Messages without an answer: the format is read only where no conversation of the head is answered, so that a file is of
   * one kind whatever a record looks like.
   */
  readonly unanswered?: boolean;
  /** Keys that show that it is another format. */
  readonly never?: readonly string[];
  readonly turn?: TurnKeys;
  /** Top-level keys that trainers know and ignore or use on the side. */
  readonly optional: readonly string[];
  readonly source: string;
  readonly read: string;
}

export interface Field {
  /** Names in order of preference; `0`, `1` are positions in a `columns` root. */
  readonly keys: readonly string[];
  readonly required?: boolean;
  /** JSON types that can be read; others are `wrong-type`. */
  readonly types: readonly string[];
  /** JSON types that elements of a list may have; absent: any. */
  readonly items?: readonly string[];
  /** A value of another type under the same key shows that it is another format: `tokens` may as well be a count. */
  readonly strict?: boolean;
  /** Strict: keys of which some element of the list, an object then, has all. */
  readonly shownBy?: readonly string[];
  /** Strict: keys of which some element of the list, or the object that stands in its place, has one. */
  readonly itemKeys?: readonly string[];
  /** Strict: an empty list does not show this format. */
  readonly notEmpty?: boolean;
  /** The rule that reports a value of another type, where it is not `wrong-type`. */
  readonly mistyped?: string;
  /** A record with every other required key, but not this one, still shows the format: its answer is missing. */
  readonly mayLack?: boolean;
}

/** Canonical names of roles. */
export type TurnRole = 'system' | 'user' | 'assistant' | 'tool';

export interface TurnKeys {
  readonly role: readonly string[];
  readonly content: readonly string[];
  readonly calls: readonly string[];
  readonly weight: readonly string[];
  /** Roles by position, where a turn is a string, and over again from the first. */
  readonly positions?: readonly TurnRole[];
  /** Canonical role → keys of its text, where one element holds a round of turns. */
  readonly rounds?: Readonly<Partial<Record<TurnRole, readonly string[]>>>;
  /** Role names that are known only in a conversation that has a certain other one too. */
  readonly onlyWith?: { readonly role: string; readonly roles: readonly string[] };
  /** Role name as written → canonical role. */
  readonly roles: Readonly<Record<string, TurnRole>>;
  /** Roles whose content is itself a tool call. */
  readonly callRoles: readonly string[];
}

/** Columns that flags or the head of the file name: field of a sample → key. */
export type ColumnNames = Readonly<
  Partial<Record<'text' | 'label' | 'prompt' | 'completion' | 'messages' | 'chosen' | 'rejected', string>>
>;
