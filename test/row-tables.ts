import { readFileSync } from 'node:fs';
import { createJsonText } from '../src/readers/rows/json-text.ts';
import { openArrow } from '../src/readers/arrow/arrow.ts';
import { openParquet } from '../src/readers/parquet/parquet.ts';
import { type FileBytes, type RowFile, Unreadable } from '../src/readers/rows/row-file.ts';

/** Tables as Arrow's own library for Python wrote them, and the lines of JSON that Python makes of their rows. */
export const TABLES = new URL('../fixtures/readers/tables/', import.meta.url);

/** Bytes as if they were a file. A reader that asks for what there is not has not looked at the size. */
export function fileOf(bytes: Uint8Array, path = 'table'): FileBytes {
  return {
    path,
    size: bytes.length,
    slice(start, end) {
      if (start < 0 || end < start || end > bytes.length) throw new RangeError(`${start} to ${end} of ${bytes.length}`);
      return bytes.slice(start, end);
    },
  };
}

/** Opens bytes by their first ones. */
export function openTable(bytes: Uint8Array): RowFile {
  return bytes[0] === 0x50 ? openParquet(fileOf(bytes)) : openArrow(fileOf(bytes));
}

/** The rows of a table as its reader writes them, one line each. */
export function linesOf(file: RowFile): string {
  const text = createJsonText();
  let all = '';
  file.stretches.forEach((stretch, i) => {
    const write = file.write(i, text);
    let rows = 0;
    while (!write.next().done) rows++;
    if (rows !== stretch.rows) throw new Error(`stretch ${i}: ${rows} rows of ${stretch.rows}`);
    all += Buffer.from(text.bytes.buffer, text.bytes.byteOffset, text.length).toString('utf8');
    text.clear();
  });
  return all;
}

/** The lines of a table; what is wrong with it where it cannot be read. Anything else that is thrown is a bug. */
export function readTable(bytes: Uint8Array): string {
  try {
    return linesOf(openTable(bytes));
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return `unreadable: ${error.message}`;
  }
}

/** A committed table. */
export const tableBytes = (name: string): Buffer => readFileSync(new URL(name, TABLES));
