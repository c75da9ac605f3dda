import type { FindingReport, GateReport, PlaceReport } from '../core/report.ts';
import { cells, indented, pad } from './layout.ts';
import { grouped } from './numbers.ts';
import { painter } from './paint.ts';
import type { ReportContext } from './reporter.ts';
import { quoted, visible, visibleLines } from './visible.ts';
import { restOf, SIGN } from './words.ts';

/** Cells of record text in a line of `--excerpts short`. */
const SHORT = 60;

function heading(finding: FindingReport, context: ReportContext): string[] {
  const paint = painter(context.color);
  const { sign, style } = SIGN[finding.severity];
  const title = visible(finding.title);
  const space = context.columns - 4 - cells(title) - cells(finding.rule);
  if (space >= 2)
    return [`  ${paint(style, sign)} ${paint('bold', title)}${' '.repeat(space)}${paint('dim', finding.rule)}`];
  const [first, ...rest] = indented(title, context.columns, 4).map((line) => line.slice(4));
  const lines = [
    `  ${paint(style, sign)} ${paint('bold', first)}`,
    ...rest.map((line) => `    ${paint('bold', line)}`),
  ];
  return [...lines, `    ${paint('dim', finding.rule)}`];
}

function where(place: PlaceReport): string {
  if (place.pointer !== undefined && place.pointer !== '') return visible(place.pointer);
  return place.offset === null || place.partner !== undefined ? '' : `byte ${grouped(place.offset)}`;
}

function excerpt(place: PlaceReport, room: number, context: ReportContext): string[] {
  if (context.excerpts === 'none' || place.excerpt === undefined) return [];
  // With little room beside the place, the text gets a line of its own.
  const width = room < 24 ? context.columns - 8 : room;
  return [quoted(place.excerpt, context.excerpts === 'full' ? Infinity : Math.min(SHORT, width))];
}

/** The record that a place is about, beside it: a copy's first, a contradiction's other side, a leak's training record. */
function partner({ partner: other, path }: PlaceReport, rule: string): string[] {
  if (other === undefined) return [];
  const at = other.path === path ? `line ${grouped(other.line)}` : `${visible(other.path)}:${other.line}`;
  return [`${/^(?:duplicate|copies)/.test(rule) ? 'repeats' : 'see'} ${at}`];
}

function placeLines(
  finding: FindingReport,
  places: readonly PlaceReport[],
  own: boolean,
  context: ReportContext,
): string[] {
  const at = places.map((p) => `${visible(p.path)}:${p.line}`);
  const half = Math.floor(context.columns / 2);
  const first = Math.min(half, Math.max(0, ...at.map(cells)));
  const second = Math.min(half - 10, Math.max(0, ...places.map((p) => cells(where(p)))));
  return places.flatMap((place, i) => {
    const tail = [...partner(place, finding.rule), ...(own ? [visible(place.message)] : [])];
    const head = `    ${pad(at[i], first)}  ${pad(where(place), second)}`.trimEnd();
    const line = [head, ...excerpt(place, context.columns - cells(head) - 2, context), ...tail].join('  ');
    if (cells(line) <= context.columns) return [line];
    // A path is never broken: it is there to be clicked.
    const fits = cells(head) <= context.columns;
    const below = [...(fits || where(place) === '' ? [] : [where(place)]), ...excerpt(place, 0, context), ...tail];
    return [fits ? head : `    ${at[i]}`, ...below.flatMap((part) => indented(part, context.columns, 6, 2))];
  });
}

/** Where a threshold comes from, under the finding of a gate. */
function source(finding: FindingReport, gates: readonly GateReport[], context: ReportContext): string[] {
  const gate = gates.find((g) => g.id === finding.rule && (g.status === 'fail' || g.status === 'warn'));
  if (gate === undefined || gate.evidence.source === '') return [];
  const { class: kind, source: from, read } = gate.evidence;
  return indented(`Source: ${visible(from)} (${kind}${read === '' ? '' : `, read ${read}`})`, context.columns, 4);
}

/** One finding: consequence and rule, first places, how many more, what to do; `gates`: those that it may stand for. */
export function findingLines(
  finding: FindingReport,
  gates: readonly GateReport[],
  context: ReportContext,
): readonly string[] {
  const places = finding.places.slice(0, context.limit);
  const own = places.length > 1 && places.some((p) => p.partner === undefined && p.message !== finding.message);
  const lines = [...heading(finding, context), ...placeLines(finding, places, own, context)];
  // The places of a statement about the set are examples, and its count is of records.
  const more = places.length === 0 ? 0 : finding.count - places.length;
  if (more > 0) {
    const [count, how] = restOf(more, context.limit);
    lines.push(...indented(`… ${count}   ${how}`, context.columns, 4));
  }
  if (!own) lines.push(...indented(visibleLines(finding.message), context.columns, 4));
  return [...lines, ...source(finding, gates, context)];
}
