import type { KeyNames } from './tape.ts';

/** Ids of the key names that rules and formats ask for, so that the scanner looks each up once. */
export class KeyIds {
  private keys: KeyNames | undefined;
  private readonly ids = new Map<string, number>();
  private readonly absent: string[] = [];

  /** A new batch may hold keys that no earlier one had. */
  startBatch(keys: KeyNames): void {
    if (keys !== this.keys) this.ids.clear();
    for (const name of this.absent) this.ids.delete(name);
    this.absent.length = 0;
    this.keys = keys;
  }

  /** -1 when no record up to this batch has the key. */
  of(name: string): number {
    const known = this.ids.get(name);
    if (known !== undefined) return known;
    const id = this.keys?.id(name) ?? -1;
    this.ids.set(name, id);
    if (id < 0) this.absent.push(name);
    return id;
  }
}
