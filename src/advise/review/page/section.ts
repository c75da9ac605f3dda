import { FtlintError } from '../../../core/error.ts';
import type { Why } from '../sample/items.ts';
import type { Box } from './boxes.ts';
import { BOXES, boxesAndNotes, type Fault, type TickBox, noteOf } from './section-lines.ts';

/** What a reader left of one record on the page. */
export interface Section {
  readonly path: string;
  /** Path, line and where it has one the byte, as the page writes them. */
  readonly place: string;
  readonly why: Why;
  /** `undefined`: not read. */
  readonly says: Box['says'] | undefined;
  readonly note: string;
  /** Line of the heading on the page, from 1. */
  readonly at: number;
}

const HEADING = /^## (?=\d+\\?\. )/;

/** Line numbers of the headings, from 0. */
export const headingsOf = (lines: readonly string[]): readonly number[] =>
  lines.flatMap((line, i) => (HEADING.test(line) ? [i] : []));

/** A box, or a word in its place: what a reader may have meant by a tick. */
const MEANT = /^[\s>]*(?:[-*+•–]\s*)?\\?[[({<☐☑☒✓✔✅✗✘✕✖]/u;

/** Reads one section, lines `[from, to)` of a page without its blocks. Throws FtlintError where a line cannot be understood. */
export function readSection(lines: readonly string[], from: number, to: number, named: string): Section {
  const heading = lines[from].replace(/^## /, '').trim();
  const [, place, why] = /^\d+\\?\. (.*) \((drawn|class|worst)\)$/.exec(heading) ?? [];
  if (why === undefined)
    throw new FtlintError(
      'review',
      `${named}: the heading "${heading}" in line ${from + 1} lacks (drawn), (class) or (worst)`,
      'put it back as it was written',
    );
  const fault: Fault = (line, what, hint) =>
    new FtlintError('review', `${named}, line ${line + 1}: "${lines[line].trim()}" under ${place} ${what}`, hint);
  const { boxes, notes } = boxesAndNotes(lines, from, to, fault);
  for (const word of ['good', 'bad'] as const) {
    if (boxes.some(({ says }) => says === word)) continue;
    const meant = notes.find(({ line }) => MEANT.test(lines[line]));
    if (meant !== undefined) throw fault(meant.line, `cannot be understood, and there is no box "${word}"`, BOXES);
    throw new FtlintError(
      'review',
      `${named}, line ${from + 1}: ${place} has no box "${word}"`,
      `put the line - [ ] ${word} back below it, or take the whole record away`,
    );
  }
  const ticked = boxes.filter((box) => box.ticked);
  if (ticked.length > 1)
    throw fault(ticked[1].line, 'is ticked, and so is the other: it is good and bad', 'take one of the two away');
  const words = [...boxes, ...notes].toSorted((a, b) => a.line - b.line).filter(({ note }) => note !== '');
  if (ticked.length === 0 && words.length > 0) {
    const what = boxes.includes(words[0] as TickBox) ? 'has words behind it and no tick' : 'is a note without a tick';
    throw fault(words[0].line, what, 'tick the box that you mean: - [x]');
  }
  return {
    path: place.replace(/:\d+(?:, byte \d+)?$/, ''),
    place,
    why: why as Why,
    says: ticked[0]?.says,
    note: noteOf(words, boxes),
    at: from + 1,
  };
}

/** Sections without copies. Throws FtlintError where two of one place say different things. */
export function withoutCopies(sections: readonly Section[], named: string): readonly Section[] {
  const byPlace = new Map<string, Section>();
  for (const section of sections) {
    const known = byPlace.get(section.place);
    if (known === undefined || known.says === undefined) {
      byPlace.set(section.place, section);
      continue;
    }
    if (section.says === undefined) continue;
    if (section.says !== known.says)
      throw new FtlintError(
        'review',
        `${named}: ${section.place} stands there twice, ${known.says} in line ${known.at} and ${section.says} in line ${section.at}`,
        'take one of the two away',
      );
    const notes = new Set([known.note, section.note].filter((note) => note !== ''));
    byPlace.set(section.place, { ...known, note: [...notes].join('; ') });
  }
  return [...byPlace.values()];
}
