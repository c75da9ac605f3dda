import { hashText, hex } from '../core/hash.ts';
import type { DatasetReport, FindingReport, PlaceReport } from '../core/report.ts';
import { shorten } from './fenced.ts';
import { joined } from './pieces.ts';
import { PICKED_RULE, REVIEW_RULE, SHOWN } from './review-rule.ts';

/** One record to read. */
export interface ReviewItem {
  readonly path: string;
  readonly line: number;
  /** `drawn` by record hash, or one of the `worst`: it has findings. */
  readonly why: 'drawn' | 'worst';
  readonly input: string;
  readonly output: string;
  /** Bytes of the decompressed file to a fault; null where the container has none. */
  readonly offset: number | null;
  /** Of a drawn record. */
  readonly hash?: string;
  /** Titles of what was found in it, worst first. */
  readonly findings: readonly string[];
}

/** Of a review, the share that is chosen for its findings. Our convention: most of it must stand for the set. */
const WORST_SHARE = 0.2;
const WEIGHT = { error: 100, warn: 10, info: 0 } as const;

interface Found {
  weight: number;
  readonly place: PlaceReport;
  readonly messages: string[];
}

const textsOf = ({ data }: PlaceReport): Pick<ReviewItem, 'input' | 'output'> => ({
  input: joined('input', data),
  output: joined('output', data),
});

const keyOf = ({ path, line }: Pick<PlaceReport, 'path' | 'line'>): string => `${path}:${line}`;

function foundBy(findings: readonly FindingReport[]): ReadonlyMap<string, Found> {
  const found = new Map<string, Found>();
  for (const { rule, severity, places } of findings) {
    if (rule === REVIEW_RULE) continue;
    for (const place of places) {
      const known = found.get(keyOf(place)) ?? { weight: 0, place, messages: [] };
      found.set(keyOf(place), known);
      known.weight += WEIGHT[severity];
      known.messages.push(`${rule}: ${place.message}`);
    }
  }
  return found;
}

/** Whether no record has an error or a warning of its own. */
export const isClean = (findings: readonly FindingReport[]): boolean =>
  [...foundBy(findings).values()].every(({ weight }) => weight === 0);

/** The records to read, `size` at most: most of them drawn by hash, the rest the worst that are not drawn already; in file order. */
export function reviewItems(
  { findings, files }: Pick<DatasetReport, 'findings' | 'files'>,
  size: number,
): readonly ReviewItem[] {
  const found = foundBy(findings);
  const byHash = findings
    .filter(({ rule }) => rule === REVIEW_RULE)
    .flatMap(({ places }) => places)
    .toSorted((a, b) => (String(a.data['hash']) < String(b.data['hash']) ? -1 : 1))
    // One record of two splits is read once.
    .filter((place, i, all) => i === 0 || all[i - 1].data['hash'] !== place.data['hash']);
  const most = Math.max(1, size - Math.floor(size * WORST_SHARE));
  const first = new Set(byHash.slice(0, most).map(keyOf));
  const spread = (key: string): string => {
    const { lo, hi } = hashText(key);
    return hex(lo, hi);
  };
  const worst = [...found]
    .filter(([key, { weight }]) => weight > 0 && !first.has(key))
    .toSorted(([a, x], [b, y]) => y.weight - x.weight || (spread(a) < spread(b) ? -1 : 1))
    .slice(0, Math.max(0, size - Math.min(most, byHash.length)));
  const drawn = byHash.slice(0, size - worst.length);
  const taken = new Set(drawn.map(keyOf));
  const items = [
    ...drawn.map((place): ReviewItem => {
      const messages = found.get(keyOf(place))?.messages ?? [];
      return {
        path: place.path,
        line: place.line,
        offset: place.offset,
        why: 'drawn',
        hash: String(place.data['hash']),
        ...textsOf(place),
        findings: messages,
      };
    }),
    ...worst
      .filter(([key]) => !taken.has(key))
      .map(([, { place, messages }]): ReviewItem => {
        const { path, line, offset, excerpt = '' } = place;
        return { path, line, offset, why: 'worst', input: shorten(excerpt, SHOWN), output: '', findings: messages };
      }),
  ];
  const order = new Map(files.map(({ path }, i) => [path, i]));
  return items.toSorted((a, b) => (order.get(a.path) ?? 0) - (order.get(b.path) ?? 0) || a.line - b.line);
}

/** The items with the texts of records that were read a second time: they were kept short the first time, a place may be in the middle of its record, and an excerpt blank. */
export function withTexts(items: readonly ReviewItem[], findings: readonly FindingReport[]): readonly ReviewItem[] {
  const picked = findings.filter(({ rule }) => rule === PICKED_RULE).flatMap(({ places }) => places);
  const drawn = new Set(items.filter(({ why }) => why === 'drawn').map(keyOf));
  return items.flatMap((item) => {
    const { offset } = item;
    if (item.why === 'drawn') {
      const same = picked.find(({ data }) => item.hash !== undefined && data['hash'] === item.hash);
      return [same === undefined ? item : { ...item, ...textsOf(same) }];
    }
    if (offset === null) return [item];
    // The last record that begins before the fault holds it.
    const found = picked
      .filter((place) => place.path === item.path && place.offset !== null && place.offset <= offset)
      .reduce<PlaceReport | undefined>((a, b) => (a !== undefined && a.offset! > b.offset! ? a : b), undefined);
    if (found === undefined) return [item];
    if (drawn.has(keyOf(found))) return [];
    return [{ ...item, line: found.line, ...textsOf(found) }];
  });
}
