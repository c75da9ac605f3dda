import type { Guide } from '../../../plan/guide.ts';
import type { PlanReport } from '../../../plan/plan-report.ts';
import { withMark } from '../../../core/written.ts';
import { visible } from '../../../reporters/visible.ts';
import { guideTable, modelTable, sideBySide, type Table, timeTables } from './tables.ts';
import { dataLines, recommendationLines, settingsLine } from './sections.ts';

/** A cell of a Markdown table: a bar or a line end would break the row. */
const cell = (text: string): string => visible(text).replaceAll('|', '\\|').trim();

function tableLines({ title, head, rows }: Table): readonly string[] {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  return [
    `## ${visible(title)}`,
    '',
    line(head),
    line(head.map((_, i) => (i === 0 ? '---' : '--:'))),
    ...rows.map(line),
    '',
  ];
}

/** What a page begins with: by it an earlier plan is known. */
export const PLAN_HEADING = '# Plan: ';

/** The plan as a Markdown page, with a mark at its end that tells whether somebody has edited it. */
export function planMarkdown(plan: PlanReport, guide: Guide): string {
  const { models, data, recommendations, notes, version } = plan;
  const item = (text: string): string => `- ${visible(text)}`;
  const lines = [
    `${PLAN_HEADING}${models.map(({ title }) => visible(title)).join(', ')}`,
    '',
    `${visible(settingsLine(plan))} (ftlint ${version})`,
    '',
    ...(models.length > 1 ? tableLines(sideBySide(models)) : []),
    ...models.flatMap((model) => tableLines(modelTable(model, recommendations.length > 0))),
    ...tableLines(guideTable(guide, models[0])),
  ];
  if (data !== undefined)
    lines.push('## Data', '', ...dataLines(data, plan).map(item), '', ...timeTables(plan).flatMap(tableLines));
  if (recommendations.length > 0) {
    const all = recommendations.flatMap((one) => recommendationLines(one, models.length > 1, plan.settings));
    lines.push('## Recommendation', '', ...all.map(item), '');
  }
  lines.push('## Notes', '', ...notes.map(item), '');
  return withMark(lines.join('\n'));
}
