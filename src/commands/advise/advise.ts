import { resolve } from 'node:path';
import type { Said } from '../../advise/asking.ts';
import { decide } from '../../advise/decision.ts';
import { changedSince } from '../../advise/record-read.ts';
import { decisionRecord } from '../../advise/record.ts';
import { type Domain, type SourceBook, sourceOf } from '../../advise/source-types.ts';
import type { Answers } from '../../advise/tree-types.ts';
import { FtlintError } from '../../core/error.ts';
import type { Task } from '../../core/gate-types.ts';
import { grouped } from '../../reporters/numbers.ts';
import { visible } from '../../reporters/visible.ts';
import { loadData } from '../../run/data.ts';
import { resolveTask } from '../../tasks/resolve.ts';
import { version } from '../../version.ts';
import type { Runner } from '../check.ts';
import { guardForeign, guardInputs, writeReport } from '../destinations.ts';
import type { Io } from '../io.ts';
import { shellWord } from '../nearby.ts';
import type { Parsed } from '../parse.ts';
import { suggestion } from '../suggest.ts';
import { decisionTree, sourceBook } from './data.ts';
import { decided } from './decided.ts';
import { measure } from './measure.ts';
import { decisionPage } from './page.ts';
import { refuseEdited } from '../refuse-edited.ts';
import { onlyReview, reviewPrinted } from './read-review.ts';
import { refuseOther } from './refuse.ts';
import { filesText } from './resume.ts';
import { givenBy } from './said.ts';

function domainOf(id: string | null | undefined, { domains }: SourceBook): Domain | undefined {
  if (id === null || id === undefined) return undefined;
  const domain = domains.find((one) => one.id === id);
  if (domain !== undefined) return domain;
  throw new FtlintError(
    'advise',
    `unknown domain "${id}"`,
    suggestion(
      id,
      domains.map((one) => one.id),
      'domains',
    ),
  );
}

/** Where the person says otherwise than the file: the person decides, and the decision says so. */
function contradictions(said: Answers, measured: Answers): readonly string[] {
  return Object.entries(measured).flatMap(([id, { choice, reason }]) =>
    said[id] === undefined || said[id].choice === choice
      ? []
      : [`${id} was answered ${said[id].choice}, and the file says ${choice}: ${reason}.`],
  );
}

const needsOf = ({ minimum, recommended: [low, high], unit }: Task): string =>
  `needs ${grouped(minimum)}, better ${grouped(low)}–${grouped(high)} ${unit.other}`;

const inOneLine = (text: string | undefined): string | undefined => text && visible(text);

/** Refuses to put the record where something else stands. The earlier record may be replaced: it is the same document, brought up to date. */
async function guardRecord(out: string, files: readonly string[], { values }: Parsed, cwd: string): Promise<void> {
  const reads = ['answers', 'review'].flatMap((name) => values.get(name) ?? []);
  await guardInputs([{ reporter: 'record', path: out }], [...files, ...reads], cwd);
  await guardForeign(out, '# Decision: ', cwd);
  const earlier = values.get('record')?.[0];
  // What was read is not lost.
  if (earlier !== undefined && resolve(cwd, earlier) === resolve(cwd, out)) return;
  const hint = `take its answers and ticks over with --record ${out}, or give another path`;
  await refuseEdited(out, 'a decision record that was edited by hand', hint, cwd);
}

/** `ftlint advise`: answers from flags, files, data and the person; the decision and its record. */
export async function adviseCommand(parsed: Parsed, io: Io, runner?: Runner): Promise<number> {
  const { values, switches } = parsed;
  const [tree, book] = await Promise.all([decisionTree(), sourceBook()]);
  const { tasks } = loadData();
  const files = [
    ...parsed.positionals,
    ...parsed.literal,
    ...(values.get('train') ?? []),
    ...(values.get('eval') ?? []),
  ];
  const out = values.get('out')?.[0];
  const written = out === '-' ? undefined : out;
  if (written !== undefined) await guardRecord(written, files, parsed, io.cwd);
  const given = await givenBy(parsed, tree, io);
  domainOf(given.domain, book);
  if (given.review !== undefined && onlyReview(parsed) && io.terminal?.() === undefined) {
    await io.stdout.write(reviewPrinted(given.review, parsed));
    return 0;
  }
  const named = resolveTask(given.task, tasks);
  const data = files.length === 0 ? undefined : await measure(parsed, named, tasks, runner, io);
  if (given.review !== undefined && data !== undefined) refuseOther(given.review, data.measured.files, io.cwd);
  const start: Said = {
    title: given.title,
    task: (data?.task ?? named)?.id,
    domain: given.domain,
    sources: given.sources.length > 0 ? given.sources : undefined,
    answers: { ...given.earlier?.answers, ...data?.answers, ...given.answers },
    left: false,
    why: undefined,
  };
  const known = written ?? values.get('record')?.[0];
  const { said, task, steps, leaf } = await decided(start, { tree, book, tasks }, parsed, io);
  const decision = decide(tree, book, said.answers, steps, leaf, {
    title: said.title ?? undefined,
    task: { id: task.id, title: task.title, needs: needsOf(task), source: task.evidence.source },
    domain: domainOf(said.domain, book),
    sources: (said.sources ?? []).map((typed) => sourceOf(typed, book)),
    files: inOneLine(filesText(parsed)),
    file: inOneLine(files[0] && shellWord(files[0])),
    record: inOneLine(known && shellWord(known)),
    measured: data?.measured,
    against: contradictions(given.answers, data?.answers ?? {}),
    review: given.review,
    notes: given.earlier?.notes,
    earlier: given.earlier?.sections,
    day: io.today(),
    version,
  });
  const changed = given.earlier && changedSince(given.earlier, decision);
  const record = decisionRecord(decision);
  if (written !== undefined) {
    await writeReport(written, io.cwd, [record]);
    await io.stderr.write(`ftlint: the record is in ${visible(written)}\n`);
  }
  if (out === '-') await io.stdout.write(record);
  else if (switches.has('json'))
    await io.stdout.write(`${JSON.stringify({ ...decision, ...(changed && { changed }) }, null, 2)}\n`);
  else await io.stdout.write(decisionPage(decision, changed, io.stdout.columns ?? 100));
  return 0;
}
