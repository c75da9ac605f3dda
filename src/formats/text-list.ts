import type { Entry } from '../core/record.ts';
import { ValueType } from '../core/tape.ts';
import type { View } from '../core/view.ts';

/** Text entries of a sample, in a buffer that grows and is used again. */
export class TextList {
  entries = new Int32Array(16);
  count = 0;

  reset(): void {
    this.count = 0;
  }

  /** Every string at or below an entry. */
  add(view: View, entry: Entry): void {
    if (entry < 0) return;
    const { type, next } = view.tape;
    if (type[entry] === ValueType.string) return this.push(entry);
    for (let e = entry; e < next[entry]; e++) if (type[e] === ValueType.string) this.push(e);
  }

  private push(entry: Entry): void {
    if (this.count === this.entries.length) {
      const wider = new Int32Array(this.count * 2);
      wider.set(this.entries);
      this.entries = wider;
    }
    this.entries[this.count++] = entry;
  }
}
