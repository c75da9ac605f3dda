import { hex } from '../../../core/hash.ts';
import type { RecordView } from '../../../core/record.ts';
import { add, type BottomK, bottomKCodec, createBottomK, entries, merge } from '../../../stats/bottom-k.ts';
import { type Codec, plainCodec } from '../../../stats/codec.ts';

/** What decides where a record stands in the sample. */
export interface Traits {
  /** Hash of its label; `''` where records of its kind have none. */
  readonly label: string;
  /** Code points of its texts; of a record without text its bytes. */
  readonly length: number;
}

/** A record that may be drawn. */
export interface Candidate extends Traits {
  /** Of the record: 16 hexadecimal digits. Copies have one hash and are one candidate. */
  readonly hash: string;
}

/** The record of a class that has the smallest hash. */
interface First {
  readonly hash: string;
  /** First 32 bits of `hash`: most records are behind it and need not be written down. */
  readonly hi: number;
}

/** A repeatable part of the set from which a sample is chosen, and one record of each class. Its size does not depend on the set's. */
export interface ReviewPool {
  readonly records: BottomK<Traits>;
  /** By hash of the label: complete while there are no more classes than records asked for, or than a thousand. */
  readonly classes: BottomK<First>;
}

/** Records at least in a pool: the share of a class that is a tenth of the set is within one point there (95 %). Our convention. */
const LEAST = 4096;
/** Of larger samples, records in the pool for each one to draw: enough to choose among. Our convention. */
const TIMES = 4;
/** Classes at least of which one record is kept: as many are counted exactly. Our convention. */
const CLASSES_LEAST = 1024;

/** A pool for a sample of `size` records: identity of `mergePools`. */
export const createPool = (size: number): ReviewPool => ({
  records: createBottomK(Math.max(LEAST, TIMES * size)),
  classes: createBottomK(Math.max(CLASSES_LEAST, size)),
});

/** Class and length of a record: the same for every spelling of a record that has text. */
export function traitsOf(record: RecordView): Traits {
  const { sample } = record;
  if (sample === undefined) return { label: '', length: record.length };
  let length = 0;
  for (let i = 0; i < sample.texts; i++) length += record.codePoints(sample.text[i]);
  return { label: labelOf(record), length: sample.texts === 0 ? record.length : length };
}

function labelOf(record: RecordView): string {
  const { sample } = record;
  if (sample?.kind === 'labelled-text') return hex(sample.output.hashLo, sample.output.hashHi);
  if (sample?.kind !== 'unpaired' || sample.labelEntry < 0) return '';
  const { lo, hi } = record.hash(sample.labelEntry);
  return hex(lo, hi);
}

const shorter = (a: Traits, b: Traits): Traits => (b.length < a.length ? b : a);
const smaller = (a: First, b: First): First => (b.hash < a.hash ? b : a);

/** Adds a record. */
export function addTo({ records, classes }: ReviewPool, record: RecordView): void {
  const { hashLo, hashHi } = record;
  if (hashHi <= records.ceiling) {
    let traits: Traits | undefined;
    const own = (): Traits => (traits ??= traitsOf(record));
    add(records, hex(hashLo, hashHi), own, (known) => shorter(known, own()));
  }
  const label = labelOf(record);
  if (label === '') return;
  const first = (): First => ({ hash: hex(hashLo, hashHi), hi: hashHi });
  add(classes, label, first, (known) => (hashHi > known.hi ? known : smaller(known, first())));
}

/** Both as one; neither is changed. */
export const mergePools = (a: ReviewPool, b: ReviewPool): ReviewPool => ({
  records: merge(a.records, b.records, shorter),
  classes: merge(a.classes, b.classes, smaller),
});

/** The records of a pool, ascending by hash. */
export const candidatesOf = ({ records }: ReviewPool): readonly Candidate[] =>
  entries(records).map(([hash, traits]) => ({ hash, ...traits }));

const RECORDS = bottomKCodec<Traits>(1);
const CLASSES = bottomKCodec<First>(1);
const BOTH = plainCodec<readonly [Uint8Array, Uint8Array]>(1);

/** Bytes of a pool. */
export const poolCodec: Codec<ReviewPool> = {
  version: 1,
  encode: ({ records, classes }) => BOTH.encode([RECORDS.encode(records), CLASSES.encode(classes)]),
  decode(bytes) {
    const [records, classes] = BOTH.decode(bytes);
    return { records: RECORDS.decode(records), classes: CLASSES.decode(classes) };
  },
};
