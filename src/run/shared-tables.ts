import type { ScanState } from '../core/scan.ts';
import type { Spill } from '../core/spill.ts';
import { tablesOf, withTables } from '../core/state-tables.ts';
import { Table } from '../core/table.ts';
import type { SharedTables } from './threads/job.ts';

/** The tables of a state, for another thread. */
export function sharedTables(state: ScanState): SharedTables {
  return tablesOf(state).map(([name, table]) => [name, table.parts()]);
}

/** A state with tables of another thread, whose spilled entries are found in `spills`. */
export function withShared(
  state: ScanState,
  tables: SharedTables,
  spills: (table: string) => readonly Spill[] = () => [],
): ScanState {
  return withTables(
    state,
    tables.map(([name, parts]) => [name, Table.from(parts, spills(name))] as const),
  );
}
