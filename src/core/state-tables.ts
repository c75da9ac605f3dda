import type { ScanState } from './scan.ts';
import type { Table } from './table.ts';

/** The tables of a state by name; those of rules in the order of their names. */
export function tablesOf({ input, preference, own }: ScanState): readonly (readonly [string, Table])[] {
  const named = [...own].sort(([a], [b]) => (a < b ? -1 : 1));
  return [['input', input], ['preference', preference], ...named];
}

/** The state with these tables by name; one of the first two that is not among them stays. */
export function withTables(state: ScanState, tables: Iterable<readonly [string, Table]>): ScanState {
  const own = new Map(tables);
  const take = (name: 'input' | 'preference'): Table => {
    const table = own.get(name) ?? state[name];
    own.delete(name);
    return table;
  };
  return { ...state, input: take('input'), preference: take('preference'), own };
}
