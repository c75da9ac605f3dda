import { type AnswerEntries, type Entry, type RecordView, Role, type Sample } from './record.ts';
import { ValueType } from './tape.ts';

/** Finds the strings of a sample that a model learns to write, in arrays that are used again. */
export class AnswerList implements AnswerEntries {
  entry = new Int32Array(16);
  count = 0;

  /** Rejected answers, undesired completions, calls and labels are none. */
  read(record: RecordView, sample: Sample | undefined): void {
    this.count = 0;
    switch (sample?.kind) {
      case 'pair':
        return this.below(record, sample, sample.outputEntry, sample.inputEntry, sample.contextEntry);
      case 'preference':
        return this.below(record, sample, sample.chosenEntry, sample.promptEntry, sample.rejectedEntry);
      case 'unpaired': {
        const wanted = sample.labelEntry < 0 || record.type(sample.labelEntry) !== ValueType.false;
        return wanted ? this.below(record, sample, sample.completionEntry, sample.promptEntry, -1) : undefined;
      }
      case 'conversation':
        return this.turns(record, sample);
      default:
    }
  }

  private turns(record: RecordView, sample: Sample & { readonly kind: 'conversation' }): void {
    const { length, role, content, calls, entry } = sample.turns;
    for (let i = 0; i < length; i++) {
      const said = content[i];
      if (role[i] !== Role.assistant || said < 0 || said === calls[i]) continue;
      if (record.isString(said)) this.push(said);
      else this.between(sample, said, i + 1 < length ? entry[i + 1] : Infinity);
    }
  }

  /** Strings of the side at `side`; `one` and `two` are the sides that may stand behind it. */
  private below(record: RecordView, sample: Sample, side: Entry, one: Entry, two: Entry): void {
    if (side < 0) return;
    if (record.isString(side)) this.push(side);
    else this.between(sample, side, Math.min(one > side ? one : Infinity, two > side ? two : Infinity));
  }

  private between(sample: Sample, from: Entry, to: Entry): void {
    for (let i = 0; i < sample.texts; i++) if (sample.text[i] > from && sample.text[i] < to) this.push(sample.text[i]);
  }

  private push(entry: Entry): void {
    if (this.count === this.entry.length) {
      const wider = new Int32Array(this.count * 2);
      wider.set(this.entry);
      this.entry = wider;
    }
    this.entry[this.count++] = entry;
  }
}
