import { parquetWriteBuffer } from 'hyparquet-writer';

/** A Parquet file of texts and labels, in row groups of 60: copies and blanks lie far from each other. */
export function parquetRows(count: number): Uint8Array {
  const rows = Array.from({ length: count }, (_, i) => i);
  return new Uint8Array(
    parquetWriteBuffer({
      columnData: [
        { name: 'text', data: rows.map((i) => (i % 97 === 0 ? '' : `row ${i % 401} of many`)), type: 'STRING' },
        { name: 'label', data: rows.map((i) => ['a', 'b', 'c'][(i * 7) % 3]), type: 'STRING' },
      ],
      rowGroupSize: 60,
    }),
  );
}
