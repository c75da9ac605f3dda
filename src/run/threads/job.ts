import type { FilePlan, Segment } from '../../core/plan.ts';
import type { Share, TableParts } from '../../core/table.ts';
import type { ScanPlan } from '../scan-segments.ts';
import type { DestinationSpec } from '../targets/destination-spec.ts';

/** Scan with the others: plain data, which structured cloning takes over. Rules are functions: a worker has its own. */
export interface ScanThreadJob {
  readonly does: 'scan';
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

/** Group a share of the partitions of a data set's tables. */
export interface GroupJob {
  readonly does: 'group';
  /** The encoded state of the whole data set. */
  readonly state: Uint8Array;
  readonly tables: SharedTables;
  readonly segments: readonly Segment[];
  readonly share: Share;
  /** As when it was scanned: the state holds what their rules folded. */
  readonly destinations: DestinationSpec | undefined;
}

/** Inflate a file, in pieces to whoever asked. */
export interface InflateJob {
  readonly does: 'inflate';
  readonly absolute: string;
  readonly path: string;
  /** Two numbers: pieces that were taken, and whether to stop. */
  readonly flow: SharedArrayBuffer;
}

/** What a worker thread is told. */
export type ThreadJob = ScanThreadJob | GroupJob | InflateJob;

/** Tables by name, in shared memory: nothing of them is copied. */
export type SharedTables = readonly (readonly [string, TableParts])[];

/** What a worker thread answers to a job; `{ failed }` where it met an FtlintError. */
export interface Answers {
  readonly scan: {
    readonly state: Uint8Array;
    readonly tables: SharedTables;
    readonly broken: readonly (readonly [file: number, Failed])[];
  };
  readonly group: { readonly grouped: Uint8Array; readonly sink: Uint8Array };
}

/** An FtlintError on its way to another thread. */
export interface Failed {
  readonly code: string;
  readonly message: string;
  readonly hint: string | undefined;
}
