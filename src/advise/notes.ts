const BEGIN = `## Notes

<!-- From here to the end it is yours, and kept when this record is read back. Of the rest, answers, reasons and ticks are. -->
`;

/** What a terminal obeys, but for ends of lines and tabs. */
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\0-\x08\v\f\x0e-\x1f\x7f-\x9f]/g;

/** The last section of a record: what a person wrote below its heading, as it was written. */
export const notesSection = (notes: string | undefined): string =>
  notes === undefined ? BEGIN : `${BEGIN}\n${notes}\n`;

/** A record without its notes, and the notes; undefined where nobody wrote any. `end`: offset of what stands behind them. */
export function splitNotes(record: string, end: number): { readonly body: string; readonly notes: string | undefined } {
  const at = record.indexOf(`\n${BEGIN}`);
  if (at < 0) return { body: record, notes: undefined };
  const notes = record
    .slice(at + 1 + BEGIN.length, end)
    .replace(CONTROL, '')
    .trim();
  return { body: record.slice(0, at), notes: notes === '' ? undefined : notes };
}
