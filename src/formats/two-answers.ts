import { Trait } from '../core/traits.ts';
import type { View } from '../core/view.ts';
import type { Draft } from './fill.ts';
import { SideBuilder } from './side.ts';
import { TextList } from './text-list.ts';

/** The parts of a sample with two answers, which a reader fills and then closes, record by record. */
export interface TwoAnswers {
  readonly input: SideBuilder;
  readonly chosen: SideBuilder;
  readonly rejected: SideBuilder;
  readonly texts: TextList;
  readonly sample: Draft<'preference'>;
  /** Once input, both answers and texts are in: what the pair as a whole says. */
  close(view: View): Draft<'preference'>;
}

/** An empty sample, used again for every record. */
export function twoAnswers(): TwoAnswers {
  const input = new SideBuilder();
  const output = new SideBuilder();
  const chosen = new SideBuilder();
  const rejected = new SideBuilder();
  const texts = new TextList();
  const sample: Draft<'preference'> = {
    kind: 'preference',
    input,
    output,
    chosen,
    rejected,
    text: texts.entries,
    texts: 0,
    promptEntry: -1,
    chosenEntry: -1,
    rejectedEntry: -1,
  };
  return {
    input,
    chosen,
    rejected,
    texts,
    sample,
    close(view) {
      output.reset().mark(chosen.normLo, chosen.normHi);
      output.mark(rejected.normLo, rejected.normHi);
      if (!chosen.blank && !rejected.blank) output.fill();
      view.traits = input.blank || output.blank ? Trait.blank : 0;
      sample.text = texts.entries;
      sample.texts = texts.count;
      return sample;
    },
  };
}
