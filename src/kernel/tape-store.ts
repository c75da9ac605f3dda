/** Growable arrays behind a batch's tape and record table: filled, handed out, and filled again. */
export interface TapeStore {
  /** What the spans of the batch point into. */
  bytes: Uint8Array;
  count: number;
  type: Uint8Array;
  depth: Uint16Array;
  key: Int32Array;
  start: Uint32Array;
  end: Uint32Array;
  next: Uint32Array;
  flags: Uint16Array;
  hashLo: Uint32Array;
  hashHi: Uint32Array;
  normLo: Uint32Array;
  normHi: Uint32Array;
  codePoints: Uint32Array;
  hits: Uint32Array;
  /** Where the same key name was seen before; the scanner's own (see duplicate-keys). */
  earlier: Int32Array;
}

/** Entries or records that arrays hold from the start, and above which they shrink back. */
const NORMAL = 1 << 12;
const FAR = 1 << 18;

const NOTHING = new Uint8Array(0);

function tapeArrays(size: number): TapeStore {
  return {
    bytes: NOTHING,
    count: 0,
    type: new Uint8Array(size),
    depth: new Uint16Array(size),
    key: new Int32Array(size),
    start: new Uint32Array(size),
    end: new Uint32Array(size),
    next: new Uint32Array(size),
    flags: new Uint16Array(size),
    hashLo: new Uint32Array(size),
    hashHi: new Uint32Array(size),
    normLo: new Uint32Array(size),
    normHi: new Uint32Array(size),
    codePoints: new Uint32Array(size),
    hits: new Uint32Array(size),
    earlier: new Int32Array(size),
  };
}

export interface RecordStore {
  count: number;
  root: Int32Array;
  offset: Float64Array;
  length: Float64Array;
  line: Uint32Array;
  hashLo: Uint32Array;
  hashHi: Uint32Array;
  shapeLo: Uint32Array;
  shapeHi: Uint32Array;
  hits: Uint32Array;
  /** Span of the record in the batch's bytes; `to` 0: it has none. */
  from: Uint32Array;
  to: Uint32Array;
}

function recordArrays(size: number): RecordStore {
  return {
    count: 0,
    root: new Int32Array(size),
    offset: new Float64Array(size),
    length: new Float64Array(size),
    line: new Uint32Array(size),
    hashLo: new Uint32Array(size),
    hashHi: new Uint32Array(size),
    shapeLo: new Uint32Array(size),
    shapeHi: new Uint32Array(size),
    hits: new Uint32Array(size),
    from: new Uint32Array(size),
    to: new Uint32Array(size),
  };
}

/** Arrays of `make`, larger or smaller, with the first `count` values kept. */
function resized<S extends TapeStore | RecordStore>(
  store: S,
  make: (size: number) => S,
  size: number,
  count: number,
): void {
  const fresh = make(size);
  for (const [name, old] of Object.entries(store)) {
    if (typeof old !== 'number' && name !== 'bytes')
      (fresh[name as keyof S] as Uint8Array).set((old as Uint8Array).subarray(0, count));
  }
  Object.assign(store, fresh, { count }, 'bytes' in store ? { bytes: store.bytes } : {});
}

export const createTape = (): TapeStore => tapeArrays(NORMAL);
export const createRecords = (): RecordStore => recordArrays(NORMAL);

/** Reserves one entry and answers its index; the caller fills every array. */
export function reserveEntry(tape: TapeStore): number {
  if (tape.count === tape.type.length) resized(tape, tapeArrays, tape.count * 2, tape.count);
  return tape.count++;
}

export function reserveRecord(records: RecordStore): number {
  if (records.count === records.root.length) resized(records, recordArrays, records.count * 2, records.count);
  return records.count++;
}

/** Empties both for the next batch; gives memory back after one far over normal size. */
export function emptyStores(tape: TapeStore, records: RecordStore): void {
  if (tape.type.length > FAR) resized(tape, tapeArrays, NORMAL, 0);
  if (records.root.length > FAR) resized(records, recordArrays, NORMAL, 0);
  tape.count = 0;
  records.count = 0;
}
