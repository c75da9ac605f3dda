import type { EarlierSections } from './decision.ts';

/** Headings of what is measured or read by hand, and how each begins where that was not done. */
export const SECTIONS = {
  data: { title: 'Size and quality', none: 'Not measured' },
  gates: { title: 'Gates of the check', none: 'No data was read' },
  review: { title: 'Review by hand', none: 'Not done' },
} as const;

/** The text of a section, without its heading. */
function sectionOf(
  record: string,
  { title, none }: { readonly title: string; readonly none: string },
): string | undefined {
  const begin = `\n## ${title}\n`;
  const at = record.indexOf(begin);
  if (at < 0) return undefined;
  const end = record.indexOf('\n## ', at + begin.length);
  const text = record.slice(at + begin.length, end < 0 ? undefined : end).trim();
  return text === '' || text.startsWith(none) ? undefined : text;
}

/** What an earlier record says of data and review: it stays until they are measured or read again. */
export function earlierSections(record: string): EarlierSections {
  const day = /^- Date: (\d{4}-\d{2}-\d{2})/m.exec(record)?.[1] ?? '';
  return {
    day,
    data: sectionOf(record, SECTIONS.data),
    gates: sectionOf(record, SECTIONS.gates),
    review: sectionOf(record, SECTIONS.review),
  };
}

/** The same text in a later record, with the day it is of. */
export const asOf = (text: string, day: string): readonly string[] =>
  text.endsWith(')_') ? [text] : [text, '', `_(as of ${day})_`];
