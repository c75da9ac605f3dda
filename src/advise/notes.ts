import { withoutMark } from '../core/written.ts';

const HEADING = '## Notes';
const HINT =
  '<!-- From here to the end it is yours, and kept when this record is read back. Of the rest, answers, reasons and ticks are. -->';

/** What a terminal obeys, but for ends of lines and tabs. */
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\0-\x08\v\f\x0e-\x1f\x7f-\x9f]/g;

/** The last section of a record: what a person wrote below its heading, as it was written. */
export const notesSection = (notes: string | undefined): string =>
  `${HEADING}\n\n${HINT}\n${notes === undefined ? '' : `\n${notes}\n`}`;

/** A record without its notes, and the notes, wherever below their heading or behind the end they stand; undefined where nobody wrote any. */
export function splitNotes(record: string): { readonly body: string; readonly notes: string | undefined } {
  const text = withoutMark(record);
  const at = text.indexOf(`\n${HEADING}\n`);
  if (at < 0) return { body: text, notes: undefined };
  const notes = text
    .slice(at + 1 + HEADING.length)
    .replace(HINT, '')
    .replace(CONTROL, '')
    .trim();
  return { body: text.slice(0, at), notes: notes === '' ? undefined : notes };
}
