import { FtlintError } from '../../core/error.ts';
import type { Why } from './result.ts';
import { type Box, boxOn } from './ticks.ts';

/** What a reader left of one record on the page. */
export interface Section {
  readonly path: string;
  /** Path and line, as the page writes them. */
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
  const fault = (line: number, what: string, hint: string): FtlintError =>
    new FtlintError('review', `${named}, line ${line + 1}: "${lines[line].trim()}" under ${place} ${what}`, hint);
  const boxes: (Box & { readonly line: number })[] = [];
  for (let line = from + 1; line < to; line++) {
    const box = boxOn(lines[line]);
    if (box === undefined) continue;
    if (box === 'unclear')
      throw fault(
        line,
        'looks like a tick box and cannot be understood',
        'write - [x] good, - [ ] good, - [x] bad or - [ ] bad',
      );
    if (boxes.some(({ says }) => says === box.says))
      throw fault(
        line,
        'is its second box of that name',
        'a heading between the two is gone: put it back, or take one away',
      );
    boxes.push({ ...box, line });
  }
  const ticked = boxes.filter((box) => box.ticked);
  if (ticked.length > 1)
    throw fault(ticked[1].line, 'is ticked, and so is the other: it is good and bad', 'take one of the two away');
  const words = boxes.find(({ note }) => note !== '');
  if (ticked.length === 0 && words !== undefined)
    throw fault(words.line, 'has words behind it and no tick', 'tick the box that you mean: - [x]');
  const note = boxes.flatMap((box) => (box.note === '' ? [] : [box.note])).join('; ');
  return { path: place.replace(/:\d+$/, ''), place, why: why as Why, says: ticked[0]?.says, note, at: from + 1 };
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
    if (section.says !== undefined && section.says !== known.says)
      throw new FtlintError(
        'review',
        `${named}: ${section.place} stands there twice, ${known.says} in line ${known.at} and ${section.says} in line ${section.at}`,
        'take one of the two away',
      );
  }
  return [...byPlace.values()];
}
