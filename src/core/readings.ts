import type { Ref } from './record.ts';
import type { Group_ } from './rule-types.ts';
import type { Sink } from './sink.ts';
import { SPLITS } from './splits.ts';
import type { SplitName } from './tape.ts';

/** What the shared table says of one split. Integers, summed over keys. */
export interface Reading {
  exact: number;
  normalized: number;
  input: number;
  /** Keys with more than one output, and the records under them. */
  conflicts: number;
  conflicting: number;
  /** Records that are not usable: where the task has labels, and where different answers are legal. */
  lostLabelled: number;
  lostGenerative: number;
  /** Of `lostLabelled`, by normalised output (40 bits). */
  lostByClass: Map<number, number>;
  /** Normalised samples that occur k >= 2 times, by k. */
  multiplicity: Map<number, number>;
  overlap: { exact: number; normalized: number };
  /** Preference pairs that occur as A > B and as B > A, and the records under them that are no copies. */
  flipped: number;
  flippedRecords: number;
}

export function createReading(): Reading {
  return {
    exact: 0,
    normalized: 0,
    input: 0,
    conflicts: 0,
    conflicting: 0,
    lostLabelled: 0,
    lostGenerative: 0,
    lostByClass: new Map(),
    multiplicity: new Map(),
    overlap: { exact: 0, normalized: 0 },
    flipped: 0,
    flippedRecords: 0,
  };
}

export type Readings = Record<SplitName, Reading>;

export function createReadings(): Readings {
  return { train: createReading(), validation: createReading(), test: createReading() };
}

/** Ids of the gates whose places the table knows. */
export const COPIES = 'copies.share';
export const CONFLICTS = 'conflicts.share';
export const LEAK = 'leak.share';

/** Reads one group of the preference table: the same pair, once this way and once that way. */
export function readFlips(readings: Readings, group: Group_, sink: Sink): void {
  for (const split of SPLITS) {
    const firsts = new Map<number, number>();
    for (let i = 0; i < group.size; i++) {
      if (group.split(i) === split && !firsts.has(group.output(i))) firsts.set(group.output(i), i);
    }
    if (firsts.size < 2) continue;
    readings[split].flipped++;
    readings[split].flippedRecords += firsts.size;
    const [one, other] = [...firsts.values()].sort((a, b) => a - b);
    sink.count(CONFLICTS);
    place(sink, CONFLICTS, group.ref(other), split, group.ref(one));
  }
}

/** Reads one group of the shared table into the measures of its splits, and the places of copies, conflicts and leaks into the sink. */
export function readGroup(readings: Readings, group: Group_, sink: Sink, conflicts: boolean): void {
  const members: Record<SplitName, number[]> = { train: [], validation: [], test: [] };
  for (let i = 0; i < group.size; i++) members[group.split(i)].push(i);
  for (const split of SPLITS) {
    if (members[split].length > 1) readSplit(readings[split], group, members[split], split, sink, conflicts);
    if (split !== 'train' && members.train.length > 0 && members[split].length > 0 && !group.unfit(0)) {
      overlap(readings[split], group, members.train, members[split], split, sink);
    }
  }
}

function readSplit(
  reading: Reading,
  group: Group_,
  members: readonly number[],
  split: SplitName,
  sink: Sink,
  conflicts: boolean,
): void {
  const records = new Set<number>();
  const outputs = new Map<number, { first: number; count: number; filled: number }>();
  for (const i of members) {
    const output = group.output(i);
    records.add(group.record(i) + (output % 2 ** 21) * 2 ** 32);
    const seen = outputs.get(output);
    if (seen === undefined) outputs.set(output, { first: i, count: 1, filled: group.empty(i) ? 0 : 1 });
    else {
      seen.count++;
      if (!group.empty(i)) seen.filled++;
      if (!group.unfit(i)) copy(sink, group, i, seen.first, split);
    }
  }
  reading.exact += members.length - records.size;
  if (group.unfit(members[0])) return;
  reading.input += members.length - 1;
  reading.normalized += members.length - outputs.size;
  const filled = [...outputs].filter(([, o]) => o.filled > 0);
  const count = filled.reduce((sum, [, o]) => sum + o.filled, 0);
  for (const [, o] of outputs) {
    if (o.count > 1) reading.multiplicity.set(o.count, (reading.multiplicity.get(o.count) ?? 0) + 1);
  }
  if (count === 0) return;
  reading.lostGenerative += count - filled.length;
  const conflict = filled.length > 1;
  reading.lostLabelled += conflict ? count : count - 1;
  for (const [output, o] of filled) {
    const lost = conflict ? o.filled : o.filled - 1;
    if (lost > 0) reading.lostByClass.set(output, (reading.lostByClass.get(output) ?? 0) + lost);
  }
  if (!conflict) return;
  reading.conflicts++;
  reading.conflicting += count;
  if (!conflicts) return;
  sink.count(CONFLICTS);
  place(sink, CONFLICTS, group.ref(filled[1][1].first), split, group.ref(filled[0][1].first));
}

function copy(sink: Sink, group: Group_, i: number, first: number, split: SplitName): void {
  sink.count(COPIES);
  place(
    sink,
    COPIES,
    group.ref(i),
    split,
    group.ref(first),
    group.record(i) === group.record(first) ? 'exact' : 'normalised',
  );
}

function overlap(
  reading: Reading,
  group: Group_,
  train: readonly number[],
  held: readonly number[],
  split: SplitName,
  sink: Sink,
): void {
  // Two blank inputs are equal, but neither was seen by anybody.
  const seen = train.filter((i) => !group.empty(i));
  if (seen.length === 0) return;
  const exact = new Set(seen.map((i) => group.exact(i)));
  for (const i of held) {
    if (group.empty(i)) continue;
    reading.overlap.normalized++;
    const same = exact.has(group.exact(i));
    if (same) reading.overlap.exact++;
    sink.count(LEAK);
    place(sink, LEAK, group.ref(i), split, group.ref(seen[0]), same ? 'exact' : 'normalised');
  }
}

function place(sink: Sink, rule: string, ref: Ref, split: SplitName, partner: Ref, how = ''): void {
  if (!sink.wants(rule, ref)) return;
  sink.place(rule, { ref, split, message: 'place', data: how === '' ? {} : { how }, partner, order: 0 });
}
