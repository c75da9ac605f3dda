import type { FlatTable } from './flatbuffer.ts';
import { Unreadable, WRITE_AGAIN } from '../rows/row-file.ts';
import type { TimeUnit } from '../rows/scalar-text.ts';

/** A column of a table, or of a column inside it. */
export interface ArrowField {
  /** UTF-8 bytes. */
  readonly name: Uint8Array;
  readonly type: ArrowType;
  readonly children: readonly ArrowField[];
  /** Its values stand in the dictionary of this number, and the column holds places in it. */
  readonly dictionary: { readonly id: number; readonly width: number; readonly signed: boolean } | undefined;
}

/** What a column holds, by the layout of its buffers. `width` in bytes; `wide`: offsets of 64 bits. */
export type ArrowType =
  | { readonly is: 'null' | 'boolean' | 'struct' }
  | { readonly is: 'integer'; readonly width: number; readonly signed: boolean }
  | { readonly is: 'float'; readonly width: number }
  | { readonly is: 'decimal'; readonly width: number; readonly scale: number }
  | { readonly is: 'date'; readonly days: boolean }
  | { readonly is: 'time'; readonly unit: TimeUnit; readonly width: number }
  | { readonly is: 'timestamp'; readonly unit: TimeUnit; readonly zone: string }
  | { readonly is: 'bytes'; readonly text: boolean; readonly wide: boolean }
  | { readonly is: 'view'; readonly text: boolean }
  | { readonly is: 'fixed'; readonly width: number }
  | { readonly is: 'list' | 'map'; readonly wide: boolean }
  | { readonly is: 'array'; readonly size: number };

/** Groups inside groups: no training format needs ten. */
const DEPTH_MOST = 200;

const UNITS: readonly TimeUnit[] = [1, 1_000, 1_000_000, 1_000_000_000];

const damaged = (): Unreadable => new Unreadable('is damaged: its schema makes no sense', WRITE_AGAIN);

/** Columns of a schema message (Schema.fbs). Throws Unreadable for what ftlint does not read. */
export function readArrowSchema(schema: FlatTable): readonly ArrowField[] {
  if (schema.int16(0) !== 0)
    throw new Unreadable('is written in big-endian order, which ftlint does not read', 'Write it as Parquet');
  return schema.tables(1).map((field) => fieldOf(field, 0));
}

function fieldOf(field: FlatTable, depth: number): ArrowField {
  if (depth > DEPTH_MOST) throw damaged();
  const children = field.tables(5).map((child) => fieldOf(child, depth + 1));
  const name = field.text(0);
  const type = typeOf(field.int8(2), field.table(3), name);
  const most = type.is === 'list' || type.is === 'map' || type.is === 'array' ? 1 : type.is === 'struct' ? Infinity : 0;
  if (children.length > most || (most === 1 && children.length !== 1)) throw damaged();
  if (type.is === 'map' && children[0].children.length !== 2) throw damaged();
  const dictionary = field.table(4);
  if (dictionary === undefined) return { name, type, children, dictionary: undefined };
  const index = dictionary.table(1);
  const width = index === undefined ? 4 : index.int32(0) / 8;
  const signed = index === undefined || index.int8(1) !== 0;
  if (![1, 2, 4, 8].includes(width)) throw damaged();
  return { name, type, children, dictionary: { id: dictionary.int64(0), width, signed } };
}

/** Numbers of the union Type in Schema.fbs. */
function typeOf(id: number, about: FlatTable | undefined, name: Uint8Array): ArrowType {
  switch (id) {
    case 1:
      return { is: 'null' };
    case 2:
      return { is: 'integer', width: widthOf(about, 0, [8, 16, 32, 64]), signed: about?.int8(1) !== 0 };
    case 3:
      return { is: 'float', width: [2, 4, 8][about?.int16(0) ?? 0] ?? 8 };
    case 4:
    case 5:
      return { is: 'bytes', text: id === 5, wide: false };
    case 19:
    case 20:
      return { is: 'bytes', text: id === 20, wide: true };
    case 23:
    case 24:
      return { is: 'view', text: id === 24 };
    case 6:
      return { is: 'boolean' };
    case 7:
      return { is: 'decimal', scale: about?.int32(1) ?? 0, width: (about?.int32(2) || 128) / 8 };
    case 8:
      return { is: 'date', days: about?.int16(0, MILLISECOND) === 0 };
    case 9:
      return { is: 'time', unit: unitOf(about, MILLISECOND), width: about?.int32(1) === 64 ? 8 : 4 };
    case 10:
      return { is: 'timestamp', unit: unitOf(about, SECOND), zone: (about?.text(1).length ?? 0) > 0 ? 'Z' : '' };
    case 18:
      return { is: 'integer', width: 8, signed: true };
    case 12:
    case 21:
      return { is: 'list', wide: id === 21 };
    case 13:
      return { is: 'struct' };
    case 15:
      return { is: 'fixed', width: Math.max(1, about?.int32(0) ?? 0) };
    case 16:
      return { is: 'array', size: Math.max(0, about?.int32(0) ?? 0) };
    case 17:
      return { is: 'map', wide: false };
    default:
      throw new Unreadable(
        `has a column (${JSON.stringify(Buffer.from(name).toString('utf8').slice(0, 60))}) of an Arrow type that ftlint does not read (number ${id} in Schema.fbs)`,
        'Cast it to text, numbers, lists or structs, or leave it out',
      );
  }
}

function widthOf(about: FlatTable | undefined, field: number, allowed: readonly number[]): number {
  const bits = about?.int32(field) ?? 0;
  if (!allowed.includes(bits)) throw damaged();
  return bits / 8;
}

/** Units that are left out of a file because they are the default of their type. */
const SECOND = 0;
const MILLISECOND = 1;

function unitOf(about: FlatTable | undefined, otherwise: number): TimeUnit {
  const unit = UNITS[about?.int16(0, otherwise) ?? otherwise];
  if (unit === undefined) throw damaged();
  return unit;
}
