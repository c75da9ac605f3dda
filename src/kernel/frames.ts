import { finish32 } from '../core/hash.ts';
import { ValueType } from '../core/tape.ts';
import type { KeyTable } from './key-table.ts';
import type { TapeStore } from './tape-store.ts';

/** Bound once: as a global it is looked up for every byte where a program runs in a context of its own. */
const { imul } = Math;

/** Open containers of the record in hand: where they began, and the canonical and shape hashes of their members so far. */
export interface Frames {
  /** Open containers. */
  depth: number;
  /** Shape of the value that was closed last. */
  shapeLo: number;
  shapeHi: number;
  inObject(): boolean;
  /** Entry of the innermost open container. */
  top(): number;
  /** Opens the container at `entry`. */
  open(entry: number, object: boolean): void;
  /** Names the member that comes next. */
  setKey(id: number): void;
  key(): number;
  /** Closes the innermost container: its hash and number of members go to the tape. */
  close(): void;
  /** Counts the finished value at `entry` in as a member of the container around it. */
  absorb(entry: number): void;
  /** JSON Pointer of the value that is being read. */
  pointer(): string;
}

/** Salt by type, so that "1", 1 and true differ; index is `ValueType`. */
const VALUE_SALT = [0x2545f491, 0x6c8e9cf5, 0x1b56c4e9, 0x7ed55d16, 0x5165667b, 0x3a8f05c5, 0x4cf5ad43];
/** Salt by type in shapes: true and false are one type. */
const SHAPE_SALT = [0x165667b1, 0x27d4eb2f, 0x0e6546b6, 0x52dce729, 0x38495ab5, 0x38495ab5, 0x7feb352d];

/** Levels of containers whose members count in a shape. */
const SHAPE_DEPTH = 6;

const mixLo = (k: number, v: number): number => finish32(imul(k, 0x9e3779b1) ^ v) | 0;
const mixHi = (k: number, v: number, lo: number): number => finish32(imul(k, 0x85ebca77) ^ v ^ lo) | 0;

/** First lane of a value's type-salted hash: what a record of this root is known by. */
export const rootLo = (type: number, lo: number): number => mixLo(VALUE_SALT[type], lo);
export const rootHi = (type: number, lo: number, hi: number): number => mixHi(VALUE_SALT[type], hi, rootLo(type, lo));

function more(old: Int32Array, size: number): Int32Array<ArrayBuffer> {
  const fresh = new Int32Array(size);
  fresh.set(old);
  return fresh;
}

export function createFrames(tape: TapeStore, keys: KeyTable): Frames {
  let room = 64;
  let entries = new Int32Array(room);
  let objects = new Uint8Array(room);
  let names = new Int32Array(room);
  let counts = new Int32Array(room);
  // Four lanes a frame: canonical low and high, shape low and high.
  let lanes = new Int32Array(room * 4);
  // Distinct element shapes of the open arrays, as pairs; those of one array begin at its base.
  let bases = new Int32Array(room);
  let shapes = new Int32Array(256);
  let used = 0;
  const frames: Frames = { depth: 0, shapeLo: 0, shapeHi: 0, inObject, top, open, setKey, key, close, absorb, pointer };

  function inObject(): boolean {
    return objects[frames.depth - 1] === 1;
  }

  function top(): number {
    return entries[frames.depth - 1];
  }

  function open(entry: number, object: boolean): void {
    const d = frames.depth++;
    if (d === room) deepen();
    if (d === 0) used = 0;
    entries[d] = entry;
    objects[d] = object ? 1 : 0;
    names[d] = -1;
    counts[d] = 0;
    lanes.fill(0, d * 4, d * 4 + 4);
    bases[d] = used;
  }

  function deepen(): void {
    room *= 2;
    const kinds = new Uint8Array(room);
    kinds.set(objects);
    objects = kinds;
    entries = more(entries, room);
    names = more(names, room);
    counts = more(counts, room);
    bases = more(bases, room);
    lanes = more(lanes, room * 4);
  }

  function setKey(id: number): void {
    names[frames.depth - 1] = id;
  }

  function key(): number {
    return frames.depth === 0 ? -1 : names[frames.depth - 1];
  }

  function close(): void {
    const d = --frames.depth;
    const entry = entries[d];
    const at = d * 4;
    const type = tape.type[entry];
    tape.codePoints[entry] = counts[d];
    tape.next[entry] = tape.count;
    const lo = mixLo(counts[d], lanes[at] ^ VALUE_SALT[type]);
    tape.hashLo[entry] = tape.normLo[entry] = lo;
    tape.hashHi[entry] = tape.normHi[entry] = mixHi(counts[d], lanes[at + 1], lo);
    if (type === ValueType.array) sumElementShapes(d);
    // An empty container, and one too deep to look into, keep the sum 0 but differ by the second salt.
    const salt = SHAPE_SALT[type] ^ (counts[d] === 0 && d < SHAPE_DEPTH ? 0x55555555 : 0);
    frames.shapeLo = mixLo(salt, lanes[at + 2]);
    frames.shapeHi = mixHi(salt, lanes[at + 3], frames.shapeLo);
    used = bases[d];
  }

  function absorb(entry: number): void {
    const d = frames.depth - 1;
    const type = tape.type[entry];
    if (type > ValueType.array) {
      frames.shapeLo = SHAPE_SALT[type];
      frames.shapeHi = 0;
    }
    if (d < 0) return;
    const at = d * 4;
    counts[d]++;
    const valueLo = tape.hashLo[entry] ^ VALUE_SALT[type];
    const valueHi = tape.hashHi[entry];
    if (objects[d] === 1) {
      // A sum: free of the order of keys.
      const id = names[d];
      const keyLo = keys.hashLo(id);
      const keyHi = keys.hashHi(id);
      const lo = mixLo(keyLo, valueLo);
      lanes[at] += lo;
      lanes[at + 1] += mixHi(keyHi, valueHi, lo);
      if (d >= SHAPE_DEPTH) return;
      const shapeLo = mixLo(keyLo, frames.shapeLo);
      lanes[at + 2] += shapeLo;
      lanes[at + 3] += mixHi(keyHi, frames.shapeHi, shapeLo);
    } else {
      const lo = mixLo(lanes[at], valueLo);
      lanes[at + 1] = mixHi(lanes[at + 1], valueHi, lo);
      lanes[at] = lo;
      if (d < SHAPE_DEPTH) addElementShape(bases[d]);
    }
  }

  /** Keeps the shape unless one of the last 16 equals it: arrays have few shapes, and the rest is sorted out at the end. */
  function addElementShape(base: number): void {
    for (let i = used - 2, stop = Math.max(base, used - 32); i >= stop; i -= 2) {
      if (shapes[i] === frames.shapeLo && shapes[i + 1] === frames.shapeHi) return;
    }
    if (used + 2 > shapes.length) {
      const more = new Int32Array(shapes.length * 2);
      more.set(shapes);
      shapes = more;
    }
    shapes[used++] = frames.shapeLo;
    shapes[used++] = frames.shapeHi;
  }

  function sumElementShapes(d: number): void {
    const many = used - bases[d] > 32 ? new Set<number>() : undefined;
    for (let i = bases[d]; i < used; i += 2) {
      if (many !== undefined) {
        // 53 bits of the 64 are enough to tell the shapes of one array apart.
        const id = (shapes[i + 1] >>> 11) * 2 ** 32 + (shapes[i] >>> 0);
        if (many.has(id)) continue;
        many.add(id);
      }
      const lo = mixLo(shapes[i], 1);
      lanes[d * 4 + 2] += lo;
      lanes[d * 4 + 3] += mixHi(shapes[i + 1], 1, lo);
    }
  }

  function pointer(): string {
    let text = '';
    for (let d = 0; d < frames.depth; d++) {
      const part =
        objects[d] === 1 ? keys.name(names[d]).replaceAll('~', '~0').replaceAll('/', '~1') : String(counts[d]);
      text += '/' + part;
    }
    return text;
  }

  return frames;
}
