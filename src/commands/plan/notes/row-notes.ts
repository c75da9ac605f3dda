import type { DataPlan, PlanReport } from '../../../plan/plan-report.ts';
import { grouped } from '../../../reporters/numbers.ts';
import type { PlannedRows } from '../rows/data-plan.ts';

/** How the rows were read, and where one's own run reads other tokens than a hosted place, a sentence each. */
export function rowNotes(
  { training, billed, own }: PlannedRows,
  data: DataPlan,
  { settings }: Pick<PlanReport, 'settings'>,
): readonly string[] {
  const { at, assumed, why } = training;
  const notes: string[] = [];
  if (at === undefined)
    notes.push(
      `no place is named, and ${why}: the rows are planned by themselves, input and answer or label as one sequence, as a trainer reads them that is given both; --for <target> says where it is trained (ftlint targets)`,
    );
  else if (assumed)
    notes.push(
      `the rows are read as ${data.target} reads them; --for <target> says where it is trained (ftlint targets)`,
    );
  if (data.hosted) {
    const fewer =
      own.tokens === billed.tokens
        ? ''
        : `, cut at ${grouped(settings.sequence)} tokens: ${grouped(own.tokens)} an epoch`;
    notes.push(
      `${at!.asked.target.id} trains its own models and bills tokens; memory, steps and hours are what training it yourself would take${fewer}`,
    );
  }
  const { steps } = data;
  if (steps.rows > own.rows && !settings.packing)
    notes.push(
      `one step takes ${grouped(steps.rows)} rows (batch ${settings.batch} × accumulation ${settings.accumulation} × ${steps.rows / (settings.batch * settings.accumulation)} cards) and the file has ${grouped(own.rows)}: each epoch is one step, and not full; fewer cards, a smaller --batch or --accumulation would fill it`,
    );
  if (data.error > 0) notes.push(`tokens are estimated, ± ${Math.round(data.error * 100)} %; --tokenizer counts them`);
  return notes;
}
