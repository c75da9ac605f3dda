import { buffersOf } from './buffers.ts';
import { type Cells, damaged, type Dictionaries, joined } from './cells.ts';
import { readCells } from './columns.ts';
import { messageAt } from './messages.ts';
import type { ArrowField } from './schema.ts';
import type { FileBytes } from '../rows/row-file.ts';

/**
 * Dictionaries as they are after the first `count` messages about them, which stand at these places of the file: a later
 * one replaces an earlier of the same number, or adds to it. Those of the last question are kept.
 */
export function dictionariesOf(
  file: FileBytes,
  fields: readonly ArrowField[],
  places: readonly number[],
): (count: number) => Dictionaries {
  const types = new Map<number, ArrowField>();
  const enter = (field: ArrowField): void => {
    if (field.dictionary !== undefined) types.set(field.dictionary.id, { ...field, dictionary: undefined });
    field.children.forEach(enter);
  };
  fields.forEach(enter);
  let parts = new Map<number, Cells[]>();
  let known: Dictionaries = new Map();
  let read = 0;

  function readOne(at: number): void {
    const { header, start, end } = messageAt(file, at);
    const id = header.int64(0);
    const batch = header.table(1);
    const field = types.get(id);
    if (field === undefined || batch === undefined) throw damaged();
    // One dictionary may point into another, which stands before it.
    const before = { get: (other: number) => joinedOf(parts.get(other)) };
    const cells = readCells(field, buffersOf(file, batch, start, end - start), before);
    const added = header.int8(2) === 0 ? undefined : parts.get(id);
    if (added === undefined) parts.set(id, [cells]);
    else added.push(cells);
  }

  return (count) => {
    if (count < read) {
      parts = new Map();
      known = new Map();
      read = 0;
    }
    if (count === read) return known;
    for (; read < count; read++) readOne(places[read]);
    return (known = new Map([...parts].map(([id, own]) => [id, joined([...own])])));
  };
}

const joinedOf = (parts: readonly Cells[] | undefined): Cells | undefined =>
  parts === undefined ? undefined : joined([...parts]);
