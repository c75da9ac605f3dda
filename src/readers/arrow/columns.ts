import type { Blob, Buffers } from './buffers.ts';
import type { ArrowField, ArrowType } from './schema.ts';
import { scalarCell } from './scalars.ts';
import { bytesText, type Cells, damaged, type Dictionaries } from './cells.ts';
import { createJsonText, type JsonText } from '../rows/json-text.ts';

/** Reads a column's buffers. Throws Unreadable. */
export function readCells(field: ArrowField, buffers: Buffers, dictionaries: Dictionaries): Cells {
  const length = buffers.node();
  if (field.dictionary !== undefined) return places(field.dictionary, length, buffers, dictionaries);
  const { type } = field;
  if (type.is === 'null') return { length, write: (text) => text.ascii('null') };
  const valid = bits(buffers.whole(), length);
  const write = writerOf(type, field, length, buffers, dictionaries);
  if (valid === undefined) return { length, write };
  return { length, write: (text, i) => (valid(i) ? write(text, i) : text.ascii('null')) };
}

/** Whether a value is there, by its bit; undefined where all are. */
function bits(bytes: Uint8Array, length: number): ((i: number) => boolean) | undefined {
  if (bytes.length === 0) return undefined;
  if (bytes.length * 8 < length) throw damaged();
  return (i) => ((bytes[i >> 3] >> (i & 7)) & 1) === 1;
}

function places(
  { id, width, signed }: NonNullable<ArrowField['dictionary']>,
  length: number,
  buffers: Buffers,
  dictionaries: Dictionaries,
): Cells {
  const valid = bits(buffers.whole(), length);
  const indexes = integers(buffers.whole(), width, signed, length);
  const dictionary = dictionaries.get(id);
  return {
    length,
    write(text, i) {
      if (valid !== undefined && !valid(i)) return text.ascii('null');
      const index = indexes(i);
      if (dictionary === undefined || index < 0 || index >= dictionary.length) throw damaged();
      return dictionary.write(text, index);
    },
  };
}

function integers(bytes: Uint8Array, width: number, signed: boolean, length: number): (i: number) => number {
  if (bytes.length < length * width) throw damaged();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  switch (width) {
    case 1:
      return signed ? (i) => view.getInt8(i) : (i) => bytes[i];
    case 2:
      return signed ? (i) => view.getInt16(i * 2, true) : (i) => view.getUint16(i * 2, true);
    case 4:
      return signed ? (i) => view.getInt32(i * 4, true) : (i) => view.getUint32(i * 4, true);
    default:
      return (i) => view.getInt32(i * 8 + 4, true) * 2 ** 32 + view.getUint32(i * 8, true);
  }
}

type Write = Cells['write'];

function writerOf(
  type: ArrowType,
  field: ArrowField,
  length: number,
  buffers: Buffers,
  dictionaries: Dictionaries,
): Write {
  switch (type.is) {
    case 'bytes':
      return bytesCell(offsets(buffers, type.wide, length), buffers.blob(), type.text);
    case 'view':
      return viewCell(type.text, length, buffers);
    case 'list': {
      const at = offsets(buffers, type.wide, length);
      const item = readCells(field.children[0], buffers, dictionaries);
      return (text, i) => list(text, item, at(i), at(i + 1));
    }
    case 'map': {
      const at = offsets(buffers, false, length);
      return mapCell(at, field.children[0], buffers, dictionaries);
    }
    case 'array': {
      const item = readCells(field.children[0], buffers, dictionaries);
      return (text, i) => list(text, item, i * type.size, (i + 1) * type.size);
    }
    case 'struct':
      return rowCell(
        field.children,
        field.children.map((child) => atLeast(readCells(child, buffers, dictionaries), length)),
      );
    case 'null':
      return (text) => text.ascii('null');
    default:
      return scalarCell(type, buffers.whole(), length);
  }
}

function atLeast(cells: Cells, length: number): Cells {
  if (cells.length < length) throw damaged();
  return cells;
}

function offsets(buffers: Buffers, wide: boolean, length: number): (i: number) => number {
  const bytes = buffers.whole();
  // Of no values there may be no offset either.
  return bytes.length === 0 && length === 0 ? () => 0 : integers(bytes, wide ? 8 : 4, true, length + 1);
}

function bytesCell(at: (i: number) => number, blob: Blob, text: boolean): Write {
  return (out, i) => {
    const from = at(i);
    const to = at(i + 1);
    if (from < 0 || to < from || to > blob.length) throw damaged();
    const start = blob.load(from, to);
    bytesText(out, blob.bytes, start, start + to - from, text);
  };
}

/** Short values stand in the view itself, others in one of the data buffers. */
function viewCell(text: boolean, length: number, buffers: Buffers): Write {
  const views = buffers.whole();
  if (views.length < length * 16) throw damaged();
  const view = new DataView(views.buffer, views.byteOffset, views.byteLength);
  const data = Array.from({ length: buffers.count() }, () => buffers.blob());
  return (out, i) => {
    const size = view.getInt32(i * 16, true);
    if (size < 0) throw damaged();
    if (size <= 12) return bytesText(out, views, i * 16 + 4, i * 16 + 4 + size, text);
    const blob = data[view.getInt32(i * 16 + 8, true)];
    const from = view.getInt32(i * 16 + 12, true);
    if (blob === undefined || from < 0 || from + size > blob.length) throw damaged();
    const start = blob.load(from, from + size);
    return bytesText(out, blob.bytes, start, start + size, text);
  };
}

function list(text: JsonText, item: Cells, from: number, to: number): void {
  if (from < 0 || to < from || to > item.length) throw damaged();
  text.sign(0x5b);
  for (let i = from; i < to; i++) {
    if (i > from) text.sign(0x2c);
    item.write(text, i);
  }
  text.sign(0x5d);
}

/** A map as an object: its keys are texts, or numbers in quotes. */
function mapCell(at: (i: number) => number, entries: ArrowField, buffers: Buffers, dictionaries: Dictionaries): Write {
  const length = buffers.node();
  // Entries are never null themselves.
  buffers.whole();
  const [key, value] = entries.children.map((child) => atLeast(readCells(child, buffers, dictionaries), length));
  const name = createJsonText(256);
  return (text, i) => {
    const [from, to] = [at(i), at(i + 1)];
    if (from < 0 || to < from || to > length) throw damaged();
    text.sign(0x7b);
    for (let k = from; k < to; k++) {
      if (k > from) text.sign(0x2c);
      name.clear();
      key.write(name, k);
      if (name.bytes[0] === 0x22) text.raw(name.bytes, 0, name.length);
      else text.string(name.bytes, 0, name.length);
      text.sign(0x3a);
      value.write(text, k);
    }
    text.sign(0x7d);
  };
}

/** An object of the columns' values. */
export function rowCell(fields: readonly ArrowField[], columns: readonly Cells[]): Write {
  const keys = fields.map(({ name }) => {
    const key = createJsonText(name.length + 8);
    key.string(name, 0, name.length);
    key.sign(0x3a);
    return key.bytes.slice(0, key.length);
  });
  return (text, i) => {
    text.sign(0x7b);
    for (let k = 0; k < columns.length; k++) {
      if (k > 0) text.sign(0x2c);
      text.raw(keys[k], 0, keys[k].length);
      columns[k].write(text, i);
    }
    text.sign(0x7d);
  };
}
