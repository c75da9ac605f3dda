import { type Entry, Role } from '../core/record.ts';
import { ValueType } from '../core/tape.ts';
import type { View } from '../core/view.ts';
import type { TurnRole } from './format.ts';
import { CODES } from './role-table.ts';
import type { TurnReader } from './turns.ts';

/** Turns that are strings: who speaks follows from the position. */
export function readStrings(reader: TurnReader, view: View, turns: Entry, positions: readonly TurnRole[]): void {
  let place = 0;
  for (let e = view.first(turns); e >= 0; e = view.sibling(e, turns)) {
    if (view.isString(e) || view.type(e) === ValueType.null)
      reader.addBare(view, e, CODES[positions[place % positions.length]], e);
    else reader.addNothing(view, e);
    place++;
  }
}

/** Elements that hold a question and its answer under two keys, the system text in the first. */
export function readRounds(
  reader: TurnReader,
  view: View,
  turns: Entry,
  rounds: Readonly<Partial<Record<TurnRole, readonly string[]>>>,
): void {
  for (let e = view.first(turns); e >= 0; e = view.sibling(e, turns)) {
    if (view.type(e) !== ValueType.object) {
      reader.addNothing(view, e);
      continue;
    }
    for (const role of ['system', 'user', 'assistant'] as const) {
      const text = memberOf(view, e, rounds[role] ?? []);
      // Where the keys are the same in every round, the system text of later ones is blank.
      if (role === 'system' ? view.filled(text) : text >= 0 || role === 'assistant')
        reader.addBare(view, e, CODES[role] as Role, text);
    }
  }
}

function memberOf(view: View, element: Entry, keys: readonly string[]): Entry {
  for (const key of keys) {
    const child = view.child(element, key);
    if (child >= 0) return child;
  }
  return -1;
}
