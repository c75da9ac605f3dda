import { summary } from '../stats/lengths.ts';
import type { LabelTable, Measures } from '../core/measures.ts';
import { LABEL_CAP } from '../core/measures.ts';
import type { MeasuresReport } from '../core/report.ts';

/** Measures under the names that the machine report promises. */
export function measuresReport(m: Measures, labelled: boolean): MeasuresReport {
  const table = m.labels ?? (labelled ? m.outputs : undefined);
  const { input, output } = m.lengths;
  return {
    records: m.records,
    invalid: m.invalid,
    unfit: m.unfit,
    blankLines: m.blankLines,
    empty: m.empty,
    usable: m.usable,
    duplicates: m.duplicates,
    conflicts: m.conflicts,
    ...(table === undefined ? {} : { labels: labelsReport(table) }),
    ...(m.turns === undefined
      ? {}
      : {
          roles: Object.fromEntries([...m.roles].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))),
          turns: { ...summary(m.turns), oneTurn: m.oneTurn },
        }),
    lengths: {
      ...(input.count === 0 ? {} : { input: summary(input) }),
      ...(output.count === 0 ? {} : { output: summary(output) }),
    },
  };
}

function labelsReport({ entries, distinct, cut, missing, none }: LabelTable): NonNullable<MeasuresReport['labels']> {
  const counts = entries.slice(0, LABEL_CAP).map(({ text, count }) => [text, count] as const);
  const max = counts[0]?.[1] ?? 0;
  const min = counts.at(-1)?.[1] ?? 0;
  return {
    count: distinct,
    min,
    max,
    ratio: min === 0 ? 0 : Math.round((max / min) * 1000) / 1000,
    missing,
    ...(none === 0 ? {} : { none }),
    counts,
    cut,
  };
}
