/**
 * Counts names (kinds, formats, types) in a Map. Neighbours mostly have the same name, so the Map is written when the name
 * changes, and by `settle`.
 */
export class NameCounter<K extends string> {
  private readonly counts: Map<K, number>;
  private name: K | undefined;
  private run = 0;

  constructor(counts: Map<K, number>) {
    this.counts = counts;
  }

  add(name: K): void {
    if (name !== this.name) {
      this.settle();
      this.name = name;
    }
    this.run++;
  }

  /** Brings the Map up to date. */
  settle(): void {
    if (this.name !== undefined && this.run > 0)
      this.counts.set(this.name, (this.counts.get(this.name) ?? 0) + this.run);
    this.run = 0;
  }
}
