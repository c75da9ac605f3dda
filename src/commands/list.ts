import { cells, indented, pad } from '../reporters/layout.ts';
import { grouped } from '../reporters/numbers.ts';
import { dataItems, type Kind, ownItems, rulePages } from './catalogue.ts';
import type { RuleMeta } from '../core/rule-types.ts';
import type { Target } from '../core/target-types.ts';
import type { Io } from './io.ts';
import { TARGET_HEADS, targetCells } from './target-row.ts';
import { targetRuleRows } from './target-rule-rows.ts';

/** One line of a list, and the same for programs. */
interface Row {
  readonly cells: readonly string[];
  readonly json: Readonly<Record<string, unknown>>;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Share of the hits judged by eye that were right; a rule about structure is not a matter of judgement. */
function shareRight(precision: RuleMeta['precision']): string {
  if (precision === undefined) return '–';
  return `${Math.round((precision.right / precision.judged) * 100)} % of ${precision.judged}`;
}

async function ruleRows(): Promise<readonly Row[]> {
  const { rules } = await import('../../rules/index.ts');
  const paged = new Set((await rulePages()).map((p) => p.id));
  const { TEMPLATE_METAS } = await import('../templates/metas.ts');
  const metas: readonly RuleMeta[] = [...rules.map(({ meta }) => meta), ...Object.values(TEMPLATE_METAS)];
  const own = metas.map((meta) => {
    const { id, group, severity, since, stage, fix, kinds, silentIn, title, evidence, precision } = meta;
    const json = {
      id,
      group,
      severity,
      since,
      stage,
      fix,
      title: title.other,
      evidence,
      page: paged.has(id),
      ...(precision && { precision }),
      ...(kinds && { kinds }),
      ...(silentIn && { silentIn }),
    };
    return { cells: [id, severity, stage, fix, evidence.class, shareRight(precision)], json };
  });
  return [...own, ...(await targetRuleRows(paged))];
}

function taskRow(id: string, data: Readonly<Record<string, unknown>>): Row {
  const [low, high] = Array.isArray(data['recommended']) ? data['recommended'].map(Number) : [];
  const unit = data['unit'] as { readonly other?: unknown } | string | undefined;
  const word = typeof unit === 'string' ? unit : text(unit?.other);
  const needs = `needs ${grouped(Number(data['minimum']))}`;
  const better = low === undefined ? '' : `better ${grouped(low)}–${grouped(high)} ${word}`;
  return { cells: [id, needs, better, text(data['note'])], json: data };
}

/** Thresholds of a gate as it holds them, mildest first: "warn above 3 (sentiment) · fail above 10 (sentiment)". */
function limitsOf(data: Readonly<Record<string, unknown>>): string {
  const limits = Array.isArray(data['limits']) ? (data['limits'] as readonly Readonly<Record<string, unknown>>[]) : [];
  const share = data['unit'] === 'share';
  return limits
    .map(({ level, when, value, from, each, tasks }) => {
      const number =
        typeof value === 'number'
          ? share
            ? `${value * 100} %`
            : grouped(value)
          : text(from).replace('task.', 'the task’s ');
      const only = Array.isArray(tasks) ? ` (${tasks.join(', ')})` : '';
      return `${text(level)} ${text(when)} ${number}${each === undefined ? '' : ` a ${text(each)}`}${only}`;
    })
    .join(' · ');
}

/** What the columns of a list are called, where that is not plain. */
const HEADS: Partial<Record<Kind, readonly string[]>> = {
  rule: ['rule', 'severity', 'stage', 'fix', 'evidence', 'right'],
  target: TARGET_HEADS,
};

async function rowsOf(kind: Kind, ownFolder: string | undefined, cwd: string): Promise<readonly Row[]> {
  if (kind === 'rule') return ruleRows();
  const own = kind === 'target' ? await ownItems(ownFolder, cwd) : [];
  const shipped = (await dataItems(kind)).filter(({ id }) => !own.some((item) => item.id === id));
  return [...own, ...shipped].map(({ id, data = {} }) => {
    if (kind === 'task') return taskRow(id, data);
    const { $schema: _, ...json } = data;
    if (kind === 'target') return { cells: targetCells(data as unknown as Target), json };
    return {
      cells: kind === 'gate' ? [id, text(data['title']), limitsOf(data)] : [id, text(data['title'])],
      json: { id, ...json },
    };
  });
}

/** `ftlint rules|tasks|formats|gates|targets`: what is known, as columns or as one JSON array. `rulesDir`: a folder with targets of the person's own, listed first. */
export async function listCommand(kind: Kind, asJson: boolean, io: Io, rulesDir?: string): Promise<number> {
  const rows = await rowsOf(kind, rulesDir, io.cwd);
  if (asJson) {
    await io.stdout.write(
      `${JSON.stringify(
        rows.map((row) => row.json),
        null,
        2,
      )}\n`,
    );
    return 0;
  }
  const columns = Math.min(120, io.stdout.columns ?? 80);
  const head = HEADS[kind];
  const table = [...(head === undefined ? [] : [{ cells: head }]), ...rows];
  const widths = (table[0]?.cells ?? []).map((_, i) => Math.max(...table.map((row) => cells(row.cells[i]))));
  for (const row of table) {
    const fixed = row.cells
      .slice(0, -1)
      .map((cell, i) => pad(cell, widths[i]))
      .join('  ');
    const last = row.cells.at(-1) ?? '';
    const left = cells(fixed) + 2;
    const beside = `${fixed}  ${last}`;
    const lines =
      cells(beside) <= columns
        ? [beside]
        : columns - left >= 24
          ? indented(last, columns, left).map((l, i) => (i === 0 ? fixed + l.slice(cells(fixed)) : l))
          : [fixed, ...(last === '–' ? [] : indented(last, columns, 4))];
    await io.stdout.write(`${lines.map((line) => line.trimEnd()).join('\n')}\n`);
  }
  return 0;
}
