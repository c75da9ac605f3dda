import { type Grouped, measure } from '../core/measure.ts';
import type { Measures } from '../core/measures.ts';
import { LEAK } from '../core/readings.ts';
import type { DatasetReport, GateReport, TaskReport, Verdict } from '../core/report.ts';
import { type Guess, inferTask, viewFails } from '../tasks/infer.ts';
import type { Case, Judged } from './case.ts';
import { worstOf } from './exit-code.ts';
import { sortFindings } from './findings.ts';
import { distanceOf, judgeAs, measureAll } from './judge-as.ts';
import { measuresReport } from './measures-report.ts';
import { notChecked } from './not-checked.ts';
import { withTargetMinimum } from './targets/minimum-beside.ts';
import { disagreement, notUnderstood } from './unclear.ts';

/** The report of one data set: task, measures, gates, findings, verdict. Pure. */
export function judgeDataset(c: Case): DatasetReport {
  const { grouped } = c;
  const raw = measureAll(c, grouped, undefined);
  const main = raw.get('train') ?? [...raw.values()][0];
  const guesses = main === undefined ? [] : inferTask(main, c.seen, c.tasks);
  const misfit = c.given === undefined || main === undefined ? undefined : viewFails(c.given, main, c.seen);
  const unclear = [...c.broken, ...notUnderstood(main, c)];
  if (misfit !== undefined) unclear.push(misfitReason(c, misfit, guesses));
  // A task that cannot be a view of the records is not judged: its numbers would mislead.
  const candidates =
    c.given === undefined ? guesses : misfit === undefined ? [{ id: c.given.id, why: 'given by --task' }] : [];
  const judged = candidates.map((guess) =>
    judgeAs(
      c,
      grouped,
      c.tasks.find((t) => t.id === guess.id),
    ),
  );
  if (judged.length === 0 && unclear.length === 0)
    unclear.push('no task can be told from the records: name it with --task');
  const split = disagreement(candidates, judged, c);
  if (split !== undefined && unclear.length === 0) unclear.push(split);
  const best = judged[0] ?? judgeAs(c, grouped, undefined);
  const splits = best.splits;
  const targets = c.destinations?.judge(splits, c) ?? [];
  const reports = targets.map(({ report }) => report);
  const own: Verdict = unclear.length > 0 ? 'cannot-tell' : best.verdict;
  const verdict = worstOf([own, ...reports.map(({ verdict: one }) => one)]);
  const trained = splits.get('train') ?? [...splits.values()][0];
  const overlap = [...splits].flatMap(([name, m]) =>
    m.overlap === undefined || !splits.has('train') ? [] : [[name, m.overlap] as const],
  );
  return {
    name: c.name,
    files: c.files,
    format: formatReport(c, main),
    task: taskReport(c, candidates, judged),
    measures: {
      ...measuresReport(trained ?? emptyMeasures(c, grouped), best.task.labelled),
      ...(overlap.length === 0 ? {} : { overlap: Object.fromEntries(overlap) }),
    },
    splits: Object.fromEntries(
      [...splits].filter(([, m]) => m !== trained).map(([name, m]) => [name, measuresReport(m, best.task.labelled)]),
    ),
    gates: best.gates.map((gate) => withTargetMinimum(withNeighbour(gate.report, c), reports)),
    findings: sortFindings([...best.findings, ...targets.flatMap(({ findings }) => findings)]),
    targets: reports,
    verdict,
    unclear,
    // What would make an unknown thing ready is not known either.
    distance: [
      ...(split === undefined && unclear.length > 0 ? [] : distanceOf(best, c)),
      ...targets.flatMap(({ distance }) => distance),
    ],
    notChecked: notChecked(c, splits, reports),
  };
}

function emptyMeasures(c: Case, grouped: Grouped): Measures {
  return measure(c.state, grouped, 'train', 0, false);
}

/** Where no evaluation split was given, the line of the verdict names one that lies beside the file, or is declared and gone. */
function withNeighbour(report: GateReport, { beside: [beside], absent }: Case): GateReport {
  if (report.id !== LEAK || report.status !== 'skip') return report;
  const more = beside === undefined ? absent : [`${beside} lies beside it: --eval ${beside}`];
  return { ...report, against: [report.against, ...more].join('; ') };
}

/** Why the task that was asked for cannot be read from these records, and which one can. */
function misfitReason(c: Case, misfit: string, guesses: readonly Guess[]): string {
  const other = guesses.find(({ id }) => id !== c.given?.id);
  return `--task ${c.given?.id}: ${misfit}${other === undefined ? '' : `; they read as --task ${other.id} (${other.why})`}`;
}

function taskReport(c: Case, candidates: readonly Guess[], judged: readonly Judged[]): TaskReport {
  return {
    id: candidates[0]?.id ?? c.given?.id ?? null,
    given: c.given !== undefined,
    why: candidates[0]?.why ?? (c.given === undefined ? 'not to be told from the records' : 'given by --task'),
    candidates: candidates.map(({ id, why }, i) => ({
      id,
      why,
      verdict: judged[i].verdict,
      short: distanceOf(judged[i], c)[0] ?? '',
    })),
  };
}

function formatReport(c: Case, main: Measures | undefined): DatasetReport['format'] {
  const formats = [...(main?.formats ?? [])].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  const [first, ...others] = formats;
  const { keys: _keys, ...fields } = c.seen.fields;
  return {
    id: first?.[0] ?? c.seen.format,
    fields,
    records: first?.[1] ?? 0,
    others: others.map(([id, records]) => ({ id, records })),
  };
}
