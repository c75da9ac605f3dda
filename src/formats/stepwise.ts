import type { Entry } from '../core/record.ts';
import { ValueType } from '../core/tape.ts';
import { Trait } from '../core/traits.ts';
import type { View } from '../core/view.ts';
import { type Draft, type Fill, placeOf } from './fill.ts';
import type { Format } from './format.ts';
import { SideBuilder } from './side.ts';
import { TextList } from './text-list.ts';

/** A solution in steps, each with a verdict. */
export function stepwise(format: Format): Fill {
  const [promptAt, stepsAt, labelsAt] = ['prompt', 'steps', 'labels'].map((field) => placeOf(format, field));
  const input = new SideBuilder();
  const output = new SideBuilder();
  const texts = new TextList();
  const sample: Draft<'stepwise'> = {
    kind: 'stepwise',
    input,
    output,
    text: texts.entries,
    texts: 0,
    promptEntry: -1,
    stepsEntry: -1,
    labelsEntry: -1,
  };
  return (view, at) => {
    const { tape } = view;
    sample.promptEntry = at[promptAt];
    sample.stepsEntry = at[stepsAt];
    sample.labelsEntry = at[labelsAt];
    texts.reset();
    texts.add(view, sample.promptEntry);
    texts.add(view, sample.stepsEntry);
    input.only(tape, sample.promptEntry);
    const { codePoints, blank } = output.only(tape, sample.stepsEntry);
    output.add(tape, sample.labelsEntry);
    // Verdicts set samples apart; they are no text of the answer.
    output.codePoints = codePoints;
    output.blank = blank;
    const steps = view.codePoints(sample.stepsEntry);
    const labels = view.codePoints(sample.labelsEntry);
    const isJudged = sample.labelsEntry >= 0 && view.type(sample.labelsEntry) === ValueType.array;
    if (!isJudged) output.blank = true;
    else if (steps !== labels)
      view.issues.push({ code: 'steps-length', entry: sample.labelsEntry, data: { steps, labels } });
    const odd = oddLabel(view, sample.labelsEntry);
    if (odd >= 0)
      view.issues.push({ code: 'step-label-not-boolean', entry: odd, data: { found: view.text(odd).slice(0, 24) } });
    view.traits = input.blank || output.blank || hasBlank(view, sample.stepsEntry) ? Trait.blank : 0;
    sample.text = texts.entries;
    sample.texts = texts.count;
    return sample;
  };
}

/** The first verdict that is neither a boolean nor 0 or 1; -1: none. */
function oddLabel(view: View, list: Entry): Entry {
  for (let e = view.first(list); e >= 0; e = view.sibling(e, list)) {
    const type = view.type(e);
    if (type === ValueType.true || type === ValueType.false) continue;
    const isBit = type === ValueType.number && (view.byteAt(e, 0) | 1) === 0x31 && view.byteAt(e, 1) < 0;
    if (!isBit) return e;
  }
  return -1;
}

function hasBlank(view: View, list: Entry): boolean {
  for (let e = view.first(list); e >= 0; e = view.sibling(e, list)) if (!view.filled(e)) return true;
  return false;
}
