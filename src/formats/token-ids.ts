import { Trait } from '../core/traits.ts';
import { type Draft, type Fill, placeOf } from './fill.ts';
import type { Format } from './format.ts';
import { SideBuilder } from './side.ts';
import { TextList } from './text-list.ts';

/** A record that was tokenised before. */
export function tokenIds(format: Format): Fill {
  const [idsAt, labelsAt, maskAt] = ['ids', 'labels', 'mask'].map((field) => placeOf(format, field));
  const input = new SideBuilder();
  const output = new SideBuilder();
  const sample: Draft<'token-ids'> = {
    kind: 'token-ids',
    input,
    output,
    text: new TextList().entries,
    texts: 0,
    idsEntry: -1,
    labelsEntry: -1,
    maskEntry: -1,
  };
  return (view, at) => {
    sample.idsEntry = at[idsAt];
    sample.labelsEntry = at[labelsAt];
    sample.maskEntry = at[maskAt];
    input.only(view.tape, sample.idsEntry);
    // Without labels a trainer learns the ids themselves.
    output.only(view.tape, view.filled(sample.labelsEntry) ? sample.labelsEntry : sample.idsEntry);
    view.traits = input.blank || output.blank ? Trait.blank : 0;
    return sample;
  };
}
