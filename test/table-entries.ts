import { GroupReader } from '../src/core/read-group.ts';
import { createReadings, type Readings, readingsCodec } from '../src/core/readings.ts';
import { Sink } from '../src/core/sink.ts';
import { SPLITS } from '../src/core/splits.ts';
import { type Share, Table, type TableOptions } from '../src/core/table.ts';
import { EMPTY, placeWord, UNFIT, upperOf } from '../src/core/table-entry.ts';
import { KeyIndex } from '../src/stats/key-index.ts';
import type { NaiveReading } from './naive-readings.ts';

const { imul } = Math;

/** One record under one key. */
export interface TableEntry {
  keyLo: number;
  keyHi: number;
  /** Normalised output, 40 bits: 32 here, 8 in `outHi`. */
  outLo: number;
  outHi: number;
  /** Canonical record hash, 32 bits: compared only under one key. */
  record: number;
  /** Exact input, 32 bits. */
  exact: number;
  file: number;
  /** Number of the split in `SPLITS`. */
  split: number;
  /** Bytes of the decompressed file, below 2^40. */
  offset: number;
  /** Physical lines from the segment's start. */
  line: number;
  empty: boolean;
  unfit: boolean;
}

/** A hash of a number, 32 bits. */
export function hashed(i: number, lane: number): number {
  let h = imul(i ^ imul(lane, 0x9e3779b1), 0x85ebca6b);
  h = imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

export function entry(of: Partial<TableEntry>): TableEntry {
  return {
    keyLo: 0,
    keyHi: 0,
    outLo: 0,
    outHi: 0,
    record: 0,
    exact: 0,
    file: 0,
    split: 0,
    offset: 0,
    line: 0,
    empty: false,
    unfit: false,
    ...of,
  };
}

/** Adds an entry as the words that it is kept in. */
export function add(table: Table, e: TableEntry): void {
  const flags = (e.unfit ? UNFIT : 0) | (e.empty ? EMPTY : 0) | (e.outHi & 0xff);
  const place = placeWord(e.file, e.split, upperOf(e.offset)) | flags;
  table.entries.add(e.keyLo | 0, e.keyHi | 0, e.outLo | 0, e.record | 0, e.exact | 0, e.offset | 0, e.line | 0, place);
}

export function tableOf(entries: Iterable<TableEntry>, options?: TableOptions): Table {
  const table = new Table(options);
  for (const e of entries) add(table, e);
  return table;
}

export const segmentAt = (file: number) => file;
export const classes = () => {
  const keys = new KeyIndex();
  for (let i = 0; i < 4; i++) keys.add(hashed(i, 3), i);
  return { train: keys, validation: keys, test: keys };
};

export interface Read {
  readonly distinct: number;
  readonly readings: Readings;
  readonly sink: Sink;
}

export function read(table: Table, share?: Share): Read {
  const readings = createReadings(classes());
  const sink = new Sink(5);
  const reader = new GroupReader(readings, sink, true);
  const distinct = table.groups(segmentAt, (group) => reader.read(group), share);
  reader.finish();
  return { distinct, readings, sink };
}

/** Readings and findings as plain data. */
export function told({ distinct, readings, sink }: Read): unknown {
  const rules = ['copies.share', 'conflicts.share', 'leak.share'];
  return {
    distinct,
    bytes: Buffer.from(readingsCodec.encode(readings)).toString('hex'),
    found: rules.map((rule) => {
      const kept = sink.of(rule);
      return [rule, kept?.count ?? 0, kept?.places ?? []];
    }),
  };
}

export function comparable(readings: Readings): Record<string, NaiveReading> {
  return Object.fromEntries(
    SPLITS.map((split) => {
      const { lostByClass, multiplicity, ...rest } = readings[split];
      const { keys, counts } = lostByClass;
      const lost: [number, number][] = [];
      for (let i = 0; i < keys.size; i++)
        if (counts[i] > 0) lost.push([keys.hiOf(i) * 2 ** 32 + keys.loOf(i), counts[i]]);
      return [
        split,
        { ...rest, multiplicity: [...multiplicity].sort(([a], [b]) => a - b), lost: lost.sort(([a], [b]) => a - b) },
      ];
    }),
  );
}

/** `count` entries, of which about one in `repeat` has the key of another; `inOne`: all keys begin with the same byte. */
export function* many(count: number, repeat: number, inOne = false): Generator<TableEntry> {
  const e = entry({});
  for (let i = 0; i < count; i++) {
    const same = i % repeat === 0 && i > 0 ? Math.floor(hashed(i, 9) % i) : i;
    const key = hashed(same, 1);
    e.keyLo = hashed(key, 5);
    e.keyHi = inOne ? (0x55000000 | (key & 0xffffff)) >>> 0 : key;
    e.outLo = hashed(hashed(i, 6) % 4, 3);
    e.outHi = hashed(i, 6) % 4;
    e.record = i % 3 === 0 ? hashed(i, 7) : 5;
    e.exact = hashed(i, 8) % 2;
    e.split = hashed(i, 10) % 8 === 0 ? 1 : 0;
    e.file = i < count / 2 ? 0 : 1;
    e.offset = i * 100;
    e.line = i;
    yield e;
  }
}
export const copied = (entries: Iterable<TableEntry>) => Array.from(entries, (e) => ({ ...e }));
