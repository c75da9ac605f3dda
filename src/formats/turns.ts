import { type Entry, Role, type Turns } from '../core/record.ts';
import { sequenceHi, sequenceLo } from '../core/sequence.ts';
import { Flag, ValueType } from '../core/tape.ts';
import { Trait } from '../core/traits.ts';
import type { View } from '../core/view.ts';
import type { TurnKeys } from './format.ts';
import { type RoleTable, roleTable } from './role-table.ts';
import type { SideBuilder } from './side.ts';
import { TurnParts } from './turn-parts.ts';

/** UTF-16 units of an unknown role that a finding shows: the value may be anything. */
const ROLE_SHOWN = 80;

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
  /** Bits of `Trait` that one of the turns has. */
  traits = 0;
  /** Hash of the roles' names in their order, with the parts that each turn has. */
  rolesLo = 0;
  rolesHi = 0;
  /** Index of the last assistant turn; -1: none. */
  lastAnswer = -1;
  /** An assistant turn says nothing and calls nothing. */
  emptyAnswer = false;
  private readonly keys: TurnKeys;
  private readonly roles: RoleTable;
  private readonly parts: TurnParts;

  constructor(keys: TurnKeys) {
    this.keys = keys;
    this.roles = roleTable(keys);
    this.parts = new TurnParts(keys);
  }

  /** Fills the arrays from an array entry; `view.issues` hears of turns that no trainer could read. */
  read(view: View, turns: Entry): void {
    this.length = 0;
    this.traits = 0;
    this.lastAnswer = -1;
    this.emptyAnswer = false;
    this.rolesLo = this.rolesHi = 0;
    this.parts.start(view.batch);
    const { type, key, next } = view.tape;
    const { places, content: contentFrom, calls: callsFrom, weight: weightFrom } = this.parts;
    // Under which name the first turns have role and content: no reader changes its mind on the way.
    let roleName = -1;
    let contentName = -1;
    for (let e = turns + 1, stop = turns < 0 ? 0 : next[turns]; e < stop; e = next[e]) {
      if (type[e] !== ValueType.object) {
        view.issues.push({ code: 'not-a-message', entry: e, data: { found: view.typeName(e) } });
        this.add(e, -1, -1, -1, -1);
        continue;
      }
      let role = -1;
      let content = -1;
      let calls = -1;
      let weight = -1;
      let rolePlace = roleName;
      let contentPlace = contentName;
      let callsPlace = weightFrom;
      for (let m = e + 1, end = next[e]; m < end; m = next[m]) {
        const id = key[m];
        const place = id >= 0 && id < places.length ? places[id] - 1 : -1;
        if (place < 0) continue;
        // Of two names the one that comes first in its list counts; of duplicate keys the last, as in every JSON reader.
        if (place < contentFrom) {
          if (place !== rolePlace && (roleName >= 0 || (rolePlace >= 0 && place > rolePlace))) continue;
          role = m;
          rolePlace = place;
        } else if (place < callsFrom) {
          if (place !== contentPlace && (contentName >= 0 || (contentPlace >= 0 && place > contentPlace))) continue;
          content = m;
          contentPlace = place;
        } else if (place >= weightFrom) weight = m;
        else if (place <= callsPlace) {
          calls = m;
          callsPlace = place;
        }
      }
      roleName = rolePlace;
      contentName = contentPlace;
      this.turn(view, e, role, content, calls, weight);
    }
    if (this.length === 0) view.issues.push({ code: 'empty-messages', entry: turns, data: {} });
  }

  /** Adds what turn i says or calls to a side. */
  addTo(side: SideBuilder, view: View, i: number): void {
    const content = this.content[i];
    const calls = this.calls[i];
    side.add(view.tape, content);
    if (calls !== content) side.add(view.tape, calls);
    if (this.empty[i] === 0) side.fill();
  }

  /** Judges the parts of one turn. */
  private turn(view: View, e: Entry, roleEntry: Entry, content: Entry, written: Entry, weight: Entry): void {
    const { type, flags, hashLo, hashHi } = view.tape;
    const { roles } = this;
    const known =
      roleEntry >= 0 && type[roleEntry] === ValueType.string
        ? roles.ids.find(hashLo[roleEntry] | 0, hashHi[roleEntry] | 0)
        : -1;
    if (known < 0) this.noRole(view, e, roleEntry);
    let calls = written >= 0 && view.filled(written) ? written : -1;
    if (known >= 0 && roles.call[known] === 1) calls = content;
    const plain = content >= 0 && type[content] === ValueType.string;
    if (!plain) this.checkContent(view, e, content, calls);
    const has = (calls >= 0 ? 2 : 0) + (content >= 0 ? 1 : 0);
    this.rolesLo = sequenceLo(this.rolesLo, (roleEntry < 0 ? 0 : hashLo[roleEntry]) ^ has);
    this.rolesHi = sequenceHi(this.rolesHi, (roleEntry < 0 ? 0 : hashHi[roleEntry]) ^ has);
    const silent = plain ? (flags[content] & Flag.blank) !== 0 : !says(view, content);
    this.add(e, known, roleEntry, content, calls, weight, silent && calls < 0);
  }

  /** Adds a turn whose parts were judged; `known` is the number of its role. */
  private add(
    e: Entry,
    known: number,
    roleEntry: Entry,
    content: Entry,
    calls: Entry,
    weight: Entry = -1,
    empty = true,
  ): void {
    const i = this.length++;
    if (i === this.entry.length) this.grow();
    const role = known < 0 ? Role.unknown : this.roles.role[known];
    this.entry[i] = e;
    this.role[i] = role;
    this.roleEntry[i] = roleEntry;
    this.content[i] = content;
    this.calls[i] = calls;
    this.weight[i] = weight;
    this.empty[i] = empty ? 1 : 0;
    if (role === Role.assistant) {
      this.lastAnswer = i;
      if (empty) this.emptyAnswer = true;
    }
    if (empty) this.traits |= Trait.blank;
    if (calls >= 0 || role === Role.tool) this.traits |= Trait.tools;
    if (weight >= 0) this.traits |= Trait.weights;
  }

  private noRole(view: View, turn: Entry, entry: Entry): void {
    if (entry < 0) {
      view.issues.push({ code: 'missing-role', entry: turn, data: { keys: this.keys.role[0] } });
      return;
    }
    const role = view.isString(entry) ? view.text(entry).slice(0, ROLE_SHOWN) : view.typeName(entry);
    const known = [...new Set(Object.keys(this.keys.roles))].slice(0, 8).join(', ');
    view.issues.push({ code: 'unknown-role', entry, data: { role, known } });
  }

  private checkContent(view: View, turn: Entry, content: Entry, calls: Entry): void {
    if (content < 0 && calls < 0)
      view.issues.push({ code: 'missing-content', entry: turn, data: { keys: this.keys.content[0] } });
    else if (content >= 0 && !readable(view, content))
      view.issues.push({ code: 'content-type', entry: content, data: { found: view.typeName(content) } });
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
