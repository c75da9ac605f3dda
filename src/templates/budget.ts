import { TooMuch } from './failure.ts';
import { listIn, mapIn, type Node, textIn, type Value } from './jinja.ts';

/** Steps of one render: a conversation of 64 turns takes the heaviest public templates some 30,000. */
const STEPS = 250_000;
/** Nodes inside nodes while they are evaluated: a chain of 60 `elif` takes 130. */
const DEPTH = 500;
/** Characters of a string, and of all strings in a value together. */
export const LONGEST = 1 << 18;
/** Members of a list. */
const MEMBERS = 1 << 14;

/** Counts what a render costs, in steps of some 100 ns. Throws TooMuch beyond what it may. */
export class Budget {
  private left = STEPS;
  private depth = 0;
  /** Characters and members below a list or mapping that can no longer change. */
  private readonly weights = new WeakMap<Value, number>();
  private readonly sizes = new WeakMap<object, number>();

  enter(): void {
    this.spend(1);
    if (++this.depth > DEPTH) throw new TooMuch('it nests without end');
  }
  leave(): void {
    this.depth--;
  }
  spend(steps: number): void {
    this.left -= steps;
    if (this.left < 0) throw new TooMuch('it takes too many steps');
  }

  /** Charges a value that came to be, or is about to be read as a whole. */
  take(value: Value): Value {
    const text = textIn(value);
    if (text !== undefined) {
      this.hold(text.length);
      this.spend(text.length >> 5);
      return value;
    }
    const list = listIn(value);
    if (list !== undefined) {
      if (list.length > MEMBERS) throw new TooMuch('it makes a list without end');
      this.spend(list.length);
    } else if (mapIn(value) === undefined) return value;
    this.weigh(value);
    return value;
  }

  /** Refuses a text of so many characters before it is made. */
  hold(characters: number): void {
    if (!(characters <= LONGEST)) throw new TooMuch('it makes a text without end');
  }

  /** Charges the nodes below one: what the interpreter walks each time it meets a macro. */
  walk(node: Node): void {
    this.spend(this.sizeOf(node));
  }

  /**
   * Characters and members in a value and all below it, counted once for every way that leads there: printing them takes as
   * long. A namespace changes after it was made, so that nothing above it is remembered.
   */
  private weigh(value: Value): { readonly weight: number; readonly fixed: boolean } {
    const text = textIn(value);
    if (text !== undefined) return { weight: text.length + 4, fixed: true };
    const known = this.weights.get(value);
    if (known !== undefined) return { weight: known, fixed: true };
    const members = listIn(value) ?? mapIn(value)?.values();
    if (members === undefined) return { weight: 8, fixed: true };
    let weight = 4;
    let fixed = value.type !== 'NamespaceValue';
    for (const member of members) {
      this.spend(1);
      const inner = this.weigh(member);
      weight += inner.weight;
      fixed &&= inner.fixed;
      this.hold(weight);
    }
    if (fixed) this.weights.set(value, weight);
    return { weight, fixed };
  }

  private sizeOf(part: unknown): number {
    if (typeof part !== 'object' || part === null) return 0;
    const known = this.sizes.get(part);
    if (known !== undefined) return known;
    let size = 1;
    const parts: Iterable<unknown> = part instanceof Map ? [...part].flat() : Object.values(part);
    for (const inner of parts) size += this.sizeOf(inner);
    this.sizes.set(part, size);
    return size;
  }
}
