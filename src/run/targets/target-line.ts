import type { FindingReport } from '../../core/report.ts';
import type { Fate } from '../../core/target-types.ts';
import { grouped, render } from '../../core/template.ts';

const WORDS: readonly (readonly [Fate, string])[] = [
  ['changed', '{n} train changed'],
  ['truncated', '{n} {n?answer is:answers are} cut{at}'],
  ['untrained', '{n} {n?has:have} nothing left to train on'],
  ['dropped', '{n} {n?is:are} dropped'],
];

/**
 * The whole in one line: "287 of 300 rows train as written; 94 answers are cut at 1,024 tokens". What ends the run, or is
 * refused with the whole file, comes first: then nothing trains.
 */
export function targetLine(
  rows: Readonly<Record<Fate, number>>,
  limit: number | null,
  exact: boolean,
  guessed: number,
  hosted: boolean,
  refused: boolean,
): string {
  const total = Object.values(rows).reduce((sum, count) => sum + count, 0);
  const at = limit === null ? '' : ` at ${grouped(limit)} tokens${exact ? '' : ' (estimated)'}`;
  const parts = WORDS.flatMap(([fate, words]) => {
    return rows[fate] === 0 ? [] : [render(words.replace('{at}', at), { n: rows[fate] })];
  });
  if (guessed > 0) parts.push('lengths are estimated');
  const { asWritten, crash } = rows;
  if (crash > 0) {
    const how = hosted ? 'the file is refused for' : 'the run ends at';
    const rest = asWritten === 0 ? [] : [`${grouped(asWritten)} would train as written`];
    return [`${how} ${grouped(crash)} of ${grouped(total)} ${total === 1 ? 'row' : 'rows'}`, ...rest, ...parts].join(
      '; ',
    );
  }
  const own = total === asWritten ? `all ${grouped(total)}` : `${grouped(asWritten)} of ${grouped(total)}`;
  // A set or a file that is not taken trains nothing, whatever its rows are.
  const verb = refused ? 'would train' : total === 1 ? 'trains' : 'train';
  return [`${own} ${total === 1 ? 'row' : 'rows'} ${verb} as written`, ...parts].join('; ');
}

/** What a target changes by itself, a clause each. */
export function changesOf(findings: readonly FindingReport[]): readonly string[] {
  return findings.filter(({ severity }) => severity === 'info').map(({ title }) => title);
}

/** Rules that say of a record that it is written for another place, not that it is wrong. */
const ELSEWHERE: ReadonlySet<string> = new Set([
  'target-shape',
  'target-setting',
  'target-role',
  'target-message-keys',
]);
/** Share of the records from which on it is the way they are written. */
const MOST = 0.9;

/** What has to be mapped for a target, a clause each: where all that it refuses is how most records are written. */
export function needsOf(findings: readonly FindingReport[], records: number): readonly string[] {
  const errors = findings.filter(({ severity, set }) => severity === 'error' && !set);
  const main = errors.filter(({ rule, count }) => ELSEWHERE.has(rule) && count >= records * MOST);
  return main.map(({ title }) => title);
}
