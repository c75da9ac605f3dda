import { FtlintError } from '../core/error.ts';
import type { Container, FileNote, FilePlan } from '../core/plan.ts';
import { fullLines, guessJson } from './container.ts';
import { type DialectGuess, sniffDialect } from './csv/dialect.ts';
import { detectEncoding } from './detect-encoding.ts';
import { toUtf8 } from './encoding.ts';
import { extensionOf, misnamedPacking, wrongExtension } from './extension.ts';
import { looksLikeValue } from './json/value-lines.ts';
import { refuseNumbered } from './json/numbered-table.ts';
import { refuseForeign, refuseLoneReturns, refuseMarkup } from './magic.ts';
import { asTable, type Reading } from './reading.ts';
import { refuseBinary } from './refuse-binary.ts';
import { refuseStream, rowContainer } from './rows/row-plan.ts';
import { isJsonText, TEXT_EXTENSIONS } from './text-names.ts';
import { textOrTable } from './text-or-table.ts';

/** What is known of a file besides its first bytes. */
export interface FileFacts
  extends Pick<FilePlan, 'path' | 'origin' | 'bytes' | 'compression'>, Partial<Pick<FilePlan, 'split' | 'shard'>> {
  /** The head is the whole decompressed file. */
  readonly headIsWhole: boolean;
  /** A text is one document a line, not one a file. */
  readonly lines?: boolean;
}

/** Decides how a file is read from its head (at most 1 MiB, decompressed). Throws an FtlintError that says what to do when it cannot be. */
export function planFile(head: Uint8Array, facts: FileFacts): FilePlan {
  const { path, origin, bytes, compression } = facts;
  // PARENTS is how a text may begin, and a Parquet file does.
  const written = TEXT_EXTENSIONS.has(extensionOf(path)) && !head.subarray(0, 4096).includes(0);
  const rows = written ? undefined : rowContainer(head);
  if (rows !== undefined) return planRows(rows, facts);
  if (head.length > 0) refuseForeign(head, path);
  const { encoding, bom, notes, why } = detectEncoding(head, path);
  const text = toUtf8(encoding)(head, true).subarray(encoding === 'utf-8' ? bom : 0);
  const read = readingOf(text, facts);
  const found: readonly FileNote[] = read.anyName ? [] : wrongExtension(read.container, extensionOf(path));
  return {
    path,
    origin,
    bytes,
    compression,
    encoding,
    bom,
    container: read.container,
    ...(read.csv === undefined ? {} : { csv: read.csv }),
    ...(read.rows === undefined ? {} : { rows: read.rows }),
    split: facts.split ?? null,
    shard: facts.shard ?? null,
    notes: [...notes, ...found, ...misnamedPacking(path, compression), ...(read.notes ?? [])],
    why: [...why, ...read.why],
    divisible: read.container === 'jsonl' && encoding === 'utf-8' && compression === null && origin !== 'stdin',
  };
}

/** The plan of a table whose rows are not text; where they lie is asked for afterwards. */
function planRows(container: Container, facts: FileFacts): FilePlan {
  const { path, origin, bytes, compression } = facts;
  refuseStream(path, origin, compression);
  return {
    path,
    origin,
    bytes,
    compression,
    encoding: 'utf-8',
    bom: 0,
    container,
    split: facts.split ?? null,
    shard: facts.shard ?? null,
    notes: [...wrongExtension(container, extensionOf(path)), ...misnamedPacking(path, compression)],
    why: ['by its first bytes'],
    divisible: false,
  };
}

function readingOf(text: Uint8Array, { headIsWhole: whole, path, lines: byLine = false }: FileFacts): Reading {
  const head = Buffer.from(text.buffer, text.byteOffset, text.length).toString('utf8');
  const extension = extensionOf(path);
  if (head.trim() === '') {
    throw new FtlintError(
      'empty-file',
      text.length === 0 ? `${path} is empty.` : `${path} holds nothing but white space.`,
      'Write the data again; an export that failed leaves such files.',
    );
  }
  const prose = TEXT_EXTENSIONS.has(extension);
  const json = prose ? isJsonText(head) : /^\s*[{[]/.test(head);
  // A text may begin with a tag, but a whole page under such a name is a download that failed.
  if (!prose || /^\s*<(?:!doctype\s+html|html)\b/i.test(head)) refuseMarkup(head, path);
  if (!prose || json || byLine) refuseLoneReturns(head, path);
  if (prose && !json) return textOrTable(text, head, whole, path, byLine);
  if (json) {
    const { container, rows, why, single, numbered } = guessJson(head, extension);
    refuseNumbered(numbered, path);
    return { container, ...(rows === undefined ? {} : { rows }), why: [why], anyName: single };
  }
  const lines = fullLines(head);
  // A broken first line does not turn JSON lines into a table.
  const jsonLines =
    lines.filter(looksLikeValue).length * 2 >= lines.length && extension !== 'csv' && extension !== 'tsv';
  if (jsonLines) return { container: 'jsonl', why: ['most lines of the head are values of their own'] };
  refuseBinary(text, path);
  const scalars = lines
    .slice(0, 100)
    .every((line) => /^\s*("(\\.|[^"\\])*"|-?\d[\d.eE+-]*|true|false|null)\s*$/.test(line));
  const table = sniffDialect(text, whole, extension);
  const named = extension === 'csv' || extension === 'tsv';
  if (named || (table.sure && !scalars)) {
    refuseTitle(table, path);
    return asTable(table);
  }
  if (extension === 'jsonl' || extension === 'ndjson')
    return { container: 'jsonl', why: ['by its extension: no line is JSON and the lines are no table'] };
  throw new FtlintError(
    'not-understood',
    `${path} is neither JSON nor a table: it begins with ${JSON.stringify(head.trim().slice(0, 30))}.`,
    'Write one JSON object a line, {"text": "…"}, or a CSV file with a header; a plain text is read when its name ends in .txt or .md.',
  );
}

/** A title or comment above the header: every loader takes it for the header, and the header for a record. */
function refuseTitle({ above }: DialectGuess, path: string): void {
  if (above === 0) return;
  throw new FtlintError(
    'table-title',
    `${path} begins with ${above === 1 ? 'a line' : `${above} lines`} of 1 cell above rows of several: a title or a comment, which every loader takes for the header.`,
    `Delete what stands above the header: tail -n +${above + 1} ${path} > data-${path.slice(path.lastIndexOf('/') + 1)}`,
  );
}
