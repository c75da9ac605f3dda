import { groupedCodec } from '../../core/grouped-codec.ts';
import type { Grouped } from '../../core/measure.ts';
import type { Rule } from '../../core/rule-types.ts';
import type { Sink } from '../../core/sink.ts';
import { sinkCodec } from '../../core/sink-codec.ts';
import { plainCodec } from '../../stats/codec.ts';

/** What grouping found in some buckets of one data set, and the places that it gave. */
export interface Closed {
  readonly grouped: Grouped;
  readonly sink: Sink;
}

const plain = plainCodec<readonly ({ readonly grouped: Uint8Array; readonly sink: Uint8Array } | null)[]>(1);

/** The payload of a `closed` frame: by data set, null where one has no entry. */
export function encodeClosed(closed: readonly (Closed | null)[], rules: readonly Rule[]): Uint8Array {
  const codec = groupedCodec(rules);
  return plain.encode(
    closed.map((found) =>
      found === null ? null : { grouped: codec.encode(found.grouped), sink: sinkCodec.encode(found.sink) },
    ),
  );
}

/** Undoes `encodeClosed`. Throws RangeError on other bytes. */
export function decodeClosed(bytes: Uint8Array, rules: readonly Rule[]): readonly (Closed | null)[] {
  const codec = groupedCodec(rules);
  return plain
    .decode(bytes)
    .map((found) =>
      found === null ? null : { grouped: codec.decode(found.grouped), sink: sinkCodec.decode(found.sink) },
    );
}
