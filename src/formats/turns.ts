import { type Entry, Role } from '../core/record.ts';
import { sequenceHi, sequenceLo } from '../core/sequence.ts';
import { Flag, ValueType } from '../core/tape.ts';
import type { View } from '../core/view.ts';
import { readRounds, readStrings } from './bare-turns.ts';
import { ContentParts, Part } from './content-parts.ts';
import type { TurnKeys } from './format.ts';
import { Company, type RoleTable, roleTable } from './role-table.ts';
import type { SideBuilder } from './side.ts';
import { TurnArrays } from './turn-arrays.ts';
import { TurnParts } from './turn-parts.ts';

/** UTF-16 units of an unknown role that a finding shows: the value may be anything. */
const ROLE_SHOWN = 80;

/** Reads the turns of conversations into arrays that are reused from record to record. */
export class TurnReader extends TurnArrays {
  /** The content of a turn is a list of parts. */
  parted = false;
  readonly contents = new ContentParts();
  private readonly keys: TurnKeys;
  private readonly roles: RoleTable;
  private readonly parts: TurnParts;
  /** Bits of `RoleTable.company` that the roles of this conversation have. */
  private met = 0;

  constructor(keys: TurnKeys) {
    super();
    this.keys = keys;
    this.roles = roleTable(keys);
    this.parts = new TurnParts(keys);
  }

  /** Fills the arrays from an array entry; `view.issues` hears of turns that no trainer could read. */
  read(view: View, turns: Entry): void {
    this.clear();
    this.parted = false;
    this.met = 0;
    const { positions, rounds } = this.keys;
    if (positions !== undefined) readStrings(this, view, turns, positions);
    else if (rounds !== undefined) readRounds(this, view, turns, rounds);
    else this.readObjects(view, turns);
    if (this.length === 0) view.issues.push({ code: 'empty-messages', entry: turns, data: {} });
  }

  private readObjects(view: View, turns: Entry): void {
    this.parts.start(view.batch);
    const { type, key, next } = view.tape;
    const { places, content: contentFrom, calls: callsFrom, weight: weightFrom } = this.parts;
    // Under which name the first turns have role and content: no reader changes its mind on the way.
    let roleName = -1;
    let contentName = -1;
    for (let e = turns + 1, stop = turns < 0 ? 0 : next[turns]; e < stop; e = next[e]) {
      if (type[e] !== ValueType.object) {
        this.addNothing(view, e);
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
    if (this.met === Company.wanted) this.checkCompany(view);
  }

  /** Adds a turn of a list in which nothing names the role. */
  addBare(view: View, e: Entry, role: Role, content: Entry): void {
    const plain = content >= 0 && view.isString(content);
    if (!plain) this.checkContent(view, e, content, -1);
    this.addRole(role, content < 0 ? 0 : 1);
    this.add(e, role, -1, content, -1, -1, !plain || (view.flags(content) & Flag.blank) !== 0);
  }

  /** An element of the list that holds no turn. */
  addNothing(view: View, e: Entry): void {
    view.issues.push({ code: 'not-a-message', entry: e, data: { found: view.typeName(e) } });
    this.add(e, Role.unknown, -1, -1, -1);
  }

  /** Adds what turn i says or calls to a side. */
  addTo(side: SideBuilder, view: View, i: number): void {
    const content = this.content[i];
    if (isList(view, content)) this.contents.say(view, content, side, undefined);
    else side.add(view.tape, content);
    this.addCalls(side, view, i);
  }

  /** Adds what turn i calls, where its content does not hold the call. */
  addCalls(side: SideBuilder, view: View, i: number): void {
    const content = this.content[i];
    const calls = this.calls[i];
    if (calls !== content && !isWithin(view, calls, content)) side.add(view.tape, calls);
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
    else this.met |= roles.company[known];
    let role: Role = known < 0 ? Role.unknown : (roles.role[known] as Role);
    let calls = written >= 0 && view.filled(written) ? written : -1;
    if (known >= 0 && roles.call[known] === 1) calls = content;
    let silent = false;
    if (content >= 0 && type[content] === ValueType.string) silent = (flags[content] & Flag.blank) !== 0;
    else if (content >= 0 && type[content] === ValueType.array) {
      const { contents } = this;
      contents.look(view, content);
      this.parted = true;
      silent = !contents.says;
      if (calls < 0) calls = contents.call;
      // What a tool answered stands in a turn of the user in some dialects.
      if (role === Role.user && contents.has === 1 << Part.result) role = Role.tool;
      if ((contents.has & (1 << Part.unknown)) !== 0) this.badContent(view, content);
    } else {
      silent = content < 0 || !view.filled(content);
      this.checkContent(view, e, content, calls);
    }
    const has = (calls >= 0 ? 2 : 0) + (content >= 0 ? 1 : 0) + (role === Role.tool ? 4 : 0);
    this.rolesLo = sequenceLo(this.rolesLo, (roleEntry < 0 ? 0 : hashLo[roleEntry]) ^ has);
    this.rolesHi = sequenceHi(this.rolesHi, (roleEntry < 0 ? 0 : hashHi[roleEntry]) ^ has);
    this.add(e, role, roleEntry, content, calls, weight, silent && calls < 0);
  }

  private addRole(role: Role, has: number): void {
    this.rolesLo = sequenceLo(this.rolesLo, (role << 3) ^ has);
    this.rolesHi = sequenceHi(this.rolesHi, (role << 3) ^ has);
  }

  private noRole(view: View, turn: Entry, entry: Entry): void {
    if (entry < 0) {
      view.issues.push({ code: 'missing-role', entry: turn, data: { keys: this.keys.role[0] } });
      return;
    }
    const role = view.isString(entry) ? view.text(entry).slice(0, ROLE_SHOWN) : view.typeName(entry);
    view.issues.push({ code: 'unknown-role', entry, data: { role, known: this.roles.usual } });
  }

  private checkContent(view: View, turn: Entry, content: Entry, calls: Entry): void {
    if (content < 0 && calls < 0)
      view.issues.push({ code: 'missing-content', entry: turn, data: { keys: this.keys.content[0] } });
    else if (content >= 0 && view.type(content) !== ValueType.null) this.badContent(view, content);
  }

  private badContent(view: View, content: Entry): void {
    view.issues.push({ code: 'content-type', entry: content, data: { found: view.typeName(content) } });
  }

  /** Reports role names whose company is not there: `User` is a role of Cohere's, beside `Chatbot` alone. */
  private checkCompany(view: View): void {
    const { roles } = this;
    const { hashLo, hashHi } = view.tape;
    for (let i = 0; i < this.length; i++) {
      const e = this.roleEntry[i];
      const known = e < 0 ? -1 : roles.ids.find(hashLo[e] | 0, hashHi[e] | 0);
      if (known < 0 || roles.company[known] !== Company.wanted) continue;
      this.noRole(view, this.entry[i], e);
      return;
    }
  }
}

/** A list of parts, as content. */
function isList(view: View, content: Entry): boolean {
  return content >= 0 && view.type(content) === ValueType.array;
}

/** A call that is one of the parts of the content. */
function isWithin({ tape }: View, call: Entry, content: Entry): boolean {
  return content >= 0 && call > content && call < tape.next[content];
}
