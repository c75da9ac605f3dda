import { buffersOf } from './buffers.ts';
import { damaged } from './cells.ts';
import { readCells, rowCell } from './columns.ts';
import { dictionariesOf } from './dictionaries.ts';
import { contentsOf, messageAt } from './messages.ts';
import { readArrowSchema } from './schema.ts';
import { type FileBytes, type RowFile, type Stretch, Unreadable, WRITE_AGAIN } from '../rows/row-file.ts';

/** Rows for a byte of the file: a column of nulls takes none, a file of nothing else is no data. */
const ROWS_A_BYTE = 1024;
const SOME_ROWS = 1 << 16;
/** Bytes of text for a stored byte: lists may share their items. */
const TEXT_A_BYTE = 16_384;
const SOME_TEXT = 2 ** 24;

/**
 * Opens an Arrow file: a stream as datasets saves it, or with an index (Feather). A record batch is read when its rows
 * are asked for; its texts as they are needed. Throws Unreadable.
 */
export function openArrow(file: FileBytes): RowFile {
  const { schema, messages } = contentsOf(file);
  const fields = readArrowSchema(schema);
  if (fields.length === 0) throw new Unreadable('has no columns', WRITE_AGAIN);
  // Places of messages, not what they say: there may be many.
  const batches: { readonly at: number; readonly dictionaries: number }[] = [];
  const dictionaries: number[] = [];
  const stretches: Stretch[] = [];
  let rows = 0;
  let bytes = 0;
  for (const message of messages) {
    if (message.kind === 'dictionary') dictionaries.push(message.at);
    if (message.kind !== 'batch') continue;
    const count = message.header.int64(0);
    bytes += message.end - message.at;
    // An index may name a batch again and again.
    if (count < 0 || bytes > file.size) throw damaged();
    if (rows + count > SOME_ROWS + file.size * ROWS_A_BYTE)
      throw new Unreadable(
        `is damaged: it claims ${(rows + count).toLocaleString('en-US')} rows in ${file.size.toLocaleString('en-US')} bytes`,
        WRITE_AGAIN,
      );
    batches.push({ at: message.at, dictionaries: dictionaries.length });
    stretches.push({ start: rows, rows: count, bytes: message.end - message.start });
    rows += count;
  }
  const known = dictionariesOf(file, fields, dictionaries);

  function* write(stretch: number, text: Parameters<RowFile['write']>[1]): Generator<void> {
    const { at, dictionaries: before } = batches[stretch];
    const message = messageAt(file, at);
    const buffers = buffersOf(file, message.header, message.start, message.end - message.start);
    const columns = fields.map((field) => readCells(field, buffers, known(before)));
    if (columns.some(({ length }) => length !== buffers.rows)) throw damaged();
    const row = rowCell(fields, columns);
    const most = SOME_TEXT + (message.end - message.start) * TEXT_A_BYTE;
    let written = 0;
    for (let i = 0; i < buffers.rows; i++) {
      const from = text.length;
      row(text, i);
      text.sign(0x0a);
      written += text.length - from;
      if (written > most)
        throw new Unreadable(
          'unpacks to more than 16,384 times its size',
          'Nothing but a bomb does: look where it comes from',
        );
      yield;
    }
  }
  return { rows, stretches, write };
}
