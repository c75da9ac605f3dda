import { entries } from '../stats/bottom-k.ts';
import { labelTable } from './label-counter.ts';
import type { ClassCount, LabelTable, Measures } from './measures.ts';
import type { SampleKind } from './record.ts';
import { createReadings, readFlips, readGroup, type Reading, type Readings } from './readings.ts';
import type { GroupRule, Rule } from './rule-types.ts';
import { groupRulesOf, type ScanState } from './scan.ts';
import { createTally, evidenceOf, type Tally } from './tally.ts';
import type { SplitName } from './tape.ts';

/** What grouping adds to a scan: readings of the shared table, and the states of group rules. */
export interface Grouped {
  readonly readings: Readings;
  readonly groupStates: ReadonlyMap<GroupRule, unknown>;
}

/** Groups both tables once; every reading and every group rule sees each key with two or more entries. */
export function groupTables(
  state: ScanState,
  rules: readonly Rule[],
  segmentAt: (file: number, offset: number) => number,
): Grouped {
  const readings = createReadings();
  const groupRules = groupRulesOf(rules);
  const groupStates = new Map<GroupRule, unknown>(groupRules.map((rule) => [rule, rule.init()]));
  const onInput = groupRules.filter((rule) => rule.meta.table === 'input');
  const onPreference = groupRules.filter((rule) => rule.meta.table === 'preference');
  const isPreference = [...state.splits.values()].some(({ tally }) => largest(tally.kinds) === 'preference');
  state.input.groups(segmentAt, (group) => {
    readGroup(readings, group, state.sink, !isPreference);
    if (!group.unfit(0)) for (const rule of onInput) rule.close(groupStates.get(rule), group);
  });
  state.preference.groups(segmentAt, (group) => {
    readFlips(readings, group, state.sink);
    for (const rule of onPreference) rule.close(groupStates.get(rule), group);
  });
  for (const [name, table] of state.own) {
    const rulesOfTable = groupRules.filter((rule) => rule.meta.table === name);
    table.groups(segmentAt, (group) => {
      for (const rule of rulesOfTable) rule.close(groupStates.get(rule), group);
    });
  }
  return { readings, groupStates };
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
  const labels = kind === 'labelled-text' || kind === 'unpaired' ? labelTable(tally.labels) : undefined;
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
        usable: count - empty - (reading.lostByClass.get(output40(norm)) ?? 0),
      });
    } else {
      known.records += count;
      known.usable += count - empty;
    }
  }
  return [...classes.values()];
}

/** The 40 bits of a normalised hash that table entries keep. */
function output40(hash: string): number {
  return parseInt(hash.slice(6), 16);
}
