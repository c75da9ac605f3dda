import type { DatasetReport, FindingReport, PlaceReport } from '../../../core/report.ts';
import type { SplitName } from '../../../core/tape.ts';
import type { Draw } from './draw.ts';
import { type FoundPlace, worstFirst } from './findings.ts';
import { PICKED_RULE, type PickedRecord, type Wanted, type WantedPlaces } from './text-rule.ts';

/** What a second reading looks for: all that is drawn, and as many of the worst as may have to stand in for drawn ones. */
export function wantedBy(
  { drawn, ofClasses, spare }: Draw,
  found: readonly FoundPlace[],
  of: { readonly files: DatasetReport['files']; readonly split: SplitName; readonly size: number },
): Wanted {
  const numbers = new Map(of.files.map(({ path }, i) => [path, i]));
  const places = new Map<number, { at: number[]; areRows: boolean }>();
  for (const { place } of worstFirst(found).slice(0, of.size)) {
    const file = numbers.get(place.path);
    if (file === undefined) continue;
    const known = places.get(file) ?? { at: [], areRows: place.offset === null };
    places.set(file, known);
    known.at.push(place.offset ?? place.line - 1);
  }
  const ascending = ([file, { at, areRows }]: readonly [number, WantedPlaces]): readonly [number, WantedPlaces] => [
    file,
    { at: at.toSorted((a, b) => a - b), areRows },
  ];
  return {
    split: of.split,
    hashes: [...drawn, ...ofClasses, ...spare],
    places: new Map([...places].map(ascending)),
  };
}

/** A record of the second reading, and where it stands. */
export interface PlacedRecord extends PickedRecord {
  readonly place: PlaceReport;
}

/** What the second reading brought: the places are in its findings, the rest was told by its rule. */
export function placedRecords(
  findings: readonly FindingReport[],
  told: ReadonlyMap<string, readonly PickedRecord[]>,
): readonly PlacedRecord[] {
  const places = findings.flatMap((finding) => (finding.rule === PICKED_RULE ? finding.places : []));
  return places.flatMap((place) => {
    const record = told.get(String(place.data['split']))?.[Number(place.data['nth'])];
    return record === undefined ? [] : [{ ...record, place }];
  });
}

/** Where a place is: bytes of the decompressed file, or without those the row from 0. */
const at = ({ offset, line }: PlaceReport): number => offset ?? line - 1;

/** Where a record ends. */
const end = ({ place, bytes }: PlacedRecord): number => at(place) + (place.offset === null ? 1 : bytes);

/** Finds the record in which a place lies: a finding may point into the middle of one. */
export function ownerIn(records: readonly PlacedRecord[]): (place: PlaceReport) => PlacedRecord | undefined {
  const byPath = new Map<string, PlacedRecord[]>();
  for (const record of records.toSorted((a, b) => at(a.place) - at(b.place))) {
    const { path } = record.place;
    const known = byPath.get(path);
    if (known === undefined) byPath.set(path, [record]);
    else known.push(record);
  }
  return (place) => {
    const own = byPath.get(place.path) ?? [];
    let [low, high] = [0, own.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (at(own[middle].place) <= at(place)) low = middle + 1;
      else high = middle;
    }
    // The last that begins before the place, unless it ends before it too: what cannot be read is not among these.
    return low > 0 && at(place) < end(own[low - 1]) ? own[low - 1] : undefined;
  };
}

/** What was found without what lies in records of other splits, of a file that holds several. */
export function foundHere(found: readonly FoundPlace[], records: readonly PlacedRecord[]): readonly FoundPlace[] {
  const owner = ownerIn(records.filter(({ parts }) => parts === undefined));
  return found.filter(({ place }) => owner(place) === undefined);
}
