import type { DatasetReport, FindingReport, PlaceReport } from '../../core/report.ts';
import { shorten } from './fenced.ts';
import { joined } from './pieces.ts';
import type { Draw } from './draw.ts';
import { type FoundPlace, foundPlaces, keyOf, worstFirst } from './found.ts';
import { ownerIn } from './owner.ts';
import type { ReviewPart } from './parts.ts';
import { PICKED_RULE, type Wanted } from './pick.ts';
import type { Why } from './result.ts';
import { SHOWN } from './shown.ts';

/** One record to read. */
export interface ReviewItem {
  readonly path: string;
  readonly line: number;
  /** `drawn` for the set, one of a rare `class`, or one of the `worst`: it has findings. */
  readonly why: Why;
  readonly parts: readonly ReviewPart[];
  /** As `Traits` counts it; undefined of a record that cannot be read. */
  readonly length: number | undefined;
  /** What was found in it, worst first. */
  readonly findings: readonly string[];
}

/** Of a broken record of a stream, which no rule sees. */
const UNSEEN = '(this cannot be read as a record; give the file by its name to see what stands there)';

const hashOf = ({ data }: PlaceReport): string => String(data['hash']);

/** What a second reading looks for: all that is drawn, and as many of the worst as may have to stand in for drawn ones. */
export function wantedBy({ drawn, ofClasses, spare }: Draw, findings: readonly FindingReport[], size: number): Wanted {
  const worst = worstFirst(foundPlaces(findings)).slice(0, size);
  return {
    hashes: [...drawn, ...ofClasses, ...spare],
    offsets: worst.flatMap(({ place: { offset } }) => (offset === null ? [] : [offset])),
    rows: worst.flatMap(({ place: { offset, line } }) => (offset === null ? [line - 1] : [])),
  };
}

/** A record that cannot be read as one: what stands there, where a stream has not passed by. */
const unread = ({ path, line, excerpt = '' }: PlaceReport, findings: readonly string[]): ReviewItem => ({
  path,
  line,
  why: 'worst',
  parts: [{ name: 'As it stands', text: shorten(excerpt, SHOWN) || UNSEEN }],
  length: undefined,
  findings,
});

/**
 * The records to read, `size` at most, in file order: those that were drawn, then the worst that are not among them, and where there are
 * too few of those, more by hash. `picked`: findings of the second reading.
 */
export function reviewItems(
  { findings, files }: Pick<DatasetReport, 'findings' | 'files'>,
  { drawn, ofClasses, spare }: Draw,
  picked: readonly FindingReport[],
  size: number,
): readonly ReviewItem[] {
  const order = new Map(files.map(({ path }, i) => [path, i]));
  const inFile = (a: Pick<PlaceReport, 'path' | 'line'>, b: Pick<PlaceReport, 'path' | 'line'>): number =>
    (order.get(a.path) ?? 0) - (order.get(b.path) ?? 0) || a.line - b.line;
  const places = picked.flatMap((finding) => (finding.rule === PICKED_RULE ? finding.places : [])).toSorted(inFile);
  const byHash = new Map(places.toReversed().map((place) => [hashOf(place), place]));
  const owner = ownerIn(places);
  const found = foundPlaces(findings);
  const within = new Map<string, FoundPlace[]>();
  for (const one of found) {
    const record = owner(one.place);
    if (record === undefined) continue;
    const known = within.get(keyOf(record));
    if (known === undefined) within.set(keyOf(record), [one]);
    else known.push(one);
  }
  const items = new Map<string, ReviewItem>();
  const show = (place: PlaceReport | undefined, why: Why): void => {
    if (place === undefined || items.size >= size || items.has(hashOf(place))) return;
    const { path, line, data } = place;
    const parts = JSON.parse(joined('parts', data)) as readonly ReviewPart[];
    const messages = [...new Set((within.get(keyOf(place)) ?? []).flatMap((one) => one.messages))];
    items.set(hashOf(place), { path, line, why, parts, length: Number(data['length']), findings: messages });
  };
  for (const hash of drawn) show(byHash.get(hash), 'drawn');
  for (const hash of ofClasses) show(byHash.get(hash), 'class');
  for (const { place, messages } of worstFirst(found).slice(0, size)) {
    const record = owner(place);
    if (record !== undefined) show(record, 'worst');
    else if (items.size < size) items.set(keyOf(place), unread(place, messages));
  }
  for (const hash of spare) show(byHash.get(hash), 'drawn');
  return [...items.values()].toSorted(inFile);
}
