import type { Decision } from '../../advise/decision.ts';
import { indented } from '../../reporters/layout.ts';
import { visible } from '../../reporters/visible.ts';

/** The decision for a terminal: the end of the path, the path, what would change it, the next steps. */
export function decisionPage(d: Decision, changed: readonly string[] | undefined, columns: number): string {
  // A terminal that does not know its width says 0.
  const wide = Math.min(columns > 0 ? Math.max(columns, 40) : 100, 100);
  const block = (text: string): readonly string[] => indented(visible(text), wide, 2);
  const named = d.sources.length >= d.leastSources ? '' : ` (${d.leastSources} are asked for)`;
  const lines = [
    `Decision: ${d.decision.title}`,
    ...block(d.decision.what),
    ...d.against.flatMap((one) => block(`Against the file: ${one}`)),
    '',
    'Path',
    ...d.path.flatMap(({ ask, label, by, reason, because }) =>
      block(`${ask} ${label}${by === 'person' ? '' : ` (${by})`}: ${reason ?? because}`),
    ),
    '',
    'What would change it',
    ...(d.changes.length === 0
      ? ['  no single answer would']
      : d.changes.flatMap((c) => block(`"${c.ask}" ${c.label}: ${c.leads}`))),
    '',
    `Sources of data: ${d.sources.length === 0 ? 'none named' : visible(d.sources.map((s) => s.name).join(', '))}${named}`,
    ...(d.risks.length === 0 ? [] : ['', 'Risks', ...d.risks.flatMap(block)]),
    ...(d.review === undefined ? [] : ['', `Review by hand: ${d.review.line}`]),
    '',
    'Next',
    ...d.next.flatMap((step, i) => [...block(`${i + 1}. ${step.do}`), `     ${visible(step.run)}`]),
  ];
  if (changed !== undefined)
    lines.push(
      '',
      'Changed since the earlier record',
      ...(changed.length === 0 ? ['  nothing'] : changed.flatMap(block)),
    );
  return `${lines.join('\n')}\n`;
}
