import { ValueType } from '../core/tape.ts';
import { hashBytes, type Lanes } from '../core/hash.ts';
import { Class } from './byte-class.ts';
import { codeName } from './fault-words.ts';
import { Flag } from '../core/tape.ts';
import type { JsonParts } from './json-scan.ts';
import { enlarge } from './room.ts';
import type { CellStore } from './stores.ts';
import { reserveEntry } from './tape-store.ts';

/** Puts rows of tables on the tape as objects of strings. */
export interface RowScan {
  /** Starts a batch: interned names may have gone. */
  begin(): void;
  /** Ids of the columns' names. */
  idsOf(names: readonly string[]): readonly number[];
  /** Adds a row and answers the entry of its object. `at` is where its problems are noted. */
  row(names: readonly string[], values: readonly string[], at: number): number;
}

/** From so many units on, a text is measured before room is made for it: three bytes for each is what it could need at most. */
const LONG = 1 << 20;

const bytesMost = (text: string): number => (text.length < LONG ? text.length * 3 : Buffer.byteLength(text));

export function createRowScan(parts: JsonParts, classes: Uint8Array, store: CellStore): RowScan {
  const { tape, keys, frames, digest, duplicates, problems } = parts;
  const cells = store.room;
  const encoder = new TextEncoder();
  const lanes: Lanes = { lo: 0, hi: 0 };
  let header: readonly string[] | undefined;
  let ids: readonly number[] = [];

  function idOf(name: string): number {
    const bytes = encoder.encode(name);
    hashBytes(bytes, 0, bytes.length, lanes);
    return keys.intern(bytes, 0, bytes.length, lanes);
  }

  function idsOf(names: readonly string[]): readonly number[] {
    if (names !== header) ids = names.map(idOf);
    header = names;
    return ids;
  }

  function push(type: number): number {
    const entry = reserveEntry(tape);
    tape.type[entry] = type;
    tape.depth[entry] = frames.depth;
    tape.key[entry] = frames.key();
    tape.start[entry] = store.used;
    tape.next[entry] = entry + 1;
    tape.flags[entry] = 0;
    tape.hits[entry] = 0;
    return entry;
  }

  /** ORs the classes of a decoded cell and counts its code points. */
  function survey(start: number, end: number, entry: number): number {
    const { bytes } = cells;
    let all = 0;
    let points = 0;
    for (let i = start; i < end; i++) {
      all |= classes[bytes[i]];
      if ((bytes[i] & 0xc0) !== 0x80) points++;
    }
    tape.codePoints[entry] = points;
    return all;
  }

  function noteControl(start: number, end: number, at: number): void {
    for (let i = start; i < end; i++) {
      if ((classes[cells.bytes[i]] & Class.control) === 0) continue;
      problems.note('control-character', at, frames.pointer(), { code: codeName(cells.bytes[i]) });
      return;
    }
  }

  function row(names: readonly string[], values: readonly string[], at: number): number {
    store.tabular = true;
    idsOf(names);
    frames.depth = 0;
    const root = push(ValueType.object);
    frames.open(root, true);
    let control = false;
    for (let i = 0; i < values.length && i < ids.length; i++) {
      frames.setKey(ids[i]);
      const entry = push(ValueType.string);
      if (duplicates.see(entry, ids[i], root)) problems.note('duplicate-key', at, frames.pointer(), { key: names[i] });
      enlarge(cells, store.used + bytesMost(values[i]), store.used);
      const from = store.used;
      store.used += encoder.encodeInto(values[i], cells.bytes.subarray(from)).written;
      const seen = survey(from, store.used, entry);
      digest(cells, from, store.used, seen, entry);
      tape.end[entry] = store.used;
      if ((seen & Class.high) !== 0) tape.flags[entry] |= Flag.nonAscii;
      if ((seen & Class.control) !== 0 && !control) {
        control = true;
        noteControl(from, store.used, at);
      }
      frames.absorb(entry);
    }
    tape.end[root] = store.used;
    frames.close();
    frames.absorb(root);
    return root;
  }

  return {
    begin() {
      header = undefined;
    },
    idsOf,
    row,
  };
}
