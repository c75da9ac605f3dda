import type { FtlintError } from '../../../core/error.ts';
import { type Box, boxOn } from './boxes.ts';
import { BLOCK } from './text-blocks.ts';

/** Below the heading, before the text. */
const LENGTH = /^Length \d+: (?:short|middle|long)\.$/;
/** Rules and marks of quotes hold no words. */
const WORDS = /[^\s>*_=~#|+-]/u;
/** Before a note; a box stays, so that one sees what it was. */
const BULLET = /^[\s>]*(?:[-*+•–]\s+(?!\\?\[))?/u;

/** Words of the reader on one line. */
export interface Line {
  /** Its words; `''`: none. */
  readonly note: string;
  /** From 0. */
  readonly line: number;
}

/** A tick box, and where it stands. */
export type TickBox = Line & Omit<Box, 'note'>;

/** What to write, for whoever wrote something else. */
export const BOXES = 'write - [x] good, - [ ] good, - [x] bad or - [ ] bad';

/** What is wrong with a line, numbered from 0. */
export type Fault = (line: number, what: string, hint: string) => FtlintError;

/** The boxes of a section, lines `[from, to)`, and what else the reader wrote there. Throws what `fault` makes of a line. */
export function boxesAndNotes(
  lines: readonly string[],
  from: number,
  to: number,
  fault: Fault,
): { readonly boxes: readonly TickBox[]; readonly notes: readonly Line[] } {
  const boxes: TickBox[] = [];
  const notes: Line[] = [];
  let block: number | undefined;
  for (let line = from + 1; line < to; line++) {
    const text = lines[line].trim();
    const box = boxOn(lines[line]);
    if (box === 'unclear') throw fault(line, 'looks like a tick box and cannot be understood', BOXES);
    if (box !== undefined) {
      if (boxes.some(({ says }) => says === box.says))
        throw fault(
          line,
          'is its second box of that name',
          'a heading between the two is gone: put it back, or take one away',
        );
      boxes.push({ ...box, line });
    } else if (text === BLOCK) {
      if (boxes.length > 0) block ??= line;
    } else if (WORDS.test(text) && !(boxes.length === 0 && isOwn(lines, line)))
      notes.push({ note: text.replace(BULLET, ''), line });
  }
  if (block !== undefined)
    throw fault(block, 'begins a block below a box, of which nothing can be kept', 'write notes as plain lines');
  return { boxes, notes };
}

/** Whether a line above the boxes is the page's own: the length, or the name of the block that follows. */
function isOwn(lines: readonly string[], line: number): boolean {
  if (LENGTH.test(lines[line].trim())) return true;
  let next = line + 1;
  while (next < lines.length && lines[next].trim() === '') next++;
  return lines[next] === BLOCK;
}

/** One text of all words: those on lines below one another are one sentence; what stands apart, or behind another box, is set off. */
export function noteOf(words: readonly Line[], boxes: readonly TickBox[]): string {
  return words
    .map(({ note, line }, i) => {
      const follows = i > 0 && words[i - 1].line === line - 1 && !boxes.some((box) => box.line === line);
      return i === 0 ? note : `${follows ? ' ' : '; '}${note}`;
    })
    .join('');
}
