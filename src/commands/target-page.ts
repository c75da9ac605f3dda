import { FATES, type Target, type TargetCheck, type TargetEvidence, type TargetShape } from '../core/target-types.ts';
import { grouped } from '../reporters/numbers.ts';
import { lengthLimit, lifecycleWords, limitValue, POLICY } from './target-words.ts';

/** What becomes of a record, as a clause. */
const FATE: Readonly<Record<NonNullable<TargetCheck['fate']>, string>> = {
  asWritten: 'trains as written',
  changed: 'trains changed',
  truncated: 'loses a part of its answer',
  untrained: 'has nothing left to train on',
  dropped: 'is dropped',
  crash: 'ends the run',
};
const REFUSED = 'has the whole file refused';

const AT: Readonly<Record<NonNullable<TargetCheck['at']>, string>> = {
  upload: ' at the upload',
  job: ' when the job starts',
  load: ' at load',
  tokenise: ' at tokenisation',
  step: ' at the step that reaches it',
};

const DECIDED: Readonly<Record<Target['decided']['by'], string>> = {
  each: 'Every record has a shape of its own.',
  first: 'The first record decides which shape all are read in',
  same: 'All records must have one shape',
};

const TRAINED: Readonly<Record<Target['length']['trained'], string>> = {
  answers: 'the answers',
  all: 'everything',
  'last-answer': 'the last answer',
};

/** Sources are numbered where they are used, and stand once at the end. */
interface Sources {
  /** ` [3]`. */
  mark(evidence: TargetEvidence): string;
  lines(): readonly string[];
}

function createSources(): Sources {
  const lines: string[] = [];
  return {
    mark({ class: kind, source, read, quote: words }) {
      const line = `${source} (${kind}, read ${read})${words === undefined ? '' : `: "${words}"`}`;
      const at = lines.indexOf(line);
      return ` [${at < 0 ? lines.push(line) : at + 1}]`;
    },
    lines: () => lines.map((line, i) => `${i + 1}. ${line}`),
  };
}

/** The target's own words, as code: two backticks where the words hold one. */
function quote(says: string | undefined): string {
  if (says === undefined) return '';
  return says.includes('`') ? `\n  It says: \`\` ${says} \`\`` : `\n  It says: \`${says}\``;
}

/** What becomes of a record, and when. */
interface Outcome {
  readonly fate?: TargetCheck['fate'] | undefined;
  readonly at?: TargetCheck['at'] | undefined;
}

function fateOf(target: Target, { fate, at }: Outcome): string {
  if (fate === undefined) return 'trains as written and gets advice';
  const words = fate === 'crash' && target.place === 'hosted' ? REFUSED : FATE[fate];
  return words + (at === undefined ? '' : AT[at]);
}

const conditions = (all: Readonly<Record<string, unknown>> | undefined): string => {
  const parts = Object.entries(all ?? {}).map(([name, value]) => `\`${name}=${String(value)}\``);
  return parts.length === 0 ? '' : ` (with ${parts.join(', ')})`;
};

/** Options of a check as a person reads them: `fault unknown; roles user, assistant`. */
function optionWords(options: TargetCheck['options']): string {
  const word = (value: unknown): string =>
    Array.isArray(value)
      ? value.map(String).join(', ')
      : typeof value === 'object'
        ? JSON.stringify(value)
        : String(value);
  const parts = Object.entries(options ?? {}).map(([key, value]) =>
    key === 'fault' ? word(value) : `${key} ${word(value)}`,
  );
  return parts.length === 0 ? '' : `: ${parts.join('; ')}`;
}

function shapeLine({ id, fields, turns, learnt }: TargetShape): string {
  const named = Object.values(fields).map(({ keys, required, is }) => {
    const spelt = keys.map((key) => `\`${key}\``).join(' or ');
    return `${spelt} (${is}${required === true ? '' : ', may be absent'})`;
  });
  const roles = Object.entries(turns?.roles ?? {}).map(
    ([role, spellings]) => `${role}${spellings.join() === role ? '' : ` as ${spellings.join(', ')}`}`,
  );
  const spelling =
    turns === undefined
      ? ''
      : `\n  Messages have \`${turns.role.join('` or `')}\` and \`${turns.content.join('` or `')}\`; roles: ${roles.join('; ')}.`;
  return `- \`${id}\`: ${named.join(', ')}. Learnt: ${learnt.join(', ')}.${spelling}`;
}

function lengthLine(target: Target, sources: Sources): string {
  const { length, evidence } = target;
  const most = lengthLimit(target);
  const other = (length.when ?? []).flatMap((one) =>
    one.policy === undefined ? [] : [`${POLICY[one.policy]}${conditions(one.if)}`],
  );
  const left =
    length.nothingLeft === undefined ? '' : ` A record of whose answer nothing is left ${FATE[length.nothingLeft]}.`;
  const overhead = [
    ...(length.perMessage === undefined ? [] : [`${length.perMessage} tokens are added for each message`]),
    ...(length.perRecord === undefined ? [] : [`${length.perRecord} for each record`]),
  ].join(', ');
  const limit = most === null ? 'No limit is known' : `A ${length.of} may have ${most}`;
  return [
    `${limit}; what is longer: ${[POLICY[length.policy], ...other].join('; ')}.${left}`,
    ` The loss sees ${TRAINED[length.trained]}.${overhead === '' ? '' : ` ${overhead}.`}`,
    sources.mark(length.evidence ?? evidence),
    quote(length.says),
  ].join('');
}

/** Checks by what becomes of a record that they report, worst first. */
function byOutcome(target: Target): readonly (readonly [outcome: string, checks: readonly TargetCheck[]])[] {
  const rank = ({ fate }: TargetCheck): number => (fate === undefined ? -1 : FATES.indexOf(fate));
  const sorted = target.checks.toSorted((a, b) => rank(b) - rank(a));
  const outcomes = [...new Set(sorted.map((check) => fateOf(target, check)))];
  return outcomes.map((outcome) => [outcome, sorted.filter((check) => fateOf(target, check) === outcome)]);
}

function* sections(target: Target, sources: Sources): Generator<readonly [title: string, lines: readonly string[]]> {
  const { lifecycle, evidence, decided, unread } = target;
  const mark = (own: TargetEvidence | undefined): string => sources.mark(own ?? evidence);
  const note = lifecycle.note === undefined ? '' : ` ${lifecycle.note}`;
  yield ['Lifecycle', [`${lifecycleWords(lifecycle)}.${note}${mark(lifecycle.evidence)}`]];
  yield [
    'Parameters',
    Object.entries(target.parameters ?? {}).map(([name, p]) => {
      const usual = typeof p.default === 'number' ? grouped(p.default) : String(p.default);
      const keys = p.keys === undefined ? '' : ` In run files: ${p.keys.map((key) => `\`${key}\``).join(', ')}.`;
      const choices = p.choices === undefined ? '' : `; one of ${p.choices.join(', ')}`;
      return `- \`${name}\` (${p.type}${p.unit === undefined ? '' : `, ${p.unit}`}, default ${usual}${choices}): ${p.what}${keys}${mark(p.evidence)}`;
    }),
  ];
  const mixed =
    decided.by === 'each'
      ? ''
      : `; one of another shape ${fateOf(target, decided)}.${mark(decided.evidence)}${quote(decided.says)}`;
  const none = `A record that has none of them ${fateOf(target, unread)}.${mark(unread.evidence)}${quote(unread.says)}`;
  yield ['What it reads', [...target.shapes.map(shapeLine), '', `${DECIDED[decided.by]}${mixed}`, '', none]];
  yield ['Length', [lengthLine(target, sources)]];
  yield [
    'Limits of the set',
    target.limits.map((limit) => {
      const level = limit.level === 'fail' ? 'fails' : 'warns';
      return `- \`${limit.id}\` ${level} ${limit.when} ${limitValue(target, limit)}${conditions(limit.if)}${mark(limit.evidence)}${quote(limit.says)}`;
    }),
  ];
  for (const [outcome, checks] of byOutcome(target)) {
    const lines = checks.map((check) => {
      const shapes = check.shapes === undefined ? '' : ` (shape ${check.shapes.join(', ')})`;
      return `- \`${check.rule}\`${optionWords(check.options)}${shapes}${conditions(check.if)}${mark(check.evidence)}${quote(check.says)}`;
    });
    yield [`A record ${outcome} where it fails`, lines];
  }
  yield [
    'Files',
    target.files.map((file) => `- ${file.message} (${file.level})${mark(file.evidence)}${quote(file.says)}`),
  ];
  yield ['Good to know', (target.notes ?? []).map((line) => `- ${line}`)];
}

/** The page of a target, made of its data: every limit, check and parameter, with its source, in the target's own words where they are known. */
export function targetPage(target: Target): string {
  const sources = createSources();
  const names = target.names.length === 0 ? '' : `, also called ${target.names.join(', ')}`;
  const lines = [
    `# ${target.title}`,
    '',
    `target \`${target.id}\`${names}: \`ftlint check <file> --for ${target.id}\``,
  ];
  for (const [title, own] of sections(target, sources)) if (own.length > 0) lines.push('', `## ${title}`, '', ...own);
  return `${[...lines, '', '## Sources', '', ...sources.lines()].join('\n')}\n`;
}
