import { entries } from '../stats/bottom-k.ts';
import { countOf } from '../stats/key-counts.ts';
import { KeyIndex } from '../stats/key-index.ts';
import { labelTable } from './label-counter.ts';
import type { ClassCount, LabelTable, Measures } from './measures.ts';
import type { SampleKind } from './record.ts';
import { GroupReader, readFlips } from './read-group.ts';
import { createReadings, mergeReadings, type Reading, type Readings } from './readings.ts';
import type { GroupRule, Rule } from './rule-types.ts';
import { groupRulesOf, type ScanState } from './scan.ts';
import { SPLITS } from './splits.ts';
import type { Share } from './table.ts';
import type { SegmentAt, TableGroup } from './table-group.ts';
import { createTally, evidenceOf, type Tally } from './tally.ts';
import type { SplitName } from './tape.ts';

/** What grouping adds to a scan: readings of the shared table, and the states of group rules. */
export interface Grouped {
  readonly readings: Readings;
  readonly groupStates: ReadonlyMap<GroupRule, unknown>;
}

/**
 * Groups all tables once; every reading and every group rule sees each key with two or more entries. With a share: the
 * keys of its partitions, so that threads can group at the same time and `mergeGrouped` joins what they found.
 */
export function groupTables(state: ScanState, rules: readonly Rule[], segmentAt: SegmentAt, share?: Share): Grouped {
  const readings = createReadings(classesBySplit(state));
  const groupRules = groupRulesOf(rules);
  const groupStates = new Map<GroupRule, unknown>(groupRules.map((rule) => [rule, rule.init()]));
  const closersOf = (table: string) => {
    const onTable = groupRules.filter((rule) => rule.meta.table === table);
    return (group: TableGroup) => {
      for (const rule of onTable) rule.close(groupStates.get(rule), group);
    };
  };
  const isPreference = [...state.splits.values()].some(({ tally }) => largest(tally.kinds) === 'preference');
  const reader = new GroupReader(readings, state.sink, !isPreference);
  const closeInput = closersOf('input');
  state.input.groups(
    segmentAt,
    (group) => {
      reader.read(group);
      if (!group.unfit(0)) closeInput(group);
    },
    share,
  );
  reader.finish();
  const closePreference = closersOf('preference');
  state.preference.groups(
    segmentAt,
    (group) => {
      readFlips(readings, group, state.sink);
      closePreference(group);
    },
    share,
  );
  for (const [name, table] of state.own) table.groups(segmentAt, closersOf(name), share);
  return { readings, groupStates };
}

/** What two shares of the partitions gave, as one. */
export function mergeGrouped(a: Grouped, b: Grouped): Grouped {
  const groupStates = new Map<GroupRule, unknown>();
  for (const [rule, state] of a.groupStates) groupStates.set(rule, rule.merge(state, b.groupStates.get(rule)));
  return { readings: mergeReadings(a.readings, b.readings), groupStates };
}

/** The classes of each split whose lost records `measure` will ask for: all that its label tables kept. */
function classesBySplit(state: ScanState): Partial<Record<SplitName, KeyIndex>> {
  const classes: Partial<Record<SplitName, KeyIndex>> = {};
  for (const split of SPLITS) {
    const tally = state.splits.get(split)?.tally;
    if (tally === undefined) continue;
    const keys = (classes[split] = new KeyIndex());
    for (const { table } of [tally.labels, tally.outputs])
      for (const [, { norm }] of entries(table)) keys.add(loOf(norm), hiOf(norm));
  }
  return classes;
}

function largest<K>(counts: ReadonlyMap<K, number>): K | null {
  let best: K | null = null;
  let most = 0;
  for (const [key, count] of [...counts].sort(([a], [b]) => (String(a) < String(b) ? -1 : 1))) {
    if (count > most) {
      best = key;
      most = count;
    }
  }
  return best;
}

/** Measures of one split. `labelled`: the task has labels, so a contradiction costs every record under it. */
export function measure(
  state: ScanState,
  grouped: Grouped,
  split: SplitName,
  blankLines: number,
  labelled: boolean,
): Measures {
  const tally = state.splits.get(split)?.tally ?? createTally();
  const reading = grouped.readings[split];
  const fit = tally.records - tally.invalid - tally.unfit;
  const kind = largest<SampleKind>(tally.kinds);
  const isPreference = kind === 'preference';
  const labels =
    kind === 'labelled-text' || kind === 'unpaired' || kind === 'tagged' ? labelTable(tally.labels) : undefined;
  const outputs = kind === 'pair' || kind === 'conversation' ? labelTable(tally.outputs) : undefined;
  const flipped = isPreference ? reading.flippedRecords : 0;
  const lost = labelled ? reading.lostLabelled : reading.lostGenerative + flipped;
  return {
    records: tally.records,
    invalid: tally.invalid,
    unfit: tally.unfit,
    fit,
    blankLines,
    empty: tally.empty,
    blankInputs: tally.blankInputs,
    blankOutputs: tally.blankOutputs,
    lacking: tally.lacking,
    usable: fit - tally.empty - lost,
    kind,
    kinds: tally.kinds,
    formats: tally.formats,
    duplicates: { exact: reading.exact, normalized: reading.normalized, input: reading.input },
    conflicts: isPreference ? reading.flipped : reading.conflicts,
    conflicting: reading.conflicting,
    labels,
    outputs,
    roles: rolesOf(tally),
    turns: tally.turns.count > 0 ? tally.turns : undefined,
    oneTurn: tally.oneTurn,
    tooled: tally.tooled,
    lengths: { input: tally.input, output: tally.output },
    textBytes: tally.textBytes,
    classes: classesOf(labels ?? outputs, reading),
    table: tableOf(fit, reading),
    overlap: split === 'train' ? undefined : reading.overlap,
    evidence: evidenceOf(tally),
  };
}

/** Long names are cut: those that begin alike are one. */
function rolesOf(tally: Tally): ReadonlyMap<string, number> {
  const roles = new Map<string, number>();
  for (const [, { name, count }] of entries(tally.roles)) roles.set(name, (roles.get(name) ?? 0) + count);
  return roles;
}

function tableOf(fit: number, reading: Reading): Measures['table'] {
  const repeated = [...reading.multiplicity].sort(([a], [b]) => a - b);
  const copied = repeated.reduce((sum, [k, n]) => sum + k * n, 0);
  const once = fit - copied;
  return {
    entries: fit,
    distinct: fit - reading.normalized,
    multiplicity: once > 0 ? [[1, once], ...repeated] : repeated,
  };
}

/** Labels whose normalised text is equal are one class, named by its most frequent spelling; smallest usable last. */
function classesOf(table: LabelTable | undefined, reading: Reading): readonly ClassCount[] {
  if (table === undefined) return [];
  const classes = new Map<string, { label: string; records: number; usable: number }>();
  for (const { text, norm, count, empty } of table.entries) {
    const known = classes.get(norm);
    if (known === undefined) {
      classes.set(norm, {
        label: text,
        records: count,
        usable: count - empty - countOf(reading.lostByClass, loOf(norm), hiOf(norm)),
      });
    } else {
      known.records += count;
      known.usable += count - empty;
    }
  }
  return [...classes.values()];
}

/** The 40 bits of a normalised hash in hexadecimal that table entries keep: the lower 32, and the 8 above them. */
function loOf(hash: string): number {
  return parseInt(hash.slice(8), 16);
}
function hiOf(hash: string): number {
  return parseInt(hash.slice(6, 8), 16);
}
