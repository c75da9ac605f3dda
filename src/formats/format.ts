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
  /** The rule that reports a value of another type, where it is not `wrong-type`. */
  readonly mistyped?: string;
  /** A record with every other required key, but not this one, still shows the format: its answer is missing. */
  readonly mayLack?: boolean;
}

export interface TurnKeys {
  readonly role: readonly string[];
  readonly content: readonly string[];
  readonly calls: readonly string[];
  readonly weight: readonly string[];
  /** Role name as written → canonical role. */
  readonly roles: Readonly<Record<string, 'system' | 'user' | 'assistant' | 'tool'>>;
  /** Roles whose content is itself a tool call. */
  readonly callRoles: readonly string[];
}

/** Columns that flags or the head of the file name: field of a sample → key. */
export type ColumnNames = Readonly<
  Partial<Record<'text' | 'label' | 'prompt' | 'completion' | 'messages' | 'chosen' | 'rejected', string>>
>;
