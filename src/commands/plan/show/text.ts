import type { Guide } from '../../../plan/guide.ts';
import type { ModelPlan, PlanReport } from '../../../plan/plan-report.ts';
import { cells, indented, pad, padLeft } from '../../../reporters/layout.ts';
import { visible } from '../../../reporters/visible.ts';
import { guideTable, modelTable, sideBySide, type Table, timeTables } from './tables.ts';
import { dataLines, recommendationLines, settingsLine } from './sections.ts';
import { rangeWords } from './words.ts';

/** Bars are drawn where a line has this many cells. */
const WIDE = 100;
const BAR = 60;
const MARKS = { weights: '█', gradients: '▓', optimizer: '▒', activations: '░', logits: '·', overhead: '-' } as const;

/** The table turned so that the methods, or the models, are its rows. */
const turned = ({ blocks, head, rows }: Table): readonly (readonly string[])[] =>
  blocks === 'rows' ? [head, ...rows] : head.map((_, i) => [head, ...rows].map((row) => row[i] ?? ''));

/** A table that the screen is too narrow for: a block for each method or model, a line for each of its values. */
function* blockLines(table: Table, columns: number): Generator<string> {
  const [[, ...names], ...blocks] = turned(table);
  const width = Math.max(...names.map(cells));
  for (const [title, ...values] of blocks) {
    yield* indented(title, columns, 2, 2);
    for (const [i, value] of values.entries()) {
      // A name with nothing behind it is the heading of the next lines.
      const line = value === '' ? names[i] : `${pad(names[i], width)}  ${value}`;
      if (cells(line) + 4 <= columns) yield `    ${line}`;
      else yield* indented(`${names[i].trim()}: ${value}`, columns, 4, 2);
    }
  }
}

/** Names of models, files and prices stand in titles and cells, and may hold what a terminal acts on. */
const seen = ({ title, blocks, head, rows }: Table): Table => ({
  title: visible(title),
  blocks,
  head: head.map(visible),
  rows: rows.map((row) => row.map(visible)),
});

function* tableLines(unseen: Table, columns: number): Generator<string> {
  const table = seen(unseen);
  const { title, head, rows } = table;
  const all = [head, ...rows];
  const widths = head.map((_, i) => Math.max(...all.map((row) => cells(row[i] ?? ''))));
  yield* indented(title, columns, 0, 2);
  if (widths.reduce((sum, width) => sum + width + 2, 0) > columns) yield* blockLines(table, columns);
  else
    for (const [first, ...rest] of all)
      yield `  ${pad(first, widths[0])}${rest.map((cell, i) => `  ${padLeft(cell, widths[i + 1])}`).join('')}`;
  yield '';
}

function* bars({ title, methods }: ModelPlan): Generator<string> {
  const most = Math.max(...methods.map(({ memory }) => memory.total));
  const names = Object.entries(MARKS).map(([part, mark]) => `${mark} ${part}`);
  yield `GPU memory of ${visible(title)} by what it holds: ${names.join('  ')}`;
  for (const { title, memory, range } of methods) {
    let drawn = 0;
    let sum = 0;
    const bar = Object.entries(MARKS).map(([part, mark]) => {
      sum += memory[part as keyof typeof MARKS];
      const upTo = Math.round((sum / most) * BAR);
      const piece = mark.repeat(Math.max(0, upTo - drawn));
      drawn = Math.max(drawn, upTo);
      return piece;
    });
    yield `  ${pad(title, 14)} ${pad(bar.join(''), BAR)} ${rangeWords(range)} GB`;
  }
  yield '';
}

/** The plan as a person reads it in a terminal. */
export function planText(plan: PlanReport, guide: Guide, asked: number): string {
  const columns = Math.min(asked, 120);
  const { models, recommendations, data, notes } = plan;
  const lines: string[] = [...indented(visible(settingsLine(plan)), columns, 0), ''];
  if (models.length > 1) lines.push(...tableLines(sideBySide(models), columns));
  else lines.push(...tableLines(modelTable(models[0], recommendations.length > 0), columns));
  if (columns >= WIDE) for (const model of models) lines.push(...bars(model));
  lines.push(...tableLines(guideTable(guide, models[0]), columns));
  if (data !== undefined) {
    lines.push('Data', ...dataLines(data, plan).flatMap((line) => indented(visible(line), columns, 2, 2)), '');
    for (const table of timeTables(plan)) lines.push(...tableLines(table, columns));
  }
  for (const one of recommendations)
    lines.push(
      ...recommendationLines(one, models.length > 1, plan.settings).flatMap((line, i) =>
        indented(visible(line), columns, i === 0 ? 0 : 2, 2),
      ),
    );
  if (recommendations.length > 0) lines.push('');
  lines.push('Notes', ...notes.flatMap((note) => indented(`- ${visible(note)}`, columns, 2, 2)));
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}
