import type { FormatIssue } from '../core/format-types.ts';
import { hashText } from '../core/hash.ts';
import { type Entry, Role, type Turns } from '../core/record.ts';
import { ValueType } from '../core/tape.ts';
import type { View } from '../core/view.ts';
import type { TurnKeys } from './format.ts';
import type { SideBuilder } from './side.ts';

/** UTF-16 units of an unknown role that a finding shows: the value may be anything. */
const ROLE_SHOWN = 80;

const CODES = { system: Role.system, user: Role.user, assistant: Role.assistant, tool: Role.tool } as const;

/** Knows the roles of one dialect by the hash of their names, so that no role is ever decoded. */
export interface RoleTable {
  find(lo: number, hi: number): { readonly role: Role; readonly call: boolean } | undefined;
}

export function roleTable(turn: TurnKeys): RoleTable {
  const byLo = new Map<number, { hi: number; role: Role; call: boolean }>();
  for (const [name, canonical] of Object.entries(turn.roles)) {
    const { lo, hi } = hashText(name);
    byLo.set(lo, { hi, role: CODES[canonical], call: turn.callRoles.includes(name) });
  }
  return {
    find(lo, hi) {
      const known = byLo.get(lo);
      return known?.hi === hi ? known : undefined;
    },
  };
}

/** Reads the turns of conversations into arrays that are reused from record to record. */
export class TurnReader implements Turns {
  length = 0;
  entry = new Int32Array(64);
  role = new Uint8Array(64);
  roleEntry = new Int32Array(64);
  content = new Int32Array(64);
  calls = new Int32Array(64);
  weight = new Int32Array(64);
  empty = new Uint8Array(64);
  private readonly keys: TurnKeys;
  private readonly names: { role: string | undefined; content: string | undefined } = {
    role: undefined,
    content: undefined,
  };
  private readonly roles: RoleTable;

  constructor(keys: TurnKeys) {
    this.keys = keys;
    this.roles = roleTable(keys);
  }

  /** Fills the arrays from an array entry; `issue` hears of turns that no trainer could read. */
  read(view: View, turns: Entry, issue: (issue: FormatIssue) => void): void {
    this.length = 0;
    this.names.role = this.names.content = undefined;
    for (let e = view.first(turns); e >= 0; e = view.sibling(e, turns)) this.turn(view, e, issue);
    if (this.length === 0) issue({ code: 'empty-messages', entry: turns, data: {} });
  }

  /** Index of the last assistant turn; -1: none. */
  lastAssistant(): number {
    for (let i = this.length - 1; i >= 0; i--) if (this.role[i] === Role.assistant) return i;
    return -1;
  }

  /** An assistant turn says nothing and calls nothing. */
  hasEmptyAnswer(): boolean {
    for (let i = 0; i < this.length; i++) if (this.role[i] === Role.assistant && this.empty[i]) return true;
    return false;
  }

  /** Adds turn i to a side: its role, its content, its call. */
  addTo(side: SideBuilder, view: View, i: number, withRole: boolean): void {
    const { tape } = view;
    if (withRole) side.mark(this.role[i], 0x726f6c65);
    if (this.content[i] >= 0) side.add(tape, this.content[i]);
    if (this.calls[i] >= 0 && this.calls[i] !== this.content[i]) side.add(tape, this.calls[i]);
    if (!this.empty[i]) side.fill();
  }

  private turn(view: View, e: Entry, issue: (issue: FormatIssue) => void): void {
    const i = this.length++;
    if (i === this.entry.length) this.grow();
    this.entry[i] = e;
    this.role[i] = Role.unknown;
    this.roleEntry[i] = this.content[i] = this.calls[i] = this.weight[i] = -1;
    this.empty[i] = 1;
    if (view.type(e) !== ValueType.object) {
      issue({ code: 'not-a-message', entry: e, data: { found: view.typeName(e) } });
      return;
    }
    const roleEntry = this.part(view, e, 'role');
    const content = this.part(view, e, 'content');
    let calls = firstChild(view, e, this.keys.calls);
    if (calls >= 0 && !view.filled(calls)) calls = -1;
    this.roleEntry[i] = roleEntry;
    this.weight[i] = firstChild(view, e, this.keys.weight);
    if (roleEntry < 0) issue({ code: 'missing-role', entry: e, data: { keys: this.keys.role[0] } });
    else if (!view.isString(roleEntry))
      issue({ code: 'unknown-role', entry: roleEntry, data: { role: view.typeName(roleEntry), known: this.known() } });
    else {
      const known = this.roles.find(view.tape.hashLo[roleEntry], view.tape.hashHi[roleEntry]);
      if (known === undefined)
        issue({
          code: 'unknown-role',
          entry: roleEntry,
          data: { role: view.text(roleEntry).slice(0, ROLE_SHOWN), known: this.known() },
        });
      else {
        this.role[i] = known.role;
        if (known.call) calls = content;
      }
    }
    this.content[i] = content;
    this.calls[i] = calls;
    if (content < 0 && calls < 0) issue({ code: 'missing-content', entry: e, data: { keys: this.keys.content[0] } });
    else if (content >= 0 && !readable(view, content))
      issue({ code: 'content-type', entry: content, data: { found: view.typeName(content) } });
    this.empty[i] = says(view, content) || calls >= 0 ? 0 : 1;
  }

  /** The turn's role or content, under the name that the first turn of the record has for it: no reader changes its mind on the way. */
  private part(view: View, e: Entry, which: 'role' | 'content'): Entry {
    const name = this.names[which];
    if (name !== undefined) return view.child(e, name);
    for (const key of this.keys[which]) {
      const child = view.child(e, key);
      if (child < 0) continue;
      this.names[which] = key;
      return child;
    }
    return -1;
  }

  private known(): string {
    return [...new Set(Object.keys(this.keys.roles))].slice(0, 8).join(', ');
  }

  private grow(): void {
    const size = this.entry.length * 2;
    const wider = <A extends Int32Array | Uint8Array>(old: A, fresh: A): A => {
      fresh.set(old as never);
      return fresh;
    };
    this.entry = wider(this.entry, new Int32Array(size));
    this.role = wider(this.role, new Uint8Array(size));
    this.roleEntry = wider(this.roleEntry, new Int32Array(size));
    this.content = wider(this.content, new Int32Array(size));
    this.calls = wider(this.calls, new Int32Array(size));
    this.weight = wider(this.weight, new Int32Array(size));
    this.empty = wider(this.empty, new Uint8Array(size));
  }
}

function firstChild(view: View, e: Entry, keys: readonly string[]): Entry {
  for (const key of keys) {
    const child = view.child(e, key);
    if (child >= 0) return child;
  }
  return -1;
}

/** A string, null, or a list of content parts (objects with a type or a text). */
function readable(view: View, content: Entry): boolean {
  const type = view.type(content);
  if (type === ValueType.string || type === ValueType.null) return true;
  if (type !== ValueType.array) return false;
  for (let part = view.first(content); part >= 0; part = view.sibling(part, content)) {
    if (view.type(part) !== ValueType.object) return false;
    if (!view.isString(view.child(part, 'type')) && !view.isString(view.child(part, 'text'))) return false;
  }
  return true;
}

/** The content says something: text that is not blank, or a part that is no text (an image). */
function says(view: View, content: Entry): boolean {
  if (content < 0) return false;
  if (view.type(content) !== ValueType.array) return view.filled(content);
  for (let part = view.first(content); part >= 0; part = view.sibling(part, content)) {
    const text = view.type(part) === ValueType.object ? view.child(part, 'text') : part;
    if (text < 0 || view.filled(text)) return true;
  }
  return false;
}
