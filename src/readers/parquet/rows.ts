import { createJsonText, type JsonText } from '../rows/json-text.ts';
import type { Column } from './columns.ts';
import type { Field, List, Node, Struct } from './schema.ts';
import { Unreadable, WRITE_AGAIN } from '../rows/row-file.ts';

/** Writes the value of the row at hand, and leaves its columns at the next. */
type Write = (text: JsonText) => void;

const COMMA = 0x2c;
const damaged = (): Unreadable => new Unreadable('is damaged: lists in it end in the middle of a row', WRITE_AGAIN);

/**
 * Compiles the schema into a function that writes one row as a JSON object, straight from the columns' levels: nothing of
 * the row is ever an object in memory.
 */
export function rowWriter(root: Struct, columns: readonly Column[]): Write {
  const write = structText(root, columns);
  return (text) => {
    write(text);
    for (const { rep } of columns) if (rep !== 0) throw damaged();
  };
}

/** The writer of a node whose columns begin with number `first` and end before `end`. */
function nodeText(node: Node, columns: readonly Column[], first: number, end: number): Write {
  if (node.kind === 'leaf') {
    const column = columns[node.column];
    return (text) => column.write(text);
  }
  const lead = columns[first];
  const below = columns.slice(first, end);
  const missing = (text: JsonText, as: string): void => {
    text.ascii(as);
    for (const column of below) column.skip();
  };
  const { def } = node;
  if (node.kind === 'struct') {
    const write = structText(node, columns);
    return (text) => (lead.def < def ? missing(text, 'null') : write(text));
  }
  const write = node.kind === 'map' ? mapText(node, columns, first) : listText(node, columns, first, end);
  const empty = node.kind === 'map' ? '{}' : '[]';
  return (text) => {
    if (lead.def > def) write(text);
    else missing(text, lead.def < def ? 'null' : empty);
  };
}

function structText({ fields }: Struct, columns: readonly Column[]): Write {
  const members = fields.map((field, i) => ({
    key: keyText(field, i === 0 ? '{' : ','),
    write: nodeText(field.node, columns, field.first, field.end),
  }));
  return (text) => {
    for (let i = 0; i < members.length; i++) {
      const { key, write } = members[i];
      text.raw(key, 0, key.length);
      write(text);
    }
    text.sign(0x7d);
  };
}

function keyText({ name }: Field, before: string): Uint8Array {
  const text = createJsonText(name.length + 8);
  text.ascii(before);
  text.string(name, 0, name.length);
  text.ascii(':');
  return text.bytes.slice(0, text.length);
}

function listText({ item, rep }: List, columns: readonly Column[], first: number, end: number): Write {
  const lead = columns[first];
  const write = nodeText(item, columns, first, end);
  return (text) => {
    text.sign(0x5b);
    for (let more = false; !more || lead.rep === rep; more = true) {
      if (more) text.sign(COMMA);
      write(text);
    }
    text.sign(0x5d);
  };
}

/** A map as an object: its keys are texts, or numbers in quotes. */
function mapText({ item, rep }: List, columns: readonly Column[], first: number): Write {
  const lead = columns[first];
  const [key, value] = (item as Struct).fields.map((field) => nodeText(field.node, columns, field.first, field.end));
  const name = createJsonText(256);
  return (text) => {
    text.sign(0x7b);
    for (let more = false; !more || lead.rep === rep; more = true) {
      if (more) text.sign(COMMA);
      name.clear();
      key(name);
      if (name.bytes[0] === 0x22) text.raw(name.bytes, 0, name.length);
      else text.string(name.bytes, 0, name.length);
      text.sign(0x3a);
      value(text);
    }
    text.sign(0x7d);
  };
}
