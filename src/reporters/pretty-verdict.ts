import type { Verdict } from '../core/report.ts';
import { indented } from './layout.ts';
import { painter } from './paint.ts';
import type { ReportContext } from './reporter.ts';
import { VERDICT } from './words.ts';

/** The verdict's word with what is said beside it, as one or more lines. */
export function verdictLine(verdict: Verdict, notes: readonly string[], context: ReportContext): string {
  const { word, style } = VERDICT[verdict];
  const said = notes.filter((note) => note !== '').join(' · ');
  const paint = painter(context.color);
  const full = said === '' ? word : `${word}   ${said}`;
  const [first, ...rest] = indented(full, context.columns, 2);
  return [first.replace(word, paint('bold', paint(style, word))), ...rest].join('\n');
}
