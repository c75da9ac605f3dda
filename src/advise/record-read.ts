import { FtlintError } from '../core/error.ts';
import type { Decision, EarlierSections } from './decision.ts';
import { earlierSections } from './earlier-sections.ts';
import { splitNotes } from './notes.ts';
import { decisionRecord, FENCE } from './record.ts';
import type { Answers, Tree } from './tree-types.ts';

/** What an earlier record says. */
export interface EarlierRecord {
  readonly title: string | undefined;
  readonly task: string | undefined;
  readonly domain: string | undefined;
  /** What a file answers in this run goes before what one had answered. */
  readonly answers: Answers;
  /** Ticked sources, as they are typed. */
  readonly sources: readonly string[];
  /** What the person wrote at its end. */
  readonly notes: string | undefined;
  readonly sections: EarlierSections;
  /** Every `key=value`, for what changed. */
  readonly facts: ReadonlyMap<string, string>;
}

/** `key=value` between backticks. */
const FACT = /`([a-z][a-z.-]*)=([^`\n]*)`/g;

/** Answers, decision, data, gates and review as `key=value`. */
function factsOf(record: string): ReadonlyMap<string, string> {
  const facts = new Map<string, string>();
  let fenced = false;
  for (const line of record.split('\n')) {
    if (line.trim() === FENCE) fenced = !fenced;
    // Commands hold names of files, and candidates what others wrote.
    if (fenced || /^\s*[-*] \[[ xX]\]/.test(line)) continue;
    for (const [, key, value] of line.matchAll(FACT)) facts.set(key, value);
  }
  return facts;
}

function sourcesOf(record: string): readonly string[] {
  return [...record.matchAll(/^\s*[-*] \[[xX]\] (.+)$/gm)].map(
    // A line without the mark was written by hand.
    ([, line]) => /<!-- source: (.+?) -->/.exec(line)?.[1] ?? line.trim(),
  );
}

/** The reason that stands below an answer of the path. */
function reasonOf(record: string, id: string, choice: string): string | undefined {
  const lines = record.split('\n');
  const at = lines.findIndex((line) => line.includes(`\`${id}=${choice}\``));
  return /^\s+Reason: (.+?)\.?$/.exec(lines[at + 1] ?? '')?.[1];
}

/** Reads a record back. Throws FtlintError where it is none. */
export function readRecord(text: string, named: string, tree: Tree): EarlierRecord {
  const { body: record, notes } = splitNotes(text);
  const facts = factsOf(record);
  if (!record.startsWith('# Decision: ') || !facts.has('decision'))
    throw new FtlintError('record', `${named} is no decision record`, 'ftlint advise --out decision.md writes one');
  const answers = tree.questions.flatMap(({ id, choices }) => {
    const choice = facts.get(id);
    if (choice === undefined) return [];
    const reason = reasonOf(record, id, choice);
    // The tree's own words are no reason of the person.
    const own = reason !== undefined && !choices.some(({ because }) => because === reason);
    return [[id, { choice, by: 'record' as const, ...(own && { reason }) }] as const];
  });
  const title = /^- What: (.+)$/m.exec(record)?.[1];
  return {
    title: title === '(not said)' ? undefined : title,
    task: facts.get('task'),
    domain: facts.get('domain'),
    answers: Object.fromEntries(answers),
    sources: sourcesOf(record),
    notes,
    sections: earlierSections(record),
    facts,
  };
}

/** What differs between an earlier record and this decision, one line each. */
export function changedSince(earlier: EarlierRecord, decision: Decision): readonly string[] {
  const record = decisionRecord({ ...decision, notes: undefined });
  const now = factsOf(record);
  const keys = [...new Set([...earlier.facts.keys(), ...now.keys()])];
  const lines = keys.flatMap((key) => {
    const [before, after] = [earlier.facts.get(key), now.get(key)];
    return before === after ? [] : [`${key}: ${before ?? '(none)'} → ${after ?? '(none)'}`];
  });
  const named = (sources: readonly string[]): ReadonlySet<string> =>
    // As a person types a candidate it is its id, and as it is written size and quality stand behind it.
    new Set(sources.map((typed) => typed.split(';')[0].trim()));
  const [before, after] = [named(earlier.sources), named(sourcesOf(record))];
  return [
    ...lines,
    ...[...after].filter((source) => !before.has(source)).map((source) => `source added: ${source}`),
    ...[...before].filter((source) => !after.has(source)).map((source) => `source gone: ${source}`),
  ];
}
