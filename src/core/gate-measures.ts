import { type ClassCount, isUniform, type Measures } from './measures.ts';
import { grouped, percent } from './template.ts';
import type { Gate, Limit, Task } from './gate-types.ts';
import type { SplitName } from './tape.ts';

/** What gates are held against: one data set at the end of the pass. */
export interface GateInput {
  readonly task: Task;
  /** The split that is trained on; undefined when only an evaluation split was seen. */
  readonly train: Measures | undefined;
  readonly splits: ReadonlyMap<SplitName, Measures>;
  /** Shard sets of which only a part was given: "3 of 10 seen". */
  readonly incomplete: string | undefined;
}

/** One measured value against one limit. */
export interface Reading {
  readonly value: number;
  /** As the report's line prints it. */
  readonly shown: string;
  /** Whether the limit trips, given its threshold. */
  readonly data: Readonly<Record<string, string | number>>;
}

const sum = (input: GateInput, of: (m: Measures) => number): number =>
  [...input.splits.values()].reduce((total, m) => total + of(m), 0);

type Measure = (input: GateInput, limit: Limit, threshold: number) => Reading | undefined;

/** Measures by the name that `rules/gates` files use. Undefined: there is nothing to compare with. */
export const MEASURES: Readonly<Record<string, Measure>> = {
  usable: ({ train, task }, limit, threshold) => {
    if (train === undefined) return undefined;
    const { usable, records } = train;
    const [low, high] = task.recommended;
    const missing = (limit.from === 'task.minimum' ? threshold : low) - usable;
    const unit = missing === 1 ? task.unit.one : task.unit.other;
    const data = {
      value: usable,
      records,
      minimum: task.minimum,
      low,
      high,
      missing,
      unit,
      task: task.title.toLowerCase(),
    };
    return { value: usable, shown: grouped(usable), data: { ...data, pieces: piecesOf(train, task) } };
  },
  'classes.below': ({ train, task }, _limit, threshold) => {
    if (train === undefined || train.classes.length === 0) return undefined;
    const thin = [...train.classes].filter((c) => c.usable < threshold).sort(bySize);
    const all = [...train.classes].sort(bySize);
    const missing = thin.reduce((n, c) => n + threshold - c.usable, 0);
    return {
      value: thin.length,
      shown: thin.length === 0 ? grouped(all.length) : `${grouped(thin.length)} of ${grouped(all.length)}`,
      data: {
        count: thin.length,
        limit: threshold,
        smallest: all[0].usable,
        missing,
        unit: missing === 1 ? task.unit.one : task.unit.other,
        names: list(thin, (c) => `${c.label} ${grouped(c.usable)}`, 6),
        shortfalls: list(thin, (c) => `${c.label} ${grouped(threshold - c.usable)}`, 3),
      },
    };
  },
  'labels.ratio': ({ train }, _limit, threshold) => {
    const classes = train?.classes ?? [];
    if (classes.length < 2) return undefined;
    const sorted = [...classes].sort((a, b) => a.records - b.records || (a.label < b.label ? -1 : 1));
    const small = sorted[0];
    const large = sorted[sorted.length - 1];
    if (small.records === 0) return undefined;
    const value = large.records / small.records;
    const needed = Math.ceil(large.records / threshold);
    return {
      value: Math.round(value * 1000) / 1000,
      shown: value.toFixed(1),
      data: {
        value: value.toFixed(1),
        largest: large.label,
        max: large.records,
        smallestName: small.label,
        min: small.records,
        needed,
        limit: threshold,
      },
    };
  },
  conflicting: ({ train }, _limit, threshold) => {
    if (train === undefined || train.fit === 0) return undefined;
    const { conflicts } = train;
    const records = train.kind === 'preference' ? conflicts * 2 : train.conflicting;
    const share = records / train.fit;
    const data = { count: conflicts, records, share: percent(share), limit: percent(threshold) };
    return { value: share, shown: grouped(conflicts), data };
  },
  'duplicates.normalized': ({ train }, _limit, threshold) => {
    if (train === undefined || train.fit === 0) return undefined;
    const { normalized, exact } = train.duplicates;
    const share = isUniform(train) ? 0 : normalized / train.fit;
    const same = Math.min(exact, normalized);
    return {
      value: share,
      shown: percent(normalized / train.fit),
      data: {
        count: normalized,
        exact: same,
        near: normalized - same,
        share: percent(share),
        limit: percent(threshold),
      },
    };
  },
  broken: (input) => {
    const records = sum(input, (m) => m.records);
    if (records === 0) return undefined;
    const invalid = sum(input, (m) => m.invalid);
    const unfit = sum(input, (m) => m.unfit);
    const count = invalid + unfit;
    return {
      value: count / records,
      shown: grouped(count === 0 ? records : count),
      data: { count, records, invalid, unfit },
    };
  },
  blank: (input) => {
    const fit = sum(input, (m) => m.fit);
    if (fit === 0) return undefined;
    const count = sum(input, (m) => m.lacking);
    return { value: count / fit, shown: grouped(count), data: { count, records: fit } };
  },
  'overlap.normalized': ({ train, splits }, _limit, threshold) => {
    const held = [...splits].flatMap(([split, { overlap, fit }]) =>
      overlap === undefined || fit === 0 ? [] : [{ split, ...overlap, fit }],
    );
    if (train === undefined || held.length === 0) return undefined;
    // The worst split decides; all of them are counted.
    const value = Math.max(...held.map(({ normalized, fit }) => normalized / fit));
    const seen = held.filter(({ normalized }) => normalized > 0);
    const each = seen.map(
      ({ split, normalized, fit }) =>
        `${grouped(normalized)} of ${grouped(fit)} in \`${split}\` (${percent(normalized / fit)})`,
    );
    const data = {
      count: held.reduce((n, { normalized }) => n + normalized, 0),
      exact: held.reduce((n, { exact }) => n + exact, 0),
      each: each.join(', '),
      limit: percent(threshold),
    };
    return { value, shown: percent(value), data };
  },
  'splits.eval': ({ splits }) => {
    let records = 0;
    for (const [split, m] of splits) if (split !== 'train') records += m.records;
    return records === 0 ? undefined : { value: records, shown: grouped(records), data: { count: records } };
  },
};

function bySize(a: ClassCount, b: ClassCount): number {
  return a.usable - b.usable || (a.label < b.label ? -1 : 1);
}

/** The first few of a list, and how many more: never a silent cut. */
function list<T>(items: readonly T[], show: (item: T) => string, limit: number): string {
  const shown = items.slice(0, limit).map(show).join(' · ');
  return items.length > limit ? `${shown} · and ${grouped(items.length - limit)} more` : shown;
}

/** Estimated training pieces of a text set; 0 where the task does not count them. */
export function piecesOf(measures: Measures, task: Task): number {
  if (task.pieces === undefined) return 0;
  return Math.ceil(measures.textBytes / task.pieces.bytesPerToken / task.pieces.tokens);
}

/** The threshold of a limit for a task. */
export function thresholdOf(limit: Limit, task: Task): number {
  if (limit.from === 'task.minimum') return task.minimum;
  if (limit.from === 'task.recommended') return task.recommended[0];
  return limit.value ?? 0;
}

/** Gates that speak about this data set. */
export function appliesTo(gate: Gate, task: Task, kind: Measures['kind']): boolean {
  const { labelled, tasks, kinds } = gate.applies;
  if (tasks !== undefined && !tasks.includes(task.id)) return false;
  if (kinds !== undefined && kind !== null && kinds.includes(kind)) return true;
  return labelled === undefined || labelled === task.labelled;
}
