import { type Entry, type RecordView, Role, type Sample } from './record.ts';
import { ValueType } from './tape.ts';

/**
 * Entries of the strings that a model learns to write from this sample, in order: `into[0 .. n)` of the returned n. Rejected
 * answers, undesired completions, calls and labels are none. The caller keeps `into`: nothing is made for a record.
 */
export function answersOf(record: RecordView, sample: Sample, into: Entry[]): number {
  switch (sample.kind) {
    case 'pair':
      return below(record, sample, sample.outputEntry, sample.inputEntry, sample.contextEntry, into);
    case 'preference':
      return below(record, sample, sample.chosenEntry, sample.promptEntry, sample.rejectedEntry, into);
    case 'unpaired': {
      const wanted = sample.labelEntry < 0 || record.type(sample.labelEntry) !== ValueType.false;
      return wanted ? below(record, sample, sample.completionEntry, sample.promptEntry, -1, into) : 0;
    }
    case 'conversation':
      return turnsOf(record, sample, into);
    default:
      return 0;
  }
}

function turnsOf(record: RecordView, sample: Sample & { readonly kind: 'conversation' }, into: Entry[]): number {
  const { length, role, content, calls, entry } = sample.turns;
  let n = 0;
  for (let i = 0; i < length; i++) {
    const said = content[i];
    if (role[i] !== Role.assistant || said < 0 || said === calls[i]) continue;
    if (record.isString(said)) into[n++] = said;
    else n = between(sample, said, i + 1 < length ? entry[i + 1] : Infinity, into, n);
  }
  return n;
}

/** Strings of the side at `side`; `one` and `two` are the sides that may stand behind it. */
function below(record: RecordView, sample: Sample, side: Entry, one: Entry, two: Entry, into: Entry[]): number {
  if (side < 0) return 0;
  if (record.isString(side)) {
    into[0] = side;
    return 1;
  }
  return between(sample, side, Math.min(one > side ? one : Infinity, two > side ? two : Infinity), into, 0);
}

function between(sample: Sample, from: Entry, to: Entry, into: Entry[], count: number): number {
  let n = count;
  for (let i = 0; i < sample.texts; i++) {
    const entry = sample.text[i];
    if (entry > from && entry < to) into[n++] = entry;
  }
  return n;
}
