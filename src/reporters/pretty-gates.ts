import type { GateReport } from '../core/report.ts';
import { cells, indented, pad, padLeft, wrap } from './layout.ts';
import { painter, type Style } from './paint.ts';
import type { ReportContext } from './reporter.ts';
import { visible } from './visible.ts';

const STATUS: Readonly<Record<GateReport['status'], { readonly sign: string; readonly style: Style }>> = {
  pass: { sign: '✓', style: 'green' },
  warn: { sign: '!', style: 'yellow' },
  fail: { sign: '✗', style: 'red' },
  skip: { sign: '–', style: 'dim' },
  waived: { sign: '–', style: 'dim' },
};

/** Fewer cells than this make a column of single words. */
const LEAST_COLUMN = 20;

function against(gate: GateReport): string {
  // A gate that says nothing to compare with says why in its message.
  const said = visible(gate.against === '' && gate.status === 'skip' ? gate.message : gate.against);
  if (gate.status !== 'waived') return said;
  const { value, reason } = gate.waived ?? { value: null, reason: null };
  const waived = `waived${value === null ? '' : ` to ${gate.unit === 'share' ? `${Number((value * 100).toPrecision(6))} %` : value}`}${reason === null ? '' : `: ${visible(reason)}`}`;
  return said === '' ? waived : `${said}; ${waived}`;
}

/** One line a gate: sign, what, value, what it is held against, class of the evidence. */
export function gateLines(gates: readonly GateReport[], context: ReportContext): readonly string[] {
  const paint = painter(context.color);
  // That there is no evaluation split is said by the line about leakage.
  const told = gates.filter((g) => g.id !== 'eval.present' || g.status !== 'skip');
  const rows = told.map((g) => ({
    ...STATUS[g.status],
    title: visible(g.title),
    shown: visible(g.shown === '' ? '–' : g.shown),
    against: against(g),
    evidence: g.status === 'skip' ? '' : g.evidence.class,
  }));
  const widest = (of: (row: (typeof rows)[number]) => string): number =>
    Math.max(0, ...rows.map((row) => cells(of(row))));
  const title = widest((row) => row.title);
  const shown = widest((row) => row.shown);
  const evidence = widest((row) => row.evidence);
  const gap = context.columns < 90 ? 2 : 3;
  const left = 4 + title + 2 + shown + gap;
  const room = context.columns - left - gap - evidence;
  const column = Math.min(
    room,
    widest((row) => row.against),
  );
  return rows.flatMap((row) => {
    const sign = paint(row.style, row.sign);
    if (room < LEAST_COLUMN) {
      const fits = 6 + title + shown <= context.columns;
      const head = fits ? `${pad(row.title, title)}  ${padLeft(row.shown, shown)}` : row.title;
      const below = [fits ? '' : row.shown, row.against, row.against === '' ? '' : row.evidence]
        .filter((part) => part !== '')
        .join(' · ');
      return [`  ${sign} ${head}`, ...(below === '' ? [] : indented(below, context.columns, 6))];
    }
    // What a gate is held against may use the room of a class that is not there.
    const lines = wrap(row.against, row.evidence === '' ? context.columns - left : column);
    const first = `  ${sign} ${pad(row.title, title)}  ${padLeft(row.shown, shown)}${' '.repeat(gap)}${pad(lines[0], column)}${' '.repeat(gap)}${paint('dim', row.evidence)}`;
    return [first, ...lines.slice(1).map((line) => ' '.repeat(left) + line)];
  });
}
