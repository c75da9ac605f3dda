import { SPLITS } from '../src/core/splits.ts';
import type { TableEntry } from './table-entries.ts';
import type { KeyIndex } from '../src/stats/key-index.ts';

/** A reading as plain data; `lost` by the 40 bits of the output. */
export interface NaiveReading {
  exact: number;
  normalized: number;
  input: number;
  conflicts: number;
  conflicting: number;
  lostLabelled: number;
  lostGenerative: number;
  overlap: { exact: number; normalized: number };
  flipped: number;
  flippedRecords: number;
  multiplicity: readonly (readonly [number, number])[];
  lost: readonly (readonly [number, number])[];
}

/** One key in one split, by the definitions of the measures and nothing else. */
interface Seen {
  records: number;
  readonly distinct: Set<string>;
  /** Members and members that are not empty, by output. */
  readonly outputs: Map<number, { members: number; filled: number }>;
  readonly exact: Set<number>;
  /** Not empty ones by their exact input. */
  readonly shown: Map<number, number>;
  unfit: boolean;
}

/** What the shared table must say of these entries, counted with Maps and Sets: for small and middling numbers only. */
export function readNaively(entries: Iterable<TableEntry>, classes: KeyIndex): Record<string, NaiveReading> {
  const keys = new Map<string, Seen[]>();
  for (const e of entries) {
    const key = `${e.keyHi} ${e.keyLo}`;
    let splits = keys.get(key);
    if (splits === undefined) keys.set(key, (splits = SPLITS.map(nothing)));
    const seen = splits[e.split];
    const output = e.outHi * 2 ** 32 + e.outLo;
    seen.records++;
    seen.unfit = e.unfit;
    seen.distinct.add(`${e.record} ${output}`);
    const known = seen.outputs.get(output) ?? { members: 0, filled: 0 };
    seen.outputs.set(output, known);
    known.members++;
    if (e.empty) continue;
    known.filled++;
    seen.exact.add(e.exact);
    seen.shown.set(e.exact, (seen.shown.get(e.exact) ?? 0) + 1);
  }
  return Object.fromEntries(SPLITS.map((split, s) => [split, readSplit([...keys.values()], s, classes)]));
}

function nothing(): Seen {
  return { records: 0, distinct: new Set(), outputs: new Map(), exact: new Set(), shown: new Map(), unfit: false };
}

function readSplit(keys: readonly Seen[][], split: number, classes: KeyIndex): NaiveReading {
  const out = {
    exact: 0,
    normalized: 0,
    input: 0,
    conflicts: 0,
    conflicting: 0,
    lostLabelled: 0,
    lostGenerative: 0,
    overlap: { exact: 0, normalized: 0 },
    flipped: 0,
    flippedRecords: 0,
  };
  const multiplicity = new Map<number, number>();
  const lost = new Map<number, number>();
  for (const splits of keys) {
    const seen = splits[split];
    if (seen.records === 0) continue;
    out.exact += seen.records - seen.distinct.size;
    if (seen.unfit) continue;
    const filled = [...seen.outputs].filter(([, { filled: n }]) => n > 0);
    const usable = filled.reduce((sum, [, { filled: n }]) => sum + n, 0);
    const conflict = filled.length > 1;
    out.input += seen.records - 1;
    out.normalized += seen.records - seen.outputs.size;
    for (const [, { members }] of seen.outputs)
      if (members > 1) multiplicity.set(members, (multiplicity.get(members) ?? 0) + 1);
    out.lostGenerative += usable - filled.length;
    out.lostLabelled += conflict ? usable : Math.max(usable - 1, 0);
    out.conflicts += conflict ? 1 : 0;
    out.conflicting += conflict ? usable : 0;
    for (const [output, { filled: n }] of filled) lost.set(output, (lost.get(output) ?? 0) + (conflict ? n : n - 1));
    if (split === 0 || splits[0].exact.size === 0) continue;
    for (const [exact, n] of seen.shown) {
      out.overlap.normalized += n;
      if (splits[0].exact.has(exact)) out.overlap.exact += n;
    }
  }
  const asked = [...lost].filter(([o, n]) => n > 0 && classes.find(o % 2 ** 32, Math.floor(o / 2 ** 32)) >= 0);
  return {
    ...out,
    multiplicity: [...multiplicity].sort(([a], [b]) => a - b),
    lost: asked.sort(([a], [b]) => a - b),
  };
}
