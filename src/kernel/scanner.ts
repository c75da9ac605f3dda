import { createBatch, endWithDelimiter } from './batch.ts';
import { byteClasses } from './byte-class.ts';
import { diagnose } from './diagnose.ts';
import { createDuplicateKeys } from './duplicate-keys.ts';
import { createFrames, rootHi, rootLo } from './frames.ts';
import { createJsonScan } from './json-scan.ts';
import { createKeyScan, type Spelt } from './key-scan.ts';
import { createKeyTable } from './key-table.ts';
import { createNormaliser } from './normal-form.ts';
import { createProblems } from './record-problems.ts';
import { roomOver } from './room.ts';
import { createRowScan } from './row-scan.ts';
import { createStringDigest } from './string-digest.ts';
import { createStringScan } from './string-scan.ts';
import { createStores, type Stores } from './stores.ts';
import { reserveRecord } from './tape-store.ts';
import { createTriggerSearch } from './trigger-search.ts';
import type { Place, Scanner, ScannerOptions } from './types.ts';

/** Most containers inside each other that the tape's depth can say. */
const DEPTH_MOST = 65_535;
/** A row has no text of its own to count lines in. */
const NO_BYTES = new Uint8Array(0);

/** The scanner in plain TypeScript: the engine where there is no WebAssembly, and the one that it is compared with. */
export function createScanner(options: ScannerOptions, stores: Stores = createStores(), spelt?: Spelt): Scanner {
  const maxDepth = Math.min(options.maxDepth, DEPTH_MOST);
  const triggers = createTriggerSearch(options.triggers);
  const classes = byteClasses(triggers.anchors);
  const { tape, records } = stores;
  const keys = createKeyTable();
  const strings = createStringScan(classes);
  const normaliser = createNormaliser();
  const problems = createProblems();
  const parts = {
    tape,
    keys,
    frames: createFrames(tape, keys),
    strings,
    digest: createStringDigest(tape, normaliser, triggers),
    names: createKeyScan(keys, strings, spelt),
    duplicates: createDuplicateKeys(tape, keys),
    problems,
    maxDepth,
  };
  const scanJson = createJsonScan(parts);
  const rows = createRowScan(parts, classes, stores.cells);
  let input = roomOver(new Uint8Array(0));

  function addRecord(place: Place, root: number, from: number, to: number): void {
    const r = reserveRecord(records);
    records.root[r] = root;
    records.offset[r] = place.offset;
    records.length[r] = place.length;
    records.line[r] = place.line;
    records.from[r] = from;
    records.to[r] = to;
    let hits = 0;
    if (root !== -1) {
      for (let e = root; e < tape.count; e++) hits |= tape.hits[e];
      const type = tape.type[root];
      records.hashLo[r] = rootLo(type, tape.hashLo[root]);
      records.hashHi[r] = rootHi(type, tape.hashLo[root], tape.hashHi[root]);
      records.shapeLo[r] = parts.frames.shapeLo;
      records.shapeHi[r] = parts.frames.shapeHi;
    } else records.hashLo[r] = records.hashHi[r] = records.shapeLo[r] = records.shapeHi[r] = 0;
    records.hits[r] = hits;
  }

  function startRecord(bytes: Uint8Array, start: number, place: Place): number {
    problems.startRecord(records.count, bytes, start, place);
    parts.duplicates.startRecord();
    return tape.count;
  }

  return {
    engine: 'js',
    keys,
    room: undefined,
    taken: { lines: 0, crlf: 0 },
    lines: (from) => from,
    elements: (from) => from,
    rows: (_, from) => from,
    oddQuotes: () => undefined,
    columnIds: rows.idsOf,
    release() {},
    begin(bytes) {
      input = roomOver(bytes);
      stores.empty();
      strings.shrink();
      normaliser.shrink();
      keys.startBatch();
      rows.begin();
      parts.names.id = -1;
      problems.clear();
    },
    json(start, end, place) {
      const root = startRecord(input.bytes, start, place);
      const to = endWithDelimiter(input.bytes, start, end, place.length);
      if (scanJson(input, start, end)) return addRecord(place, root, start, to);
      parts.duplicates.forget(root);
      tape.count = root;
      problems.takeBack();
      const fault = diagnose(input.bytes, start, end, maxDepth);
      problems.note(fault.code, fault.at, undefined, fault.data);
      return addRecord(place, -1, start, to);
    },
    row(names, cells, place) {
      startRecord(NO_BYTES, 0, place);
      addRecord(place, rows.row(names, cells, 0), 0, 0);
    },
    broken(place) {
      addRecord(place, -1, 0, 0);
    },
    problem(code, record, offset, line, data) {
      problems.add({ code, record, offset, line, ...(data && { data }) });
    },
    get records() {
      return records.count;
    },
    get entries() {
      return tape.count;
    },
    finish(split) {
      const spans = stores.cells.tabular ? stores.cells.room : input;
      return createBatch({ tape, records, keys, problems, strings, input, spans }, split);
    },
  };
}
