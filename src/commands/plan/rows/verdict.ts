import type { DatasetReport } from '../../../core/report.ts';
import { grouped, render } from '../../../core/template.ts';
import type { Verdict } from '../../../plan/plan-report.ts';
import { type AtPlace, isHosted, type Training } from './training.ts';

/** What became of records that are not read, a clause each, in the words of the check. */
function reasonsOf(training: Training): readonly string[] {
  const { counted, records } = training;
  const { rows, over, policy, limit } = counted;
  const reasons: string[] = [];
  const say = (words: string, n: number): void => {
    if (n > 0) reasons.push(render(words, { n }));
  };
  const at = limit === undefined ? '' : ` of ${grouped(limit)} tokens`;
  const longDropped = policy === 'drop' ? Math.min(over, rows.dropped) : 0;
  const longFailed = policy === 'fail' ? Math.min(over, rows.crash) : 0;
  const ends = isHosted(training) ? '{n} {n?is:are} refused' : '{n} would end the run';
  say(`{n} {n?is:are} longer than the limit${at} and {n?is:are} dropped`, longDropped);
  say('{n} {n?is:are} dropped', rows.dropped - longDropped);
  say(`${ends} for {n?its:their} length, above the limit${at}`, longFailed);
  say(ends, rows.crash - longFailed);
  if (training.at === undefined) say('{n} {n?has:have} no text', records - rows.asWritten);
  return reasons;
}

/** The gate that most records train: a run that loses more of them neither ends nor is refused. */
const KEPT_GATE = 'rows-dropped-by-target';

const withoutQuote = (message: string): string => message.replace(/; its own words: .*$/s, '');

/** What of the set as a whole the place does not take, a clause; undefined where nothing. */
function setRefused({ target }: AtPlace, { findings }: DatasetReport): string | undefined {
  const own = findings.find(
    ({ rule, scope, severity, set }) =>
      set && severity === 'error' && scope === `target:${target.label}` && rule !== KEPT_GATE,
  );
  return own && withoutQuote(own.message);
}

/** That the run ends or the file is refused, with the command that says why; undefined where it trains. */
function stopOf(training: Training, word: string | undefined): string | undefined {
  const { at, dataset, files, counted } = training;
  if (at === undefined) return undefined;
  const refused = setRefused(at, dataset);
  // What ends the run comes first in the check's line.
  const [first] = at.target.line.split('; ');
  const who = isHosted(training) ? 'the file is refused' : 'not as it is';
  const what = counted.rows.crash > 0 ? first : refused && `${who}: ${refused}`;
  return what && `${what}: ftlint check ${files.join(' ')} --for ${word ?? at.target.id} says why`;
}

/** What the check says of the rows at their place. `word`: as `--for` names it. */
export function verdictOf(training: Training, word: string | undefined): Verdict {
  const { at, dataset, counted, records } = training;
  const stops = stopOf(training, word);
  return {
    verdict: at?.target.verdict ?? dataset.verdict,
    records,
    fates: counted.rows,
    ...(stops !== undefined && { stops }),
    ...(at?.target.because !== undefined && { because: at.target.because }),
    reasons: reasonsOf(training),
  };
}
