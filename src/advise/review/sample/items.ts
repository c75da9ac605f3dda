import type { DatasetReport, PlaceReport } from '../../../core/report.ts';
import type { ReviewPart } from '../text/parts.ts';
import { shorten, SHOWN } from '../text/values.ts';
import type { Draw } from './draw.ts';
import { type FoundPlace, worstFirst } from './findings.ts';
import { ownerIn, type PlacedRecord } from './second-reading.ts';

/** Why a record is on the page: `drawn` for the set, one of a rare `class`, or one of the `worst`, which have findings. */
export type Why = 'drawn' | 'class' | 'worst';

/** One record to read. */
export interface ReviewItem {
  readonly path: string;
  readonly line: number;
  /** Of the decompressed file, where another record of the page begins on the same line. */
  readonly byte?: number;
  readonly why: Why;
  readonly parts: readonly ReviewPart[];
  /** As `Traits` counts it; undefined of a record that cannot be read. */
  readonly length: number | undefined;
  /** What was found in it, worst first. */
  readonly findings: readonly string[];
}

/** Of a broken record of a stream, which no rule sees. */
const UNSEEN = '(this cannot be read as a record; give the file by its name to see what stands there)';

/** A record that cannot be read as one: what stands there, where a stream has not passed by. */
const unread = ({ place, messages }: FoundPlace): Shown => ({
  place,
  why: 'worst',
  parts: [{ name: 'As it stands', text: shorten(place.excerpt ?? '', SHOWN) || UNSEEN }],
  length: undefined,
  findings: messages,
});

type Shown = Omit<ReviewItem, 'path' | 'line' | 'byte'> & { readonly place: PlaceReport };

/**
 * The records to read, `size` at most, in file order: those that were drawn, then the worst that are not among them, and where there are
 * too few of those, more by hash. `records`: of the second reading.
 */
export function reviewItems(
  files: DatasetReport['files'],
  found: readonly FoundPlace[],
  { drawn, ofClasses, spare }: Draw,
  records: readonly PlacedRecord[],
  size: number,
): readonly ReviewItem[] {
  const order = new Map(files.map(({ path }, i) => [path, i]));
  const inFile = (
    { place: a }: { readonly place: PlaceReport },
    { place: b }: { readonly place: PlaceReport },
  ): number =>
    (order.get(a.path) ?? 0) - (order.get(b.path) ?? 0) || a.line - b.line || (a.offset ?? 0) - (b.offset ?? 0);
  const placed = records.toSorted(inFile);
  // The first of each hash.
  const byHash = new Map(placed.toReversed().flatMap((one) => (one.parts === undefined ? [] : [[one.hash, one]])));
  const owner = ownerIn(placed);
  const within = new Map<PlacedRecord, FoundPlace[]>();
  for (const one of found) {
    const record = owner(one.place);
    if (record === undefined) continue;
    const known = within.get(record);
    if (known === undefined) within.set(record, [one]);
    else known.push(one);
  }
  const shown = new Map<string, Shown>();
  const show = (record: PlacedRecord | undefined, why: Why): void => {
    if (record?.parts === undefined || shown.size >= size || shown.has(record.hash)) return;
    const { hash, place, parts, length } = record;
    const findings = [...new Set((within.get(record) ?? []).flatMap((one) => one.messages))];
    shown.set(hash, { place, why, parts, length, findings });
  };
  for (const hash of drawn) show(byHash.get(hash), 'drawn');
  for (const hash of ofClasses) show(byHash.get(hash), 'class');
  for (const one of worstFirst(found).slice(0, size)) {
    const record = owner(one.place);
    if (record !== undefined) show(record, 'worst');
    else if (shown.size < size) shown.set(one.key, unread(one));
  }
  for (const hash of spare) show(byHash.get(hash), 'drawn');
  return [...shown.values()].toSorted(inFile).map(withPlace);
}

/** Its place as the page writes it: with the byte where a neighbour stands on the same line. `all`: in file order. */
function withPlace({ place, ...rest }: Shown, i: number, all: readonly Shown[]): ReviewItem {
  const { path, line, offset } = place;
  const isHere = (other: Shown | undefined): boolean => other?.place.path === path && other.place.line === line;
  const shares = offset !== null && (isHere(all[i - 1]) || isHere(all[i + 1]));
  return { path, line, ...(shares && { byte: offset }), ...rest };
}
