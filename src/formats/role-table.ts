import { hashText } from '../core/hash.ts';
import { HashIds } from '../core/hash-ids.ts';
import { Role } from '../core/record.ts';
import type { TurnKeys } from './format.ts';

/** Number of a role by its canonical name. */
export const CODES = { system: Role.system, user: Role.user, assistant: Role.assistant, tool: Role.tool } as const;

/** A role name that is known only in a conversation with another one; that other one. */
export const Company = { wanted: 1, given: 2 } as const;

/** The roles of one dialect by the hash of their names, so that no role is ever decoded. */
export interface RoleTable {
  /** Number of each name. */
  readonly ids: HashIds;
  /** `Role` by that number. */
  readonly role: Uint8Array;
  /** 1: the content of such a turn is itself a tool call. */
  readonly call: Uint8Array;
  /** Bits of `Company` by that number. */
  readonly company: Uint8Array;
  /** The first name of each role: what a finding says was expected. */
  readonly usual: string;
}

export function roleTable(turn: TurnKeys): RoleTable {
  const names = Object.entries(turn.roles);
  const ids = new HashIds(names.length);
  for (const [name] of names) {
    const { lo, hi } = hashText(name);
    ids.add(lo, hi);
  }
  const canonical = names.map(([, role]) => role);
  const usual = names.filter(([, role], i) => canonical.indexOf(role) === i).map(([name]) => name);
  return {
    ids,
    usual: usual.join(', '),
    role: Uint8Array.from(names, ([, canonical]) => CODES[canonical]),
    call: Uint8Array.from(names, ([name]) => (turn.callRoles.includes(name) ? 1 : 0)),
    company: Uint8Array.from(names, ([name]) =>
      turn.onlyWith?.roles.includes(name) ? Company.wanted : name === turn.onlyWith?.role ? Company.given : 0,
    ),
  };
}
