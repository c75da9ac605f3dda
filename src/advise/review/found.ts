import type { FindingReport, PlaceReport } from '../../core/report.ts';
import { hashText, hex } from '../../core/hash.ts';

/** What findings say of one place. */
export interface FoundPlace {
  readonly place: PlaceReport;
  /** How bad it is: the sum over its findings. */
  readonly weight: number;
  /** Rule and message of each, worst first. */
  readonly messages: readonly string[];
}

const WEIGHT = { error: 100, warn: 10, info: 0 } as const;

/** A place as a key: path and line. */
export const keyOf = ({ path, line }: Pick<PlaceReport, 'path' | 'line'>): string => `${path}:${line}`;

/** What a finding says of one record. The words of a set ("14 % of 300 records") are none: the record is told to be one of those meant. */
function wordsOf({ rule, set, title, message, count }: FindingReport, place: PlaceReport): readonly string[] {
  if (!set || (place.message !== '' && place.message !== message)) return [`${rule}: ${place.message}`];
  return place.message === '' ? [] : [`${rule}: ${count === 1 ? title : `one of these: ${title}`}`];
}

/** All places at which something was found. Findings come worst first. */
export function foundPlaces(findings: readonly FindingReport[]): readonly FoundPlace[] {
  const found = new Map<string, FoundPlace>();
  for (const finding of findings) {
    for (const place of finding.places) {
      const { weight, messages, ...known } = found.get(keyOf(place)) ?? { place, weight: 0, messages: [] };
      const own = [...messages, ...wordsOf(finding, place)];
      found.set(keyOf(place), { ...known, weight: weight + WEIGHT[finding.severity], messages: own });
    }
  }
  return [...found.values()];
}

/** Those with an error or a warning, worst first; of one weight in a repeatable order that is not the file's and does not hang on its name. */
export function worstFirst(found: readonly FoundPlace[]): readonly FoundPlace[] {
  return found
    .filter(({ weight }) => weight > 0)
    .map((one) => {
      const { lo, hi } = hashText(String(one.place.line));
      return { one, order: `${hex(lo, hi)} ${one.place.path}` };
    })
    .toSorted((a, b) => b.one.weight - a.one.weight || (a.order < b.order ? -1 : 1))
    .map(({ one }) => one);
}

/** Whether no record has an error or a warning of its own. */
export const isClean = (findings: readonly FindingReport[]): boolean => worstFirst(foundPlaces(findings)).length === 0;
