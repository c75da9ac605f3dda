import { type Entry, Role, type Turns } from '../core/record.ts';
import { Trait } from '../core/traits.ts';

/** The turns of the conversation at hand in arrays that grow and are used again, and what follows from all of them. */
export class TurnArrays implements Turns {
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

  protected clear(): void {
    this.length = 0;
    this.traits = 0;
    this.lastAnswer = -1;
    this.emptyAnswer = false;
    this.rolesLo = this.rolesHi = 0;
  }

  /** Adds a turn whose parts were judged. */
  protected add(
    e: Entry,
    role: Role,
    roleEntry: Entry,
    content: Entry,
    calls: Entry,
    weight: Entry = -1,
    empty = true,
  ): void {
    const i = this.length++;
    if (i === this.entry.length) this.grow();
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
