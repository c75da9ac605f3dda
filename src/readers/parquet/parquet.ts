import { openColumn } from './columns.ts';
import { readFooter, type RowGroup } from './footer.ts';
import { rowWriter } from './rows.ts';
import { type FileBytes, type RowFile, type Stretch, Unreadable } from '../rows/row-file.ts';

/**
 * Opens a Parquet file. Its pages are read as the rows need them, so that memory is a page of each column and its
 * dictionary, however large a row group is. Throws Unreadable.
 */
export function openParquet(file: FileBytes): RowFile {
  const { rows, root, leaves, groups } = readFooter(file);
  let start = 0;
  const stretches: Stretch[] = groups.map((group) => {
    const stretch = { start, rows: group.rows, bytes: Math.max(group.bytes, storedBytes(group)) };
    start += group.rows;
    return stretch;
  });

  function* write(stretch: number, text: Parameters<RowFile['write']>[1]): Generator<void> {
    const group = groups[stretch];
    if (group.rows === 0) return;
    const columns = leaves.map((leaf, i) => openColumn(file, group.chunks[i], leaf));
    const row = rowWriter(root, columns);
    const most = SOME_TEXT + storedBytes(group) * TEXT_A_BYTE;
    let written = 0;
    for (let i = 0; i < group.rows; i++) {
      const before = text.length;
      row(text);
      text.sign(0x0a);
      written += text.length - before;
      if (written > most)
        throw new Unreadable(
          'unpacks to more than 16,384 times its size',
          'Nothing but a bomb does: look where it comes from',
        );
      yield;
    }
    for (const column of columns) column.finish();
  }
  return { rows, stretches, write };
}

/** Bytes of text for a stored byte: the most that a codec can pack of one repeated sign is twice that. */
const TEXT_A_BYTE = 16_384;
const SOME_TEXT = 2 ** 24;

const storedBytes = ({ chunks }: RowGroup): number => chunks.reduce((sum, { start, end }) => sum + end - start, 0);
