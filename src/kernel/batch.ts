import type { Batch, KeyNames, SplitName } from '../core/tape.ts';
import { Flag } from '../core/tape.ts';
import type { ProblemList } from './record-problems.ts';
import { decodeText } from './room.ts';
import type { Room } from './room.ts';
import type { StringScan } from './string-scan.ts';
import type { RecordStore, TapeStore } from './tape-store.ts';

/** What a finished batch is read from; all of it is reused by the next one. */
export interface BatchParts {
  readonly tape: TapeStore;
  readonly records: RecordStore;
  readonly keys: KeyNames;
  readonly problems: ProblemList;
  readonly strings: StringScan;
  /** The bytes that were handed in. */
  readonly input: Room;
  /** What the spans point into. */
  readonly spans: Room;
}

/**
 * The batch as others read it. Tape and records are the scanner's own, always the same two objects: an engine that has
 * learnt their layout need not learn it again for every batch.
 */
export function createBatch(parts: BatchParts, split: SplitName | undefined): Batch {
  const { tape, records, strings, input, spans } = parts;
  tape.bytes = spans.bytes;

  function text(entry: number): string {
    const flags = tape.flags[entry];
    const start = tape.start[entry];
    const end = tape.end[entry];
    if ((flags & Flag.escaped) === 0) return decodeText(spans, start, end, false);
    strings.unescape(spans, start, end);
    return decodeText(strings.out, 0, strings.seen.length, false);
  }

  const recordBytes = (index: number): Uint8Array | undefined =>
    records.to[index] === 0 ? undefined : input.bytes.subarray(records.from[index], records.to[index]);
  return { tape, records, keys: parts.keys, problems: parts.problems.list, split, text, recordBytes };
}

/**
 * End of a record's own bytes: behind its delimiter, which its length counts in. The length is of the file's bytes: where
 * those were transcoded it says nothing about ours, and the text alone is the record.
 */
export function endWithDelimiter(bytes: Uint8Array, start: number, end: number, length: number): number {
  const stop = start + length;
  if (stop <= end || stop > bytes.length) return end;
  for (let i = end; i < stop; i++) if (!DELIMITERS.has(bytes[i])) return end;
  return stop;
}

/** White space and the comma of a JSON array. */
const DELIMITERS: ReadonlySet<number> = new Set([0x20, 9, 10, 13, 0x2c]);
