import type { FileReport, FindingReport, PlaceReport } from '../../../core/report.ts';
import { hashText, hex } from '../../../core/hash.ts';
import type { SplitName } from '../../../core/tape.ts';

/** What findings say of one place. */
export interface FoundPlace {
  /** Tells it from every other one. */
  readonly key: string;
  readonly place: PlaceReport;
  /** How bad it is: the sum over its findings. */
  readonly weight: number;
  /** Rule and message of each, worst first. */
  readonly messages: readonly string[];
}

const WEIGHT = { error: 100, warn: 10, info: 0 } as const;
/** Containers that may hold several records on one line: there the line does not tell which is meant. */
const MANY_ON_A_LINE: readonly string[] = ['json-array', 'json-object'];

/** What a finding says of one record. The words of a set ("14 % of 300 records") are none: the record is told to be one of those meant. */
function wordsOf({ rule, set, title, message, count }: FindingReport, place: PlaceReport): readonly string[] {
  if (!set || (place.message !== '' && place.message !== message)) return [`${rule}: ${place.message}`];
  return place.message === '' ? [] : [`${rule}: ${count === 1 ? title : `one of these: ${title}`}`];
}

/** Finds the file of a path: a document of a corpus belongs to the folder that is read as one file. */
function fileOf(files: readonly FileReport[]): (path: string) => FileReport | undefined {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const folders = files.filter(({ documents }) => documents !== undefined);
  const holds = (folder: string, path: string): boolean =>
    folder === '.' || path.startsWith(`${folder.replace(/\/$/, '')}/`);
  return (path) => byPath.get(path) ?? folders.find((folder) => holds(folder.path, path));
}

/** All places of one split at which something was found. Findings come worst first. */
export function foundPlaces(
  { findings, files }: { readonly findings: readonly FindingReport[]; readonly files: readonly FileReport[] },
  split: SplitName,
): readonly FoundPlace[] {
  const found = new Map<string, FoundPlace>();
  const file = fileOf(files);
  for (const finding of findings) {
    for (const place of finding.places) {
      const of = file(place.path);
      // Where the file has no split, its records may: the second reading tells.
      if (of !== undefined && of.split !== null && of.split !== split) continue;
      const key = keyOf(place, of !== undefined && MANY_ON_A_LINE.includes(of.container));
      const { weight, messages, ...known } = found.get(key) ?? { key, place, weight: 0, messages: [] };
      const own = [...messages, ...wordsOf(finding, place)];
      found.set(key, { ...known, weight: weight + WEIGHT[finding.severity], messages: own });
    }
  }
  return [...found.values()];
}

/** A fault inside of a record has an offset of its own, so that the line tells the record where it can. */
const keyOf = ({ path, line, offset }: PlaceReport, many: boolean): string =>
  many && offset !== null ? `${path}:${line}:${offset}` : `${path}:${line}`;

/** Those with an error or a warning, worst first; of one weight in a repeatable order that is not the file's and does not hang on its name. */
export function worstFirst(found: readonly FoundPlace[]): readonly FoundPlace[] {
  return found
    .filter(({ weight }) => weight > 0)
    .map((one) => {
      const { path, line, offset } = one.place;
      const { lo, hi } = hashText(String(line));
      return { one, order: `${hex(lo, hi)} ${path}`, offset: offset ?? 0 };
    })
    .toSorted(
      (a, b) => b.one.weight - a.one.weight || (a.order === b.order ? a.offset - b.offset : a.order < b.order ? -1 : 1),
    )
    .map(({ one }) => one);
}

/** Whether no record has an error or a warning of its own. */
export const isClean = (found: readonly FoundPlace[]): boolean => found.every(({ weight }) => weight === 0);
