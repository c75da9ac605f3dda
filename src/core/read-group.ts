import { countKey } from '../stats/key-counts.ts';
import { grown, KeyIndex } from '../stats/key-index.ts';
import { countSplits, EVERY, Pieces } from './pieces.ts';
import { CONFLICTS, COPIES, LEAK, type Reading, type Readings } from './readings.ts';
import type { Ref } from './record.ts';
import type { Sink } from './sink.ts';
import { SPLITS } from './splits.ts';
import { EMPTY, SPLIT, SPLIT_SHIFT, UNFIT, Word } from './table-entry.ts';
import type { TableGroup } from './table-group.ts';

/** Numbers a member never has. */
const NONE = 0xffffffff;

/**
 * Reads groups of the shared table into the measures of their splits, and the places of copies, conflicts and leaks
 * into the sink. Its arrays are used again for each group; call `finish` after the last.
 */
export class GroupReader {
  private readonly pieces = new Pieces();
  private readonly keys = new KeyIndex();
  private readonly counts = new Uint32Array(4);
  /** By number of the output in `keys`: first member, members, members that are not empty. */
  private first = new Uint32Array(64);
  private members = new Uint32Array(64);
  private filled = new Uint32Array(64);
  private copies = 0;
  private readonly readings: Readings;
  private readonly sink: Sink;
  private readonly conflicts: boolean;

  /** `conflicts`: different outputs under one input are told as such. */
  constructor(readings: Readings, sink: Sink, conflicts: boolean) {
    this.readings = readings;
    this.sink = sink;
    this.conflicts = conflicts;
  }

  read(group: TableGroup): void {
    const { counts } = this;
    countSplits(group, counts);
    for (let split = 0; split < SPLITS.length; split++) {
      if (counts[split] > 1) this.readSplit(group, split, counts[split]);
      if (split > 0 && counts[0] > 0 && counts[split] > 0 && !group.unfit(0)) this.overlap(group, split);
    }
  }

  /** Hands the count of copies to the sink. */
  finish(): void {
    if (this.copies > 0) this.sink.count(COPIES, this.copies);
    this.copies = 0;
  }

  private readSplit(group: TableGroup, split: number, count: number): void {
    const reading = this.readings[SPLITS[split]];
    reading.exact += count - this.distinctRecords(group, split, count);
    if (group.unfit(0)) return;
    reading.input += count - 1;
    const { filled, conflict } = filledOf(group, split);
    let outputs = 0;
    let answered = 0;
    // Of the outputs that some record fills: the one seen first, and the second.
    let one = NONE;
    let other = NONE;
    let from = 0;
    for (const to of this.pieces.divide(group, split, count, Word.output, Word.place)) {
      this.readPiece(group, split, from, to);
      from = to;
      outputs += this.keys.size;
      for (let o = 0; o < this.keys.size; o++) {
        if (this.members[o] > 1)
          reading.multiplicity.set(this.members[o], (reading.multiplicity.get(this.members[o]) ?? 0) + 1);
        if (this.filled[o] === 0) continue;
        answered++;
        const first = this.first[o];
        if (first < one) {
          other = one;
          one = first;
        } else if (first < other) other = first;
        const lost = conflict ? this.filled[o] : this.filled[o] - 1;
        if (lost > 0) countKey(reading.lostByClass, this.keys.loOf(o), this.keys.hiOf(o), lost);
      }
    }
    reading.normalized += count - outputs;
    if (filled === 0) return;
    reading.lostGenerative += filled - answered;
    reading.lostLabelled += conflict ? filled : filled - 1;
    if (conflict) this.conflict(reading, group, split, filled, one, other);
  }

  private conflict(reading: Reading, group: TableGroup, split: number, filled: number, one: number, other: number) {
    reading.conflicts++;
    reading.conflicting += filled;
    if (!this.conflicts) return;
    this.sink.count(CONFLICTS);
    this.place(CONFLICTS, group, split, group.ref(other), one);
  }

  private distinctRecords(group: TableGroup, split: number, count: number): number {
    const { keys, pieces } = this;
    if (count === 2 && group.size === 2) {
      return group.record(0) === group.record(1) && group.output(0) === group.output(1) ? 1 : 2;
    }
    let distinct = 0;
    let from = 0;
    for (const to of pieces.divide(group, split, count, Word.record, Word.output)) {
      keys.clear();
      for (; from < to; from++) keys.add(pieces.first[from], pieces.second[from]);
      distinct += keys.size;
    }
    return distinct;
  }

  /** Numbers the outputs of one piece, and tells the places of copies. */
  private readPiece(group: TableGroup, split: number, from: number, to: number): void {
    const { keys, sink } = this;
    const { order, first: outputs, second: places } = this.pieces;
    keys.clear();
    let wanted = true;
    for (let at = from; at < to; at++) {
      const i = order[at];
      const known = keys.size;
      const output = keys.add(outputs[at], places[at] & 0xff);
      const filled = (places[at] & EMPTY) === 0 ? 1 : 0;
      if (output === known) {
        this.reserve(output);
        this.first[output] = i;
        this.members[output] = 1;
        this.filled[output] = filled;
        continue;
      }
      this.members[output]++;
      this.filled[output] += filled;
      if ((places[at] & UNFIT) !== 0) continue;
      this.copies++;
      if (!wanted) continue;
      // In file order: once a place is too far behind, so are all that follow.
      const ref = group.ref(i);
      wanted = sink.wants(COPIES, ref);
      if (!wanted) continue;
      const first = this.first[output];
      this.place(COPIES, group, split, ref, first, group.record(i) === group.record(first) ? 'exact' : 'normalised');
    }
  }

  private reserve(output: number): void {
    if (output < this.first.length) return;
    this.first = grown(this.first);
    this.members = grown(this.members);
    this.filled = grown(this.filled);
  }

  private overlap(group: TableGroup, split: number): void {
    // Two blank inputs are equal, but neither was seen by anybody.
    let seen = NONE;
    for (let i = 0; i < group.size && seen === NONE; i++) if (group.splitNumber(i) === 0 && !group.empty(i)) seen = i;
    if (seen === NONE) return;
    const { keys, pieces, sink } = this;
    const { overlap } = this.readings[SPLITS[split]];
    let leaks = 0;
    let from = 0;
    for (const to of pieces.divide(group, EVERY, group.size, Word.exact, Word.place)) {
      keys.clear();
      for (let at = from; at < to; at++) if ((pieces.second[at] & (SPLIT | EMPTY)) === 0) keys.add(pieces.first[at], 0);
      let wanted = true;
      for (; from < to; from++) {
        if ((pieces.second[from] & (SPLIT | EMPTY)) !== split << SPLIT_SHIFT) continue;
        leaks++;
        const same = keys.find(pieces.first[from], 0) >= 0;
        if (same) overlap.exact++;
        if (!wanted) continue;
        const ref = group.ref(pieces.order[from]);
        wanted = sink.wants(LEAK, ref);
        if (wanted) this.place(LEAK, group, split, ref, seen, same ? 'exact' : 'normalised');
      }
    }
    overlap.normalized += leaks;
    if (leaks > 0) sink.count(LEAK, leaks);
  }

  private place(rule: string, group: TableGroup, split: number, ref: Ref, partner: number, how = ''): void {
    if (!this.sink.wants(rule, ref)) return;
    const data = how === '' ? {} : { how };
    const place = { ref, split: SPLITS[split], message: 'place', data, partner: group.ref(partner), order: 0 };
    this.sink.place(rule, place);
  }
}

/** Members of a split that are not empty, and whether two of them have different outputs. */
function filledOf(group: TableGroup, split: number): { filled: number; conflict: boolean } {
  let filled = 0;
  let output = -1;
  let conflict = false;
  for (let i = 0; i < group.size; i++) {
    if (group.splitNumber(i) !== split || group.empty(i)) continue;
    filled++;
    if (output < 0) output = group.output(i);
    else if (group.output(i) !== output) conflict = true;
  }
  return { filled, conflict };
}

/** Reads one group of the preference table: the same pair, once this way and once that way. */
export function readFlips(readings: Readings, group: TableGroup, sink: Sink): void {
  for (let split = 0; split < SPLITS.length; split++) {
    // A key is a pair and its order the output: there are two at most, but for a collision of hashes.
    const firsts = new Map<number, number>();
    for (let i = 0; i < group.size; i++) {
      if (group.splitNumber(i) !== split) continue;
      const output = group.output(i);
      if (!firsts.has(output)) firsts.set(output, i);
    }
    if (firsts.size < 2) continue;
    const reading = readings[SPLITS[split]];
    reading.flipped++;
    reading.flippedRecords += firsts.size;
    const [one, other] = [...firsts.values()].sort((a, b) => a - b);
    sink.count(CONFLICTS);
    const ref = group.ref(other);
    if (!sink.wants(CONFLICTS, ref)) continue;
    const partner = group.ref(one);
    sink.place(CONFLICTS, { ref, split: SPLITS[split], message: 'place', data: {}, partner, order: 0 });
  }
}
