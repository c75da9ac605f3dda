import type { Task } from '../core/gate-types.ts';
import type { DatasetReport } from '../core/report.ts';
import { grouped } from '../core/template.ts';
import type { Facts } from './facts-rule.ts';
import type { Answers } from './tree-types.ts';

/** What a check of the data says, as far as a decision needs it. */
export interface Measured {
  readonly files: readonly string[];
  readonly verdict: string;
  /** Records of the training split, and those of them that are usable. */
  readonly records: number;
  readonly usable: number;
  /** Records of all other splits, and those whose input is also in the training split. */
  readonly evaluation: number;
  readonly overlapping: number;
  /** Sampled answers, and those with a number or name that is not in their prompt; undefined: not measured. */
  readonly facts: Facts | undefined;
  readonly gates: readonly {
    readonly id: string;
    readonly status: string;
    readonly title: string;
    readonly shown: string;
    readonly against: string;
  }[];
  readonly risks: readonly string[];
}

/** Shares of a split that are also in train: rules/gates/leak.share.json says how much is tolerated. */
const overlapText = (evaluation: number, overlapping: number): string =>
  overlapping === 0
    ? 'none of them in train'
    : `${grouped(overlapping)} of them (${((overlapping / evaluation) * 100).toFixed(1)} %) also in train and no evidence: take them out`;

/** Reads a check's report: what it measured, and the answers that follow from it. */
export function measuredFrom(
  dataset: DatasetReport,
  task: Task,
  facts: Facts | undefined,
): { readonly measured: Measured; readonly answers: Answers } {
  const { measures, splits, gates } = dataset;
  const evaluation = Object.values(splits).reduce((sum, split) => sum + split.records, 0);
  const overlapping = Object.values(measures.overlap ?? {}).reduce((sum, { normalized }) => sum + normalized, 0);
  const leak = gates.find(({ id }) => id === 'leak.share')?.status;
  const size = gates.find(({ id }) => id === 'samples.minimum');
  const measured: Measured = {
    files: dataset.files.map(({ path }) => path),
    verdict: dataset.verdict,
    records: measures.records,
    usable: measures.usable,
    evaluation,
    overlapping,
    facts,
    gates: gates.map(({ id, status, title, shown, against }) => ({ id, status, title, shown, against })),
    risks: [
      ...(overlapping > 0
        ? [`${grouped(overlapping)} evaluation records are also in train: take them out of train.`]
        : []),
      ...(facts !== undefined && facts.bearing * 2 > facts.sampled
        ? [
            `Most sampled answers (${facts.bearing} of ${facts.sampled}) hold numbers or names that their prompts do not: training on them teaches facts (an estimate, advisory).`,
          ]
        : []),
      ...(dataset.verdict === 'ready' ? [] : [`The check of the data says: ${dataset.verdict.replaceAll('-', ' ')}.`]),
    ],
  };
  const answers: Answers = {
    // No evaluation split among the files is no answer: it may lie elsewhere.
    ...(evaluation > 0 && {
      'eval-set': {
        choice: leak === 'fail' ? 'no' : 'yes',
        by: 'file',
        reason: `${grouped(evaluation)} evaluation records, ${overlapText(evaluation, overlapping)}`,
      },
    }),
    // Where the task is in pieces of text the gate knows better than the number of records.
    ...(size !== undefined &&
      size.status !== 'skip' && {
        'enough-data': {
          choice: size.status === 'fail' ? 'no' : 'yes',
          by: 'file',
          reason: `${size.shown} usable ${task.unit.other}, ${size.against}`,
        },
      }),
  };
  return { measured, answers };
}
