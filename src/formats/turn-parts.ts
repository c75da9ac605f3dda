import type { TurnKeys } from './format.ts';
import { KeyPlaces } from './key-places.ts';

/**
 * Which part of a turn a key names. A name's place is its number in the list of all names: those of the role first, then
 * content, calls and weight, each in order of preference.
 */
export class TurnParts extends KeyPlaces {
  /** The first place of each part after the role. */
  readonly content: number;
  readonly calls: number;
  readonly weight: number;

  constructor({ role, content, calls, weight }: TurnKeys) {
    super([...role, ...content, ...calls, ...weight]);
    this.content = role.length;
    this.calls = this.content + content.length;
    this.weight = this.calls + calls.length;
  }
}
