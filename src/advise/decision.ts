import { grouped } from '../core/template.ts';
import { aimOf, changes, type Change, rejected, type Rejected } from './alternatives.ts';
import type { Measured } from './measured.ts';
import type { ReviewResult } from './review/page/result.ts';
import type { Domain, Source, SourceBook } from './source-types.ts';
import type { Answers, AnsweredBy, Leaf, Tree } from './tree-types.ts';
import type { Step } from './walk.ts';

/** One question of the path as the record shows it. */
export interface PathStep {
  readonly question: string;
  readonly ask: string;
  readonly choice: string;
  readonly label: string;
  readonly because: string;
  readonly by: AnsweredBy;
  /** The person's own reason, or what was measured. */
  readonly reason?: string;
  readonly note?: string;
  readonly sources: readonly string[];
}

/** What an earlier record says of data and review, as it stands there; undefined where it says nothing. */
export interface EarlierSections {
  /** YYYY-MM-DD */
  readonly day: string;
  readonly data: string | undefined;
  readonly gates: string | undefined;
  readonly review: string | undefined;
}

/** What the person said besides the answers. */
export interface Asked {
  readonly title: string | undefined;
  readonly task: { readonly id: string; readonly title: string; readonly needs: string; readonly source: string };
  readonly domain: Domain | undefined;
  readonly sources: readonly Source[];
  /** First file, and all files with their flags, as a shell takes them. */
  readonly file: string | undefined;
  readonly files: string | undefined;
  readonly record: string | undefined;
  readonly measured: Measured | undefined;
  /** Where the person says otherwise than the file, one sentence each. */
  readonly against: readonly string[];
  readonly review: ReviewResult | undefined;
  readonly earlier: EarlierSections | undefined;
  /** What the person wrote into an earlier record. */
  readonly notes: string | undefined;
  readonly day: string;
  readonly version: string;
}

/** Everything that a decision record says; `--json` prints it. */
export interface Decision extends Omit<Asked, 'domain' | 'file' | 'files' | 'record'> {
  readonly domain: { readonly id: string; readonly title: string } | undefined;
  readonly decision: { readonly id: string; readonly title: string; readonly what: string };
  readonly path: readonly PathStep[];
  /** What each method is for, by the guide. */
  readonly criteria: Tree['criteria'];
  readonly changes: readonly Change[];
  readonly rejected: readonly Rejected[];
  /** What the path aims at and cannot reach yet. */
  readonly postponed: readonly Rejected[];
  /** Sources that a decision should name. */
  readonly leastSources: number;
  /** Candidates of the domain that were not confirmed. */
  readonly candidates: Domain['sources'];
  readonly risks: readonly string[];
  readonly next: readonly { readonly do: string; readonly run: string }[];
  /** Questions that were answered and are not on the path. */
  readonly unused: readonly string[];
}

/** A step that reads a record, where none was asked for. */
const UNWRITTEN = ' Before that, write this decision down: the same command with --out decision.md.';

/** Puts a decision together from a path that ended in a leaf. */
export function decide(
  tree: Tree,
  book: SourceBook,
  answers: Answers,
  steps: readonly Step[],
  leaf: Leaf,
  asked: Asked,
): Decision {
  const { domain, sources, file, files, record, ...said } = asked;
  const confirmed = new Set(sources.map(({ id }) => id));
  const walked = new Set(steps.map(({ question }) => question.id));
  const words: Readonly<Record<string, string>> = {
    files: files ?? 'train.jsonl',
    file: file ?? 'train.jsonl',
    task: asked.task.id,
    record: record ?? 'decision.md',
  };
  // In one pass: a name may hold what looks like a place to fill.
  const fill = (run: string): string => run.replace(/\{(\w+)\}/g, (whole, name: string) => words[name] ?? whole);
  const aim = aimOf(steps);
  const left = rejected(tree, steps, leaf);
  const unready = asked.measured !== undefined && asked.measured.verdict !== 'ready';
  const first = aim === undefined ? undefined : leaf.first?.[aim];
  return {
    ...said,
    domain: domain === undefined ? undefined : { id: domain.id, title: domain.title },
    decision: { id: leaf.id, title: leaf.title, what: leaf.what },
    path: steps.map(({ question, choice, answer }) => ({
      question: question.id,
      ask: question.ask,
      choice: choice.id,
      label: choice.label,
      because: choice.because,
      by: answer.by,
      ...(answer.reason !== undefined && { reason: answer.reason }),
      ...(question.note !== undefined && { note: question.note }),
      sources: question.evidence.map(({ source }) => source),
    })),
    criteria: tree.criteria,
    changes: changes(tree, answers, steps, leaf),
    rejected: left.filter((one) => one.leaf !== aim),
    postponed: left.filter((one) => one.leaf === aim),
    sources,
    leastSources: book.evidence.least,
    candidates: domain?.sources.filter(({ id }) => !confirmed.has(id)) ?? [],
    risks: risksOf(steps, asked, book.evidence.least),
    next: [...(first === undefined ? [] : [first]), ...leaf.next].map((step) => ({
      do: `${(unready ? step.checked : undefined) ?? step.do}${record === undefined && step.run.includes('{record}') ? UNWRITTEN : ''}`,
      run: fill(step.run),
    })),
    unused: Object.keys(answers).filter((id) => !walked.has(id)),
  };
}

function risksOf(
  steps: readonly Step[],
  { sources, measured, review, earlier }: Asked,
  least: number,
): readonly string[] {
  const unread = sources.filter((s) => s.kind === 'public' && s.licenceRead === null).map((s) => s.name);
  const own = sources.flatMap((s) => (s.kind === 'collect' ? [`${s.name}: ${s.privacy}.`] : []));
  return [
    ...steps.flatMap(({ choice }) => (choice.risk === undefined ? [] : [choice.risk])),
    ...(sources.length < least
      ? [
          `${sources.length === 0 ? 'No data source is' : `Only ${sources.length} of ${least} data sources are`} named: ${least} are asked for.`,
        ]
      : []),
    ...(unread.length > 0 ? [`The licence must still be read at the source: ${unread.join(', ')}.`] : []),
    ...own,
    ...(measured?.risks ??
      (earlier?.data === undefined ? ['No data was read: size, copies and leakage are not known.'] : [])),
    ...(measured === undefined && review !== undefined
      ? [`The review is of ${review.of}: no file was given, so nobody has seen that it is the data of this decision.`]
      : []),
    ...(review?.total !== undefined && measured !== undefined && review.total !== measured.records
      ? [
          `The review was drawn from ${grouped(review.total)} records, and there are ${grouped(measured.records)} now: it says nothing of what is new.`,
        ]
      : []),
    ...(review === undefined && earlier?.review !== undefined && measured !== undefined
      ? [`The review by hand is of ${earlier.day} or before: read a sample again if the data has changed.`]
      : []),
    ...(review?.risks ?? (earlier?.review === undefined ? ['Nobody has read a sample by hand.'] : [])),
  ];
}
