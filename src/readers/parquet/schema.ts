import type { TimeUnit } from '../rows/scalar-text.ts';
import { Unreadable, WRITE_AGAIN } from '../rows/row-file.ts';
import { bytesIn, numberIn, structIn, type ThriftStruct } from './thrift.ts';

/** Physical types, by their number in the format. */
export const Physical = {
  boolean: 0,
  int32: 1,
  int64: 2,
  int96: 3,
  float: 4,
  double: 5,
  bytes: 6,
  fixed: 7,
} as const;

/** What a column's values mean, beyond their physical type. */
export type Meaning =
  | { readonly is: 'plain' | 'text' | 'unsigned' | 'date' | 'uuid' | 'half' | 'none' }
  | { readonly is: 'decimal'; readonly scale: number }
  | { readonly is: 'time'; readonly unit: TimeUnit }
  | { readonly is: 'timestamp'; readonly unit: TimeUnit; readonly utc: boolean };

/** A column of values. `def`, `rep`: the highest levels of its entries. */
export interface Leaf {
  readonly kind: 'leaf';
  readonly def: number;
  readonly rep: number;
  /** Number among the columns. */
  readonly column: number;
  readonly physical: number;
  /** Bytes of a value of fixed length. */
  readonly width: number;
  readonly meaning: Meaning;
}

/** An object; null where an entry's level is below `def`. */
export interface Struct {
  readonly kind: 'struct';
  readonly def: number;
  readonly fields: readonly Field[];
}

/** A list, or a map, whose item is a struct of key and value. Null below `def`, empty below `def + 1`. */
export interface List {
  readonly kind: 'list' | 'map';
  readonly def: number;
  /** Level with which a further item begins. */
  readonly rep: number;
  readonly item: Node;
}

/** A node of the schema. */
export type Node = Leaf | Struct | List;

/** A member of an object. */
export interface Field {
  /** UTF-8 bytes. */
  readonly name: Uint8Array;
  readonly node: Node;
  /** Columns beneath: `[first, behind the last)`. */
  readonly first: number;
  readonly end: number;
}

/** Groups inside groups: no training format needs ten. */
const DEPTH_MOST = 200;

const Repetition = { optional: 1, repeated: 2 } as const;
const Converted = { map: 1, mapKeyValue: 2, list: 3 } as const;

const damaged = (): Unreadable => new Unreadable('is damaged: its schema makes no sense', WRITE_AGAIN);

interface Element {
  readonly field: ThriftStruct;
  readonly name: Uint8Array;
  readonly repetition: number;
  readonly children: readonly Element[];
}

/** The schema of the rows, and the columns in their order, from the schema elements of the file's metadata. */
export function readSchema(elements: readonly ThriftStruct[]): {
  readonly root: Struct;
  readonly leaves: readonly Leaf[];
} {
  const leaves: Leaf[] = [];
  let next = 0;

  function tree(depth: number): Element {
    const field = elements[next++];
    const count = numberIn(field, 5) ?? 0;
    if (field === undefined || depth > DEPTH_MOST || count < 0 || count > elements.length - next) throw damaged();
    const children: Element[] = [];
    for (let i = 0; i < count; i++) children.push(tree(depth + 1));
    return { field, name: bytesIn(field, 4) ?? new Uint8Array(0), repetition: numberIn(field, 3) ?? 0, children };
  }

  /** `rep` and `def` are the levels above the element. A repeated one that nobody calls a list is one all the same. */
  function node(element: Element, rep: number, def: number): Node {
    if (element.repetition === Repetition.repeated)
      return { kind: 'list', def, rep: rep + 1, item: inner(element, rep + 1, def + 1) };
    return inner(element, rep, element.repetition === Repetition.optional ? def + 1 : def);
  }

  function inner(element: Element, rep: number, def: number): Node {
    if (element.children.length === 0) return leaf(element.field, rep, def);
    const { converted, logical } = annotations(element.field);
    const [child] = element.children;
    const sole = element.children.length === 1 && child.repetition === Repetition.repeated;
    const isMap = converted === Converted.map || converted === Converted.mapKeyValue || logical?.has(2) === true;
    if (sole && isMap && child.children.length === 2)
      return { kind: 'map', def, rep: rep + 1, item: inner(child, rep + 1, def + 1) };
    if (sole && (converted === Converted.list || logical?.has(3) === true))
      return { kind: 'list', def, rep: rep + 1, item: item(element, child, rep + 1, def + 1) };
    return struct(element, rep, def);
  }

  /** The rules for lists of older writers, in the order of the format's LogicalTypes.md. */
  function item(list: Element, repeated: Element, rep: number, def: number): Node {
    const only = repeated.children[0];
    const name = (element: Element): string => new TextDecoder().decode(element.name);
    const itself =
      repeated.children.length !== 1 ||
      only.repetition === Repetition.repeated ||
      ((name(repeated) === 'array' || name(repeated) === `${name(list)}_tuple`) && repeated.children.length > 0);
    return itself ? inner(repeated, rep, def) : node(only, rep, def);
  }

  function struct({ children }: Element, rep: number, def: number): Struct {
    const fields = children.map((child) => {
      const first = leaves.length;
      const made = node(child, rep, def);
      return { name: child.name, node: made, first, end: leaves.length };
    });
    return { kind: 'struct', def, fields };
  }

  function leaf(field: ThriftStruct, rep: number, def: number): Leaf {
    const physical = numberIn(field, 1);
    if (physical === undefined || physical < 0 || physical > Physical.fixed) throw damaged();
    const width = numberIn(field, 2) ?? 0;
    if (physical === Physical.fixed && (width <= 0 || width > 1 << 20)) throw damaged();
    const made: Leaf = {
      kind: 'leaf',
      def,
      rep,
      column: leaves.length,
      physical,
      width,
      meaning: meaningOf(field, physical),
    };
    leaves.push(made);
    return made;
  }

  const root = tree(0);
  const made = struct(root, 0, 0);
  if (next !== elements.length || leaves.length === 0) throw damaged();
  return { root: made, leaves };
}

function annotations(field: ThriftStruct): {
  readonly converted: number | undefined;
  readonly logical: ThriftStruct | undefined;
} {
  return { converted: numberIn(field, 6), logical: structIn(field, 10) };
}

function unitOf(type: ThriftStruct | undefined): TimeUnit {
  const unit = structIn(type, 2);
  return unit?.has(1) ? 1_000 : unit?.has(2) ? 1_000_000 : 1_000_000_000;
}

/** Numbers of LogicalType's members and of ConvertedType, as parquet.thrift has them. */
function meaningOf(field: ThriftStruct, physical: number): Meaning {
  const { converted, logical } = annotations(field);
  const has = (id: number): boolean => logical?.has(id) === true;
  if (has(1) || has(4) || has(12) || converted === 0 || converted === 4 || converted === 19) return { is: 'text' };
  if (has(5) || converted === 5)
    return { is: 'decimal', scale: numberIn(structIn(logical, 5), 1) ?? numberIn(field, 7) ?? 0 };
  if (has(6) || converted === 6) return { is: 'date' };
  if (has(7)) return { is: 'time', unit: unitOf(structIn(logical, 7)) };
  if (converted === 7 || converted === 8) return { is: 'time', unit: converted === 7 ? 1_000 : 1_000_000 };
  if (has(8)) {
    const type = structIn(logical, 8);
    return { is: 'timestamp', unit: unitOf(type), utc: type?.get(1) === true };
  }
  if (converted === 9 || converted === 10)
    return { is: 'timestamp', unit: converted === 9 ? 1_000 : 1_000_000, utc: true };
  if (physical === Physical.int96) return { is: 'timestamp', unit: 1_000_000_000, utc: false };
  if (has(10)) return { is: structIn(logical, 10)?.get(2) === false ? 'unsigned' : 'plain' };
  if (converted !== undefined && converted >= 11 && converted <= 14) return { is: 'unsigned' };
  if (has(14)) return { is: 'uuid' };
  if (has(15)) return { is: 'half' };
  // No JSON: BSON, intervals, geometry.
  if (has(13) || has(17) || has(18) || converted === 20 || converted === 21 || has(11)) return { is: 'none' };
  return { is: 'plain' };
}
