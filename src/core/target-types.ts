import type { Entry, RecordView, SampleKind } from './record.ts';
import type { Report } from './rule-types.ts';

/** Where a statement about a target stands. */
export interface TargetEvidence {
  /** `documented`: in its documents; `coded`: in its code; `observed-error`: in the texts of its errors; `recommended`: advice. */
  readonly class: 'documented' | 'coded' | 'observed-error' | 'recommended';
  readonly source: string;
  /** Date on which the source was read. */
  readonly read: string;
  readonly quote?: string;
}

/**
 * What becomes of a record, from best to worst: trains as written; trains changed (defaults filled, roles mapped); loses a part
 * of its answer; has nothing left to train on; disappears; ends the run (or the upload).
 */
export const FATES = ['asWritten', 'changed', 'truncated', 'untrained', 'dropped', 'crash'] as const;
export type Fate = (typeof FATES)[number];

/** Roles as targets tell them apart, by their number in `TargetTurns.role`; 0: no role that it knows. */
export const TARGET_ROLES = ['unknown', 'system', 'developer', 'user', 'assistant', 'tool', 'function'] as const;
export type TargetRole = (typeof TARGET_ROLES)[number];

/** A value that a person may set: `--for trl-sft:max_length=2048`. */
export interface Parameter {
  readonly type: 'integer' | 'number' | 'boolean' | 'string';
  readonly default: number | boolean | string | null;
  readonly unit?: string;
  readonly choices?: readonly string[];
  /** Keys under which the target's own run files hold it. */
  readonly keys?: readonly string[];
  readonly what: string;
  readonly evidence?: TargetEvidence;
}

/** How messages are spelt. */
export interface TurnsReading {
  /** Keys of a message, the first that is there is read. */
  readonly role: readonly string[];
  readonly content: readonly string[];
  /** Spellings of each role that it knows; one that is missing here is not known. */
  readonly roles: Readonly<Partial<Record<Exclude<TargetRole, 'unknown'>, readonly string[]>>>;
}

export interface TargetField {
  /** Keys that it may stand under, `input/messages` for a key of an object; the first that is there is read. */
  readonly keys: readonly string[];
  readonly required?: boolean;
  /** `turns`: a list of messages. `parts`: a string, or a list of typed parts. A value of another type is reported by target-field-type. */
  readonly is:
    | 'text'
    | 'parts'
    | 'turns'
    | 'list'
    | 'object'
    | 'number'
    | 'integer'
    | 'boolean'
    | 'scalar'
    | 'text-or-turns'
    | 'text-or-list'
    | 'any';
  /** Whether null stands for an absent value. */
  readonly nullable?: boolean;
}

/** One way to write a record. */
export interface TargetShape {
  readonly id: string;
  /** The kind of sample that it is, as formats know it: for the question which targets are near. */
  readonly kind: SampleKind;
  /** By name; a record has the first shape of which all required fields are there. */
  readonly fields: Readonly<Record<string, TargetField>>;
  readonly turns?: TurnsReading;
  /** Fields with what is learnt: `completion`; of turns, those of the assistant. The others are prompt. */
  readonly learnt: readonly string[];
  /** What is otherwise than the target's `length` says, for records of this shape. */
  readonly length?: Partial<Pick<TargetLength, 'limit' | 'policy' | 'trained' | 'nothingLeft'>>;
  /** Root keys that are known and do nothing here (ids, metadata), where others are rejected. */
  readonly known?: readonly string[];
}

/** A rule of `rules/checks/target` with its options: one fact about this target. */
export interface TargetCheck {
  readonly rule: string;
  readonly options?: Readonly<Record<string, unknown>>;
  /** Shapes it is about; absent: all. */
  readonly shapes?: readonly string[];
  /** What becomes of a record that it reports; absent: it trains as written, and the finding is advice. */
  readonly fate?: Fate;
  /** When that happens. */
  readonly at?: 'upload' | 'job' | 'load' | 'tokenise' | 'step';
  /** Default: error for `crash`, warn for `dropped`, `untrained`, `truncated` and advice, info for `changed`. */
  readonly severity?: 'error' | 'warn' | 'info';
  /** A parameter and the value that it must have for this to hold: `{ "packing": true }`. */
  readonly if?: Readonly<Record<string, number | boolean | string>>;
  /** The target's own words. */
  readonly says?: string;
  readonly evidence?: TargetEvidence;
}

/** What one line of the target's verdict measures. */
export type TargetMeasure =
  | 'rows' // records of the training split
  | 'rows.epochs' // times the parameter `epochs`
  | 'tokens.epochs'
  | 'bytes' // of the largest training file, decompressed
  | 'validation.rows'
  | 'validation.bytes'
  | 'validation.share' // of the training rows
  | 'total.rows' // training and validation
  | 'classes'
  | 'class.smallest' // rows of the smallest class
  | 'kept'; // share of rows, in [0, 1], that train in some way

/** A threshold that is held against the whole set. */
export interface TargetLimit {
  /** `rows.minimum`, `rows.recommended`, `rows.maximum`, `file.size`, `validation.present` …: the gate's id. */
  readonly id: string;
  readonly measure: TargetMeasure;
  readonly when: 'below' | 'above';
  /** A number, or `$name` of a parameter. */
  readonly value: number | string;
  readonly unit: string;
  readonly level: 'fail' | 'warn';
  readonly if?: Readonly<Record<string, number | boolean | string>>;
  readonly says?: string;
  readonly evidence?: TargetEvidence;
}

/** A fact about files that the target has an opinion on. */
export interface TargetFile {
  /**
   * `extension`: the name ends in none of `options.allowed`; `compressed`; `bom` / `no-bom`: there is one, there is none;
   * `encoding`: not UTF-8; `json-array`: one JSON array and not lines; `file-name`: does not match `options.pattern`;
   * `validation-file`: there is one, and it is not supported; `no-validation-file`: it is required;
   * `problem`: the reader reported `options.rule` (blank-line, invalid-json, duplicate-key, nan-literal, lone-surrogate …).
   */
  readonly fact:
    | 'extension'
    | 'compressed'
    | 'bom'
    | 'no-bom'
    | 'encoding'
    | 'json-array'
    | 'container'
    | 'file-name'
    | 'validation-file'
    | 'no-validation-file'
    | 'problem';
  readonly options?: { readonly allowed?: readonly string[]; readonly pattern?: string; readonly rule?: string };
  readonly level: 'fail' | 'warn' | 'info';
  /** Found, expected, what to do. */
  readonly message: string;
  readonly says?: string;
  readonly evidence?: TargetEvidence;
}

/** What happens to a record that is longer than it may be. */
export interface TargetLength {
  /** Tokens, or `$name` of a parameter; null: not known. */
  readonly limit: number | string | null;
  /** What is counted. */
  readonly of: 'record' | 'prompt' | 'turn';
  /**
   * `cut-end`, `cut-start`: tokens beyond the limit are lost there; `cut-both`: prompt and answer in proportion; `drop`;
   * `split`: into pieces, all are trained; `fail`: the job ends; `none`.
   */
  readonly policy: 'cut-end' | 'cut-start' | 'cut-both' | 'drop' | 'split' | 'fail' | 'none';
  /** Of a record of whose answer nothing is left. */
  readonly nothingLeft?: 'untrained' | 'dropped' | 'crash';
  /** What the loss sees. */
  readonly trained: 'answers' | 'all' | 'last-answer';
  /** Tokens of the chat form, beside the text: for each message, and for each record. */
  readonly perMessage?: number;
  readonly perRecord?: number;
  /** What is otherwise with some values of the parameters (packing, another truncation): what the first that holds says of it. */
  readonly when?: readonly ({
    readonly if: Readonly<Record<string, number | boolean | string>>;
  } & Partial<Pick<TargetLength, 'policy' | 'trained' | 'nothingLeft'>>)[];
  readonly says?: string;
  readonly evidence?: TargetEvidence;
}

/** `rules/targets/<id>.json`: a place where a model is trained, and what it does to a file. */
export interface Target {
  readonly id: string;
  readonly title: string;
  /** Everyday names; `openai` for openai-sft. */
  readonly names: readonly string[];
  readonly place: 'hosted' | 'trainer';
  readonly lifecycle: {
    readonly status: 'active' | 'closed-to-new' | 'deprecated' | 'ended';
    readonly since?: string;
    /** From this date on it is over. */
    readonly ends?: string;
    readonly note?: string;
    readonly evidence: TargetEvidence;
  };
  /** Where it stands what has no evidence of its own. */
  readonly evidence: TargetEvidence;
  readonly parameters?: Readonly<Record<string, Parameter>>;
  /**
   * `each`: every record has a shape of its own; `first`: the first record decides, and one of another shape has `fate`;
   * `same`: all must have one shape, else the file is refused.
   */
  readonly decided: {
    readonly by: 'each' | 'first' | 'same';
    readonly fate: Fate;
    readonly at?: TargetCheck['at'];
    readonly says?: string;
    readonly evidence?: TargetEvidence;
  };
  /** A record that has none of the shapes, or does not parse. */
  readonly unread: {
    readonly fate: Fate;
    readonly at?: TargetCheck['at'];
    readonly says?: string;
    readonly evidence?: TargetEvidence;
  };
  readonly shapes: readonly TargetShape[];
  readonly checks: readonly TargetCheck[];
  readonly limits: readonly TargetLimit[];
  readonly files: readonly TargetFile[];
  readonly length: TargetLength;
  /** What a person should know that no check can tell, one sentence each. */
  readonly notes?: readonly string[];
}

/** One list of messages, as the target reads it; arrays of `length` entries, -1 where a part is absent. Reused: valid during the call. */
export interface TargetTurns {
  /** Name of the shape's field. */
  readonly field: string;
  /** Entry of the list. */
  readonly list: Entry;
  length: number;
  readonly entry: Int32Array;
  /** Number of the role in `TARGET_ROLES`; 0: none that the target knows, or no string. */
  readonly role: Uint8Array;
  /** Number of the spelling in `TurnsReading.roles` of its role; 0: the first. */
  readonly spelling: Uint8Array;
  readonly roleEntry: Int32Array;
  readonly content: Int32Array;
  /** `tool_calls`. */
  readonly calls: Int32Array;
  /** `function_call`. */
  readonly call: Int32Array;
}

/** A record as a target reads it. */
export interface TargetRecord {
  readonly view: RecordView;
  /** Undefined: it has none of the target's shapes. */
  readonly shape: TargetShape | undefined;
  /** Entry of a field of the shape; -1: absent. */
  field(name: string): Entry;
  /** Key under which the field stands. */
  keyOf(name: string): string;
  /** The lists of messages, in the order of the shape's fields. */
  readonly turns: readonly TargetTurns[];
}

export interface TargetRuleMeta {
  readonly id: string;
  readonly group: 'target';
  readonly since: string;
  /** Consequence, for the report: `{count}` records, `{target}` its name. */
  readonly title: { readonly one: string; readonly other: string };
  /** Found, expected, what to do; `{name}` takes the finding's data, `{target}` the target's name. The target's own words are added by the engine. */
  readonly messages: Readonly<Record<string, string>>;
  /** JSON Schema of the options in a target's file; absent: it takes none. */
  readonly options?: object;
  /** It is about records that have none of the shapes; the others are never handed to it. */
  readonly unread?: boolean;
  readonly fix: 'safe' | 'unsafe' | 'none';
}

/** A check that targets ask for, with options of theirs. */
export interface TargetRule<O = Record<string, unknown>> {
  readonly type: 'target';
  readonly meta: TargetRuleMeta;
  /** Reads the options once, for one shape; what it gives is asked of every record of that shape. One report a record counts. */
  compile(options: O, shape: TargetShape | undefined, target: Target): (record: TargetRecord, report: Report) => void;
}
