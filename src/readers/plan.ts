import { FtlintError } from '../core/error.ts';
import type { Container, CsvDialect, FileNote, FilePlan, JsonRows } from '../core/plan.ts';
import { fullLines, guessJson } from './container.ts';
import { sniffDialect } from './csv-dialect.ts';
import { detectEncoding } from './detect-encoding.ts';
import { toUtf8 } from './encoding.ts';
import { refuseForeign, refuseMarkup } from './magic.ts';

/** What is known of a file besides its first bytes. */
export interface FileFacts
  extends Pick<FilePlan, 'path' | 'origin' | 'bytes' | 'compression'>, Partial<Pick<FilePlan, 'split' | 'shard'>> {
  /** The head is the whole decompressed file. */
  readonly headIsWhole: boolean;
}

/** The part of a plan that the content decides. */
interface Reading {
  readonly container: Container;
  readonly csv?: CsvDialect;
  readonly rows?: JsonRows;
  readonly why: readonly string[];
  /** The extension may call it something else without being wrong. */
  readonly anyName?: boolean;
}

/** Decides how a file is read from its head (at most 1 MiB, decompressed). Throws an FtlintError that says what to do when it cannot be. */
export function planFile(head: Uint8Array, facts: FileFacts): FilePlan {
  const { path, origin, bytes, compression, headIsWhole } = facts;
  if (head.length > 0) refuseForeign(head, path);
  const { encoding, bom, notes, why } = detectEncoding(head, path);
  const text = toUtf8(encoding)(head, true).subarray(encoding === 'utf-8' ? bom : 0);
  const read = readingOf(text, headIsWhole, path);
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
    notes: [...notes, ...found, ...misnamedGzip(path, compression)],
    why: [...why, ...read.why],
    divisible: read.container === 'jsonl' && encoding === 'utf-8' && compression === null && origin !== 'stdin',
  };
}

function readingOf(text: Uint8Array, whole: boolean, path: string): Reading {
  const head = Buffer.from(text.buffer, text.byteOffset, text.length).toString('utf8');
  const extension = extensionOf(path);
  if (head.trim() === '') {
    throw new FtlintError(
      'empty-file',
      text.length === 0 ? `${path} is empty.` : `${path} holds nothing but white space.`,
      'Write the data again; an export that failed leaves such files.',
    );
  }
  refuseMarkup(head, path);
  const first = head.trimStart()[0];
  if (first === '{' || first === '[') {
    const { container, rows, why, single } = guessJson(head, extension);
    return { container, ...(rows === undefined ? {} : { rows }), why: [why], anyName: single };
  }
  const lines = fullLines(head);
  // A broken first line does not turn JSON lines into a table.
  const jsonLines =
    lines.filter((line) => /^\s*[{[].*[}\]],?\s*$/.test(line)).length * 2 >= lines.length &&
    extension !== 'csv' &&
    extension !== 'tsv';
  if (jsonLines) return { container: 'jsonl', why: ['most lines of the head are values of their own'] };
  if (binary(text))
    throw new FtlintError(
      'unsupported-container',
      `${path} is a binary file of a kind that ftlint does not know.`,
      'Export its text as JSON lines, one record a line.',
    );
  const scalars = lines
    .slice(0, 100)
    .every((line) => /^\s*("(\\.|[^"\\])*"|-?\d[\d.eE+-]*|true|false|null)\s*$/.test(line));
  const table = sniffDialect(text, whole, extension);
  const named = extension === 'csv' || extension === 'tsv';
  if (named || (table.sure && !scalars)) {
    return { container: table.dialect.delimiter === '\t' ? 'tsv' : 'csv', csv: table.dialect, why: table.why };
  }
  if (extension === 'jsonl' || extension === 'ndjson')
    return { container: 'jsonl', why: ['by its extension: no line is JSON and the lines are no table'] };
  throw new FtlintError(
    'not-understood',
    `${path} is neither JSON nor a table: it begins with ${JSON.stringify(head.trim().slice(0, 30))}.`,
    'Write one JSON object a line, {"text": "…"}, or a CSV file with a header.',
  );
}

/** Control characters that no text has; a stray one in a record is a finding, not another kind of file. */
function binary(text: Uint8Array): boolean {
  const seen = text.subarray(0, 4096);
  let control = 0;
  for (const byte of seen) if (byte < 0x09 || (byte > 0x0d && byte < 0x20 && byte !== 0x1b)) control++;
  return control * 50 > seen.length;
}

/** Lower-case extension, a `.gz` behind it left out. */
export const extensionOf = (path: string): string =>
  /\.([a-z\d]+)$/i.exec(path.replace(/\.gz$/i, ''))?.[1].toLowerCase() ?? '';

/** A plain file that is called `.gz`: every loader tries to inflate it and stops. */
function misnamedGzip(path: string, compression: FilePlan['compression']): readonly FileNote[] {
  if (compression !== null || !/\.gz$/i.test(path)) return [];
  return [{ code: 'wrong-extension', offset: 0, line: 0, data: { found: 'not compressed', expected: 'gz' } }];
}

/** What an extension promises; others promise nothing. */
const PROMISES: Readonly<Record<string, readonly Container[]>> = {
  jsonl: ['jsonl'],
  ndjson: ['jsonl'],
  json: ['json-array', 'json-object'],
  csv: ['csv'],
  tsv: ['tsv'],
};

function wrongExtension(container: Container, extension: string): readonly FileNote[] {
  const promised = Object.hasOwn(PROMISES, extension) ? PROMISES[extension] : undefined;
  if (promised === undefined || promised.includes(container)) return [];
  const code = container === 'jsonl' && extension === 'json' ? 'json-lines-extension' : 'wrong-extension';
  return [{ code, offset: 0, line: 0, data: { found: container, expected: extension } }];
}
