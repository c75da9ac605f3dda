import type { FilePlan, Segment } from '../core/plan.ts';
import type { TableParts } from '../core/table.ts';
import type { ScanPlan } from './scan-segments.ts';

/** What a worker thread is told: plain data, which structured cloning takes over. Rules are functions: it has its own. */
export interface ThreadJob {
  /** Number of the thread; the main one is 0. */
  readonly index: number;
  readonly plan: Omit<ScanPlan, 'rules'>;
  readonly files: readonly { readonly plan: FilePlan; readonly absolute: string }[];
  readonly segments: readonly Segment[];
  readonly board: SharedArrayBuffer;
  /** Bytes that each table may take and the open file that takes the rest, by the table's name; absent: no bound. */
  readonly bounds: readonly TableBound[] | undefined;
}

/** A bound on one table of one thread. */
export interface TableBound {
  readonly table: string;
  readonly budget: number;
  /** Number of an open file, of the process and not of the thread. */
  readonly fd: number;
}

/** What a worker thread answers: the encoded state, and its tables in shared memory, of which nothing is copied. */
export type ThreadAnswer =
  | {
      readonly state: Uint8Array;
      readonly tables: readonly (readonly [string, TableParts])[];
      readonly broken: readonly (readonly [file: number, Failed])[];
    }
  | { readonly failed: Failed };

/** An FtlintError on its way to another thread. */
export interface Failed {
  readonly code: string;
  readonly message: string;
  readonly hint: string | undefined;
}
