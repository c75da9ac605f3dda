import type { Entry } from './record.ts';
import type { Report } from './rule-types.ts';
import { ValueType } from './tape.ts';
import { TARGET_ROLES, type TargetRecord, type TargetRole, type TargetTurns } from './target-types.ts';

/** The number of a role in `TARGET_ROLES`. */
export const roleNumber = (name: TargetRole): number => TARGET_ROLES.indexOf(name);

/** A set of roles as bits by their numbers in `TARGET_ROLES`; all of them where none are named. A name that is no role sets nothing. */
export function roleBits(roles: readonly string[] | undefined): number {
  if (roles === undefined) return ~0;
  let bits = 0;
  for (const name of roles) {
    const role = TARGET_ROLES.indexOf(name as TargetRole);
    if (role >= 0) bits |= 1 << role;
  }
  return bits;
}

/** Whether a role is in a set of bits. */
export const inRoles = (bits: number, role: number): boolean => ((bits >> role) & 1) === 1;

/** The messages of a field; undefined: it is no field of messages, or holds no list. */
export function turnsOf(record: TargetRecord, field: string): TargetTurns | undefined {
  const found = record.turns.find((turns) => turns.field === field);
  return found !== undefined && isList(record, found) ? found : undefined;
}

/** Whether what stands in a field of messages is a list; a text may stand there too. */
export const isList = ({ view }: TargetRecord, { list }: TargetTurns): boolean =>
  list >= 0 && view.type(list) === ValueType.array;

/** The entry of a field of the shape by its name, else of a key of the record, `a/b` for a key of an object; -1: absent. */
export function valueOf(record: TargetRecord, name: string): Entry {
  const { shape, view } = record;
  if (shape !== undefined && Object.hasOwn(shape.fields, name)) return record.field(name);
  let entry = view.root;
  for (const key of name.split('/')) entry = view.child(entry, key);
  return entry;
}

/** The role of a message as its target spells it first: what a message tells the person to write. */
export function spelling(record: TargetRecord, role: TargetRole): string {
  if (role === 'unknown') return 'unknown';
  return record.shape?.turns?.roles[role]?.[0] ?? role;
}

/** Roles as `spelling` has them: `user or tool`. */
export const spellings = (record: TargetRecord, roles: readonly TargetRole[]): string =>
  roles.map((role) => spelling(record, role)).join(' or ');

/** Looks at one message and says whether it reported it. */
export type AskTurn = (record: TargetRecord, turns: TargetTurns, i: number, report: Report) => boolean;

/** A check that asks about each message of these roles (bits), list by list, until one is reported. */
export function askTurns(bits: number, ask: AskTurn): (record: TargetRecord, report: Report) => void {
  return (record, report) => {
    for (const turns of record.turns)
      for (let i = 0; i < turns.length; i++) if (inRoles(bits, turns.role[i]) && ask(record, turns, i, report)) return;
  };
}
