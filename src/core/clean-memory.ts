import { HashIds } from './hash-ids.ts';
import type { Sample } from './record.ts';
import { sequenceHi, sequenceLo } from './sequence.ts';
import type { View } from './view.ts';

/** Clean answers remembered for so many shapes and role sequences; beyond it rules are asked again. */
const REMEMBERED = 1 << 14;

/** Remembers which shapes were clean; of conversations, which sequences of roles in a shape. */
export class CleanMemory {
  private readonly known = new HashIds(REMEMBERED);
  private lo = 0;
  private hi = 0;
  private cleanLo = 0;
  private cleanHi = 0;

  /** Whether an earlier record of the same shape and roles was clean. Without a sample the shape alone counts. */
  has(view: View, sample: Sample | undefined): boolean {
    const { shapeLo, shapeHi } = view.batch.records;
    let lo = shapeLo[view.index] | 0;
    let hi = shapeHi[view.index] | 0;
    if (sample?.kind === 'conversation') {
      lo = sequenceLo(lo, view.rolesLo);
      hi = sequenceHi(hi, view.rolesHi);
    }
    this.lo = lo;
    this.hi = hi;
    if (lo === this.cleanLo && hi === this.cleanHi) return true;
    if (this.known.find(lo, hi) < 0) return false;
    this.cleanLo = lo;
    this.cleanHi = hi;
    return true;
  }

  /** The record that `has` was asked about last is clean. */
  add(): void {
    this.known.add(this.lo, this.hi);
  }
}
