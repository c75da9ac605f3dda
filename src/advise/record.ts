import { withMark } from '../core/written.ts';
import type { Decision, EarlierSections, PathStep } from './decision.ts';
import { asOf, SECTIONS } from './earlier-sections.ts';
import { notesSection } from './notes.ts';
import { dataSection, sourceSection } from './record-data.ts';

/** Stands around commands. */
export const FENCE = '```';

const BY = { person: 'answered', file: 'measured', record: 'from the earlier record' } as const;

function* steps(path: readonly PathStep[]): Generator<string> {
  for (const [i, { question, ask, choice, label, because, by, reason, note, sources }] of path.entries()) {
    yield `${i + 1}. **${ask}** ${label} (\`${question}=${choice}\`, ${BY[by]})`;
    yield `   Reason: ${reason ?? because}.`;
    if (note !== undefined) yield `   Note: ${note}`;
    yield `   Source: ${sources.join('; ')}.`;
  }
}

function section(title: string, lines: Iterable<string>, none?: string): readonly string[] {
  const all = [...lines];
  const body = all.length === 0 && none !== undefined ? [none] : all;
  return body.length === 0 ? [] : ['', `## ${title}`, '', ...body];
}

const notReviewed = (earlier: EarlierSections | undefined): readonly string[] =>
  earlier?.review === undefined
    ? ['Not done. `ftlint review` draws a sample to read; `ftlint advise --review` reads it back.']
    : asOf(earlier.review, earlier.day);

/** The decision record as Markdown. What stands in it as `key=value` between backticks, and the ticked sources, can be read back. */
export function decisionRecord(d: Decision): string {
  const { task, domain, review, measured, earlier } = d;
  const lines = [
    `# Decision: ${d.decision.title}`,
    '',
    `- What: ${d.title ?? '(not said)'}`,
    `- Task: ${task.title} (\`task=${task.id}\`), ${task.needs} (${task.source})`,
    `- Domain: ${domain === undefined ? '(not said)' : `${domain.title} (\`domain=${domain.id}\`)`}`,
    `- Date: ${d.day}, ftlint ${d.version} (\`decision=${d.decision.id}\`)`,
    ...section('Decision', [
      `**${d.decision.title}.** ${d.decision.what}`,
      ...d.against.flatMap((one) => ['', `**Against the file:** ${one}`]),
    ]),
    ...section('Path and reasons', steps(d.path)),
    ...section(
      'What each method is for',
      d.criteria.map(({ method, fits, evidence }) => `- ${method}: ${fits} (${evidence.source}).`),
    ),
    ...section(
      'What would change it',
      d.changes.map(({ ask, label, leads }) => `- "${ask}" ${label}: ${leads}.`),
      'No single answer would.',
    ),
    ...section(
      'Alternatives postponed',
      d.postponed.map(({ title, because }) => `- ${title}: not yet, because ${because}.`),
    ),
    ...section(
      'Alternatives rejected',
      d.rejected.map(({ title, because }) => `- ${title}: ${because}.`),
    ),
    ...section('Data sources', sourceSection(d)),
    ...section(
      SECTIONS.data.title,
      measured === undefined && earlier?.data !== undefined ? asOf(earlier.data, earlier.day) : dataSection(measured),
    ),
    ...section(
      'Risks',
      d.risks.map((risk) => `- ${risk}`),
      'None was found.',
    ),
    ...section(SECTIONS.review.title, [
      ...(review === undefined
        ? notReviewed(earlier)
        : [
            `${review.of}: ${review.line}. Read by: ${review.by ?? '(not said)'}. (\`review.read=${review.read}\`, \`review.rejected=${review.rejected}\`)`,
          ]),
      ...(review === undefined || review.notes.length === 0 ? [] : ['']),
      ...(review?.notes ?? []).map(({ place, says, note }) => `- ${place}, ${says}: ${note}`),
    ]),
    ...section(
      SECTIONS.gates.title,
      measured === undefined && earlier?.gates !== undefined
        ? asOf(earlier.gates, earlier.day)
        : (measured?.gates ?? []).map(
            (g) => `- ${g.status}: ${g.title}, ${g.shown} (${g.against}) \`gate.${g.id}=${g.status}\``,
          ),
      'No data was read.',
    ),
    ...section(
      'Next steps',
      d.next.map((step, i) => `${i + 1}. ${step.do}\n\n   ${FENCE}\n   ${step.run}\n   ${FENCE}`),
    ),
    ...section('Answered, and not on the path', d.unused.length === 0 ? [] : [`${d.unused.join(', ')}.`]),
    '',
    notesSection(d.notes),
  ];
  return withMark(lines.join('\n'));
}
