import { type FileBytes, Unreadable, WRITE_AGAIN } from '../rows/row-file.ts';
import { type Leaf, readSchema, type Struct } from './schema.ts';
import {
  bytesIn,
  numberIn,
  readThrift,
  structIn,
  structsIn,
  type ThriftStruct,
  TOO_SHORT,
  type Wanted,
} from './thrift.ts';

/** Where the values of one column of a row group lie. */
export interface Chunk {
  readonly start: number;
  readonly end: number;
  /** Number of the codec in the format. */
  readonly codec: number;
  /** Entries: values, nulls, and empty lists. */
  readonly entries: number;
}

/** Rows that are stored together, column by column. */
export interface RowGroup {
  readonly rows: number;
  /** Decompressed. */
  readonly bytes: number;
  readonly chunks: readonly Chunk[];
}

/** What a Parquet file says of itself. */
export interface Footer {
  readonly rows: number;
  readonly root: Struct;
  readonly leaves: readonly Leaf[];
  readonly groups: readonly RowGroup[];
}

/** Bytes of a description of the columns: 100,000 row groups of ten columns have 100 MB. */
const FOOTER_MOST = 128 * 1024 * 1024;
/** Rows for a byte of the file. A column of one repeated value costs nothing, a file of nothing else is no data. */
const ROWS_A_BYTE = 1024;
const SOME_ROWS = 1 << 16;

/** Fields that are used, by their numbers in parquet.thrift. */
const WANTED: Wanted = {
  2: true,
  3: true,
  4: { 1: { 1: true, 3: { 4: true, 5: true, 7: true, 9: true, 11: true }, 8: true }, 2: true, 3: true },
};

const PLAIN = 'PAR1';
const ENCRYPTED = 'PARE';

const damaged = (why: string): Unreadable => new Unreadable(`is damaged: ${why}`, WRITE_AGAIN);

/** Reads the footer. Throws Unreadable where the file is cut off, damaged, encrypted, or claims what no file of its size can hold. */
export function readFooter(file: FileBytes): Footer {
  const { size } = file;
  if (size < 12) throw damaged('it ends before its footer');
  const tail = file.slice(size - 8, size);
  const magic = Buffer.from(tail.subarray(4)).toString('latin1');
  if (magic === ENCRYPTED) throw encrypted();
  if (magic !== PLAIN) throw damaged('it does not end as Parquet does, so it was cut off');
  const length = new DataView(tail.buffer, tail.byteOffset, 4).getUint32(0, true);
  if (length > size - 12) throw damaged('its footer would be longer than the file');
  if (length > FOOTER_MOST) throw damaged('its footer is larger than 128 MiB');
  return footerOf(metadataIn(file.slice(size - 8 - length, size - 8)), size);
}

function metadataIn(bytes: Uint8Array): ThriftStruct {
  try {
    return readThrift(bytes, 0, WANTED).value;
  } catch (error) {
    if (error === TOO_SHORT) throw damaged('its footer is cut off');
    throw error;
  }
}

function footerOf(metadata: ThriftStruct, size: number): Footer {
  const { root, leaves } = readSchema(structsIn(metadata, 2));
  const rows = countIn(metadata, 3);
  if (rows > SOME_ROWS + size * ROWS_A_BYTE)
    throw damaged(`it claims ${rows.toLocaleString('en-US')} rows in ${size.toLocaleString('en-US')} bytes`);
  const groups = structsIn(metadata, 4).map((group) => groupOf(group, leaves.length, size));
  if (groups.reduce((sum, group) => sum + group.rows, 0) !== rows)
    throw damaged('its row groups do not add up to its rows');
  return { rows, root, leaves, groups };
}

function groupOf(group: ThriftStruct, columns: number, size: number): RowGroup {
  const chunks = structsIn(group, 1).map((column) => chunkOf(column, size));
  if (chunks.length !== columns) throw damaged('a row group lacks a column');
  return { rows: countIn(group, 3), bytes: Math.max(0, numberIn(group, 2) ?? 0), chunks };
}

function chunkOf(column: ThriftStruct, size: number): Chunk {
  if ((bytesIn(column, 1)?.length ?? 0) > 0)
    throw new Unreadable('keeps its columns in other files', 'Write it as one file');
  const meta = structIn(column, 3);
  if (column.has(8) || meta === undefined) throw encrypted();
  const pages = numberIn(meta, 9) ?? -1;
  const dictionary = numberIn(meta, 11) ?? 0;
  // Some writers say 0 for a dictionary that there is not.
  const start = dictionary > 0 && dictionary < pages ? dictionary : pages;
  const end = start + (numberIn(meta, 7) ?? -1);
  if (start < 0 || end < start || end > size) throw damaged('a column would lie outside the file');
  return { start, end, codec: numberIn(meta, 4) ?? 0, entries: countIn(meta, 5) };
}

function countIn(struct: ThriftStruct, id: number): number {
  const count = numberIn(struct, id) ?? 0;
  if (!Number.isSafeInteger(count) || count < 0) throw damaged('a number in it is impossible');
  return count;
}

const encrypted = (): Unreadable =>
  new Unreadable('is encrypted, and ftlint takes no keys', 'Write it without encryption for the check');
