import type { Entry } from '../core/record.ts';
import { type Tape, ValueType } from '../core/tape.ts';
import { Trait } from '../core/traits.ts';
import type { View } from '../core/view.ts';
import { type Draft, type Fill, placeOf } from './fill.ts';
import type { Format } from './format.ts';
import { SideBuilder } from './side.ts';
import { TextList } from './text-list.ts';

/** A record that was tokenised before. */
export function tokenIds(format: Format): Fill {
  const [idsAt, labelsAt, maskAt, typesAt] = ['ids', 'labels', 'mask', 'types'].map((field) => placeOf(format, field));
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
    const { tape } = view;
    const ids = (sample.idsEntry = at[idsAt]);
    const labels = (sample.labelsEntry = at[labelsAt]);
    sample.maskEntry = at[maskAt];
    for (const beside of [labels, sample.maskEntry, at[typesAt]]) sameLength(view, ids, beside);
    checkIds(view, ids, false);
    const masked = isList(tape, labels);
    if (masked) checkIds(view, labels, true);
    input.only(tape, ids);
    // Without labels a trainer learns the ids themselves.
    output.only(tape, masked ? labels : ids);
    if (masked && allMasked(tape, labels)) output.blank = true;
    view.traits = input.blank || output.blank ? Trait.blank : 0;
    return sample;
  };
}

const isList = (tape: Tape, entry: Entry): boolean => entry >= 0 && tape.type[entry] === ValueType.array;

function sameLength(view: View, ids: Entry, beside: Entry): void {
  if (!isList(view.tape, beside) || view.codePoints(beside) === view.codePoints(ids)) return;
  const data = { field: view.key(beside) ?? '', found: view.codePoints(beside), expected: view.codePoints(ids) };
  view.issues.push({ code: 'token-ids-length', entry: beside, data });
}

const MINUS = 0x2d;
const MASKED = [MINUS, 0x31, 0x30, 0x30];

/** Looks at the bytes of every number: an id is digits, and a label may be -100 besides. */
function checkIds(view: View, list: Entry, maskable: boolean): void {
  const { start, end, bytes, next } = view.tape;
  for (let e = list + 1; e < next[list]; e++) {
    if (maskable && bytes[start[e]] === MINUS && isMasked(view.tape, e)) continue;
    for (let at = start[e]; at < end[e]; at++) {
      if (bytes[at] >= 0x30 && bytes[at] <= 0x39) continue;
      // Short: what is no number did not pass the format's types.
      const found = view.text(e).slice(0, 24);
      view.issues.push({ code: 'token-id-invalid', entry: e, data: { field: view.key(list) ?? '', found } });
      return;
    }
  }
}

/** From the end, where what is trained on mostly stands. */
function allMasked(tape: Tape, labels: Entry): boolean {
  for (let e = tape.next[labels] - 1; e > labels; e--) if (!isMasked(tape, e)) return false;
  return true;
}

function isMasked({ start, end, bytes }: Tape, e: Entry): boolean {
  return end[e] - start[e] === MASKED.length && MASKED.every((byte, i) => bytes[start[e] + i] === byte);
}
