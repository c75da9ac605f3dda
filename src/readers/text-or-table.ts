import type { CsvDialect } from '../core/plan.ts';
import { fullLines } from './container.ts';
import { sniffDialect } from './csv/dialect.ts';
import { extensionOf } from './extension.ts';
import { looksLikeObject } from './json/value-lines.ts';
import { asTable, type Reading } from './reading.ts';
import { refuseBinary } from './refuse-binary.ts';
import { mayBeTable, TEXT_COLUMNS } from './text-names.ts';

/** A table of one column whose lines hold no quoting and no delimiter. */
const LINES: CsvDialect = { delimiter: '', quote: null, header: false, columns: TEXT_COLUMNS };

/** Broken JSON lines among them, a table that nobody can take for prose, else a text: what such names promise. */
export function textOrTable(text: Uint8Array, head: string, whole: boolean, path: string, byLine: boolean): Reading {
  refuseBinary(text, path);
  const lines = fullLines(head);
  const objects = lines.filter(looksLikeObject).length;
  if (objects * 2 >= lines.length)
    return { container: 'jsonl', why: ['most lines of the head are values of their own'] };
  if (byLine) return { container: 'text', csv: LINES, why: ['one text a line'] };
  const extension = extensionOf(path);
  const table = mayBeTable(head, extension) ? sniffDialect(text, whole, extension) : undefined;
  if (table?.certain === true) return asTable(table);
  const many =
    lines.length > 1
      ? `; --lines reads one a line (${lines.length.toLocaleString('en-US')}${whole ? '' : ' in the head'})`
      : '';
  return { container: 'text', why: [`one text: the whole file${many}`] };
}
