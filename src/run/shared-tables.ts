import type { ScanState } from '../core/scan.ts';
import type { Spill } from '../core/spill.ts';
import { Table } from '../core/table.ts';
import type { SharedTables } from './threads/job.ts';

/** The tables of a state, for another thread. */
export function sharedTables({ input, preference, own }: ScanState): SharedTables {
  const all: readonly (readonly [string, Table])[] = [['input', input], ['preference', preference], ...own];
  return all.map(([name, table]) => [name, table.parts()]);
}

/** A state with tables of another thread, whose spilled entries are found in `spills`. */
export function withTables(
  state: ScanState,
  tables: SharedTables,
  spills: (table: string) => readonly Spill[] = () => [],
): ScanState {
  const found = tables.map(([name, parts]) => [name, Table.from(parts, spills(name))] as const);
  const own = new Map(found);
  const take = (name: string, instead: Table): Table => {
    const table = own.get(name) ?? instead;
    own.delete(name);
    return table;
  };
  return { ...state, input: take('input', state.input), preference: take('preference', state.preference), own };
}
