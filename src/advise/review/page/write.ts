import { bandOf, type Draw } from '../sample/draw.ts';
import type { ReviewItem } from '../sample/items.ts';
import { shorten } from '../text/values.ts';
import { fenced } from './text-blocks.ts';

/** Code points of a finding on the page. */
const LONGEST = 600;
/** How a page begins. */
export const TITLE = '# Review of ';
/** Before the reader's name. */
export const BY = 'Read by:';
/** By what a page is known to have lost records, and to be of other data; numbers without separators. */
export const COUNT = /^This page has (\d+) records?(?: of (\d+))?\b/m;

/** What a text may not do on the page: begin a line, hide, or act on a terminal; the caller knows how. */
type OneLine = (text: string) => string;

/** What was read. */
export interface Reviewed {
  /** The files as they were given. */
  readonly named: string;
  /** Records of the split that they were chosen from. */
  readonly total: number;
  /** How the records were chosen, a paragraph each. */
  readonly how: readonly string[];
  /** Lengths that end the shorter third of the set, and the middle one. */
  readonly thirds: Draw['thirds'];
  /** Commands to paste when the page is read: one prints the result, one takes it into a decision record. */
  readonly commands: readonly [result: string, record: string];
}

/** The page to read and tick. */
export function reviewPage(
  items: readonly ReviewItem[],
  { named, total, how, thirds, commands }: Reviewed,
  oneLine: OneLine,
): string {
  const lines = [
    `${TITLE}${oneLine(named)}`,
    '',
    `This page has ${items.length} ${items.length === 1 ? 'record' : 'records'} of ${total}.`,
    '',
    ...how.flatMap((paragraph) => [paragraph, '']),
    'Put an x into one box of each record: good if you would train on it as it stands, bad if its answer, its label or its order of preference is wrong. Words behind the box, and lines below it, are kept as your note. The first of these commands then prints the result; the second takes it into a decision record, which `ftlint advise` with `--out decision.md` writes.',
    '',
    ...fenced(commands.join('\n'), oneLine),
    '',
    `${BY} `,
  ];
  for (const [i, { path, line, byte, why, parts, length, findings }] of items.entries()) {
    const at = byte === undefined ? '' : `, byte ${byte}`;
    lines.push('', `## ${i + 1}. ${oneLine(path)}:${line}${at} (${why})`, '');
    if (length !== undefined && thirds !== undefined) lines.push(`Length ${length}: ${bandOf(length, thirds)}.`, '');
    for (const { name, text } of parts) lines.push(`${oneLine(name)}:`, '', ...fenced(text, oneLine), '');
    // Findings quote the data too.
    if (findings.length > 0)
      lines.push('Found:', '', ...fenced(findings.map((f) => shorten(oneLine(f), LONGEST)).join('\n'), oneLine), '');
    lines.push('- [ ] good', '- [ ] bad');
  }
  return `${lines.join('\n')}\n`;
}
