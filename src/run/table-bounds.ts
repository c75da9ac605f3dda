import type { SampleKind } from '../core/record.ts';
import type { Rule } from '../core/rule-types.ts';
import { groupRulesOf, type TablesOptions } from '../core/scan.ts';
import { createSpillFile, type SpillFile, spillOver } from './spill-file.ts';
import type { TableBound } from './threads/job.ts';

/** Bounds on the tables of all threads of a scan, and on those in which they meet. */
export interface TableBounds {
  /** Of thread `i`. */
  part(thread: number): readonly TableBound[] | undefined;
  /** Of the tables that are grouped. */
  readonly whole: TablesOptions;
  /** Gives the temporary files back, when nothing of the tables will be read any more. */
  release(): void;
}

const UNBOUND: TableBounds = { part: () => undefined, whole: () => ({ shared: true }), release() {} };

/**
 * Shares `maxMemory` bytes out: while it is scanned over the tables of all threads, while it is grouped over the tables in
 * which they meet. Only preference data fills the second table; elsewhere it holds few entries, if any.
 * Throws FtlintError `spill` when no temporary file can be made.
 */
export function boundTables(
  maxMemory: number | undefined,
  threads: number,
  rules: readonly Rule[],
  kind: SampleKind | null,
): TableBounds {
  if (maxMemory === undefined) return UNBOUND;
  const own = groupRulesOf(rules).flatMap((rule) => (rule.keys === undefined ? [] : [rule.meta.table]));
  const weights = new Map([
    ['input', 8],
    ['preference', kind === 'preference' ? 8 : 1],
    ...own.map((name) => [name, 8] as const),
  ] as const);
  const all = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
  const budgetOf = (table: string): number => Math.floor((maxMemory * (weights.get(table) ?? 0)) / all);
  const files: SpillFile[] = [];
  const spillFile = (): SpillFile => {
    const file = createSpillFile();
    files.push(file);
    return file;
  };
  const release = (): void => {
    for (const file of files.splice(0)) file.close();
  };
  try {
    const parts = Array.from({ length: threads > 1 ? threads : 0 }, () =>
      [...weights.keys()].map((table) => ({
        table,
        budget: Math.floor(budgetOf(table) / threads),
        fd: spillFile().fd,
      })),
    );
    return {
      part: (thread) => parts[thread],
      whole: (table) => ({ shared: true, budget: budgetOf(table), spill: spillFile() }),
      release,
    };
  } catch (error) {
    release();
    throw error;
  }
}

/** The bounds of one thread as options of its tables. */
export function optionsOf(bounds: readonly TableBound[] | undefined): TablesOptions {
  return (table) => {
    const bound = bounds?.find((b) => b.table === table);
    return bound === undefined ? { shared: true } : { shared: true, budget: bound.budget, spill: spillOver(bound.fd) };
  };
}
