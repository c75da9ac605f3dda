import type { Rule, Severity } from '../core/rule-types.ts';
import type { Engine } from './engine.ts';

/** What a run of `check` is asked. Parsed from flags by commands/, or given by a program through the library. */
export interface CheckOptions {
  /** Files, folders, globs; `-` is stdin. */
  readonly inputs: readonly string[];
  /** Folder that relative names start from; default: the process's. */
  readonly cwd?: string;
  readonly stdin?: AsyncIterable<Uint8Array>;
  /** What to call stdin in the report, and a hint about its container. */
  readonly stdinFilename?: string;
  /** Id or everyday name of a task; absent or `auto`: inferred. */
  readonly task?: string;
  /** Files that are the training or evaluation split whatever their names say; one data set with the inputs. */
  readonly train?: readonly string[];
  readonly eval?: readonly string[];
  readonly columns?: Columns;
  /** Texts (.txt, .md) are one document a line, not one a file. */
  readonly lines?: boolean;
  /** Column of what must not be split: a patient, a document, a conversation. Records of one value belong in one split. */
  readonly group?: string;
  /** Rules of your own beside the shipped ones (library only): see CONTRIBUTING.md for what a rule is. */
  readonly extend?: readonly Rule[];
  /** Severity by rule id. */
  readonly rules?: Readonly<Record<string, Severity>>;
  /** Rule ids or groups. They act at the end: what is measured does not change. */
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  readonly accept?: readonly Accepted[];
  /** Places where it will be trained, as `--for` takes them: `openai-sft`, `trl-sft:max_length=2048`, `axolotl.yml`. */
  readonly for?: readonly string[];
  /** Folder with `targets/*.json` beside the shipped ones. */
  readonly rulesDir?: string;
  /** Name of an encoding, or path of a tokenizer.json; absent: tokens are estimated. */
  readonly tokenizer?: string;
  /** File that holds a chat template. */
  readonly chatTemplate?: string;
  /** The day, YYYY-MM-DD: what is past its end, or has old facts, is told by it. Absent: neither is said. */
  readonly today?: string;
  readonly failOn?: 'error' | 'warn' | 'info';
  /** Default: no limit. */
  readonly maxWarnings?: number;
  readonly exitZero?: boolean;
  /** Places kept for each rule; Infinity keeps all. Default 5. */
  readonly limit?: number;
  readonly excerpts?: 'none' | 'short' | 'full';
  readonly skipUnknown?: boolean;
  readonly forceExclude?: boolean;
  readonly errorOnUnmatched?: boolean;
  /** Default `auto`: WebAssembly where it is at hand. Both say the same. */
  readonly engine?: Engine;
  /** Hears what the person should know about this run but is no part of the report. */
  readonly onNote?: (note: string) => void;
  /** Threads that read: a number, or `auto` (default) for as many as pay. The report is the same for any. */
  readonly threads?: number | 'auto';
  /** Bytes for what grows with the records, 32 a record; beyond it a temporary file takes the rest. Default: no bound. */
  readonly maxMemory?: number;
  readonly onProgress?: (progress: Progress) => void;
  readonly signal?: AbortSignal;
  /** Bytes of a segment; a test's business. Default 16 MiB. */
  readonly segmentBytes?: number;
  /** Shards to fold separately and merge; a test's business. Default 1. */
  readonly shards?: number;
}

/** Column names that overrule the format's own; the value is a key of the record. */
export interface Columns {
  readonly text?: string;
  readonly label?: string;
  readonly prompt?: string;
  readonly completion?: string;
  readonly messages?: string;
  readonly chosen?: string;
  readonly rejected?: string;
}

/** `--accept samples.minimum=300:"style only"`. */
export interface Accepted {
  readonly gate: string;
  /** The gate fails again beyond it; absent: any value. Shares as fractions: 0.1 % is 0.001. */
  readonly value?: number;
  readonly reason?: string;
}

/** How far the data set at hand was read. */
export interface Progress {
  /** Decompressed or stored bytes read so far, whichever the total is of. */
  readonly bytes: number;
  /** -1 when unknown. */
  readonly total: number;
  readonly records: number;
}
