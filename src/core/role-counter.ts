import { add, type BottomK } from '../stats/bottom-k.ts';
import { hex } from './hash.ts';
import { HashIds } from './hash-ids.ts';
import type { Entry, Turns } from './record.ts';
import type { View } from './view.ts';

/** Role names kept exactly: an open set of names must not fill the memory. */
export const ROLE_CAP = 1024;
/** Characters of a role's name that are kept: it may be as long as the file. */
const ROLE_LENGTH = 100;
/** Sequences of roles that are remembered, and the turns that one of them may have. */
const SEQUENCES = 4096;
const TURNS = 64;

export interface RoleCount {
  name: string;
  count: number;
}

/** Counts the turns of every role. A sequence of roles that was met before is counted as one, and told apart by `settle`. */
export class RoleCounter {
  private readonly state: BottomK<RoleCount>;
  private readonly sequences = new HashIds(SEQUENCES);
  /** By number of the sequence: what its turns count for, and in how many records it was met since `settle`. */
  private readonly counts: RoleCount[][] = [];
  private readonly times = new Uint32Array(SEQUENCES);

  constructor(state: BottomK<RoleCount>) {
    this.state = state;
  }

  add(view: View, turns: Turns): void {
    const id = this.sequences.find(view.rolesLo, view.rolesHi);
    if (id >= 0) this.times[id]++;
    else this.addNew(view, turns);
  }

  /** Brings the state up to date. */
  settle(): void {
    const { counts, times } = this;
    for (let id = 0; id < counts.length; id++) {
      if (times[id] === 0) continue;
      for (const role of counts[id]) role.count += times[id];
      times[id] = 0;
    }
  }

  private addNew(view: View, { length, roleEntry }: Turns): void {
    const found: RoleCount[] = [];
    for (let i = 0; i < length; i++) {
      const role = this.role(view, roleEntry[i]);
      if (role !== undefined) found.push(role);
    }
    if (length <= TURNS && this.sequences.add(view.rolesLo, view.rolesHi) >= 0) this.counts.push(found);
  }

  private role(view: View, entry: Entry): RoleCount | undefined {
    if (entry < 0) return undefined;
    const hash = hex(view.tape.hashLo[entry], view.tape.hashHi[entry]);
    const known = this.state.values.get(hash);
    if (known !== undefined) known.count++;
    else add(this.state, hash, () => ({ name: shortName(view.text(entry)), count: 1 }));
    return this.state.values.get(hash);
  }
}

const shortName = (name: string): string => (name.length > ROLE_LENGTH ? `${name.slice(0, ROLE_LENGTH)}…` : name);
