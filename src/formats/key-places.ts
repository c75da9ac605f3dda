import type { Batch, KeyNames } from '../core/tape.ts';

/** Places of key names in a list by key id, so that an object is read in one walk over its members. */
export class KeyPlaces {
  /** Place of a name + 1 by key id; 0, and ids beyond: another key. */
  places = new Uint8Array(64);
  private readonly names: readonly string[];
  private readonly known: boolean[];
  private keys: KeyNames | undefined;
  private batch: Batch | undefined;

  constructor(names: readonly string[]) {
    this.names = names;
    if (new Set(this.names).size < this.names.length) throw new Error('one key is two parts of a turn');
    this.known = this.names.map(() => false);
  }

  /** Asked for each record: a new batch may hold keys that no earlier one had. */
  start(batch: Batch): void {
    if (batch === this.batch) return;
    this.batch = batch;
    if (batch.keys !== this.keys) {
      this.keys = batch.keys;
      this.known.fill(false);
      this.places.fill(0);
    }
    this.names.forEach((name, place) => {
      if (this.known[place]) return;
      const id = batch.keys.id(name);
      if (id < 0) return;
      this.known[place] = true;
      if (id >= this.places.length) {
        const wider = new Uint8Array(id * 2);
        wider.set(this.places);
        this.places = wider;
      }
      this.places[id] = place + 1;
    });
  }
}
