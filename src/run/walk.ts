import { readdir, realpath, stat } from 'node:fs/promises';
import { join, posix, resolve, sep } from 'node:path';
import { isTextName } from './document-names.ts';

/** What training data is called. Those that this version cannot open are found too: the person must know that they were not read. */
const DATA_NAME =
  /\.(?:(?:jsonl|ndjson|json|csv|tsv)(?:\.(?:gz|zst|bz2|xz|zip))?|parquet|arrow|feather|xlsx|zst|zip)$/i;

/** Whether a file of this name in a folder is taken for data; hidden files never are. */
export const isDataName = (name: string): boolean => !name.startsWith('.') && DATA_NAME.test(name);

/** What `datasets` and the Hub write beside data: it says what is where, and no row of it is trained on. */
const METADATA = /^(?:dataset_infos?|dataset_dict|dataset-metadata|croissant)\.json$/i;
/** What `datasets` keeps beside the files that it saved, and says in `state.json` which those are. */
const BESIDE_ARROW = /^(?:state\.json|(?:cache|indices)-?[\w-]*\.arrow)$/;

/** Names in a folder that are data, without those about data. */
export function dataAmong(names: readonly string[]): readonly string[] {
  const arrow = names.some((name) => name.endsWith('.arrow'));
  return names.filter((name) => isDataName(name) && !METADATA.test(name) && !(arrow && BESIDE_ARROW.test(name)));
}

/** Path with forward slashes, without `./` before it. */
export const toSlashes = (path: string): string => {
  const slashed = sep === '\\' ? path.replaceAll('\\', '/') : path;
  return slashed.replace(/^(?:\.\/+)+(?=.)/, '');
};

const SKIPPED = new Set(['node_modules', '.git']);

/** Whether a path lies in a folder that is never entered, or is hidden. */
export const excluded = (path: string): boolean =>
  path.split('/').some((part) => SKIPPED.has(part) || (part.startsWith('.') && part !== '.' && part !== '..'));

/** What lies under a folder, as paths that begin with the folder's name. */
export interface Walked {
  readonly data: readonly string[];
  /** Texts: data only where there is nothing else. */
  readonly texts: readonly string[];
}

/** Data files and texts under a folder at any depth. A link to a folder above is entered once. */
export async function walk(cwd: string, folder: string): Promise<Walked> {
  const found: Walked & { data: string[]; texts: string[] } = { data: [], texts: [] };
  const entered = new Set<string>();
  const enter = async (path: string): Promise<void> => {
    const absolute = resolve(cwd, path);
    const real = await realpath(absolute).catch(() => absolute);
    if (entered.has(real)) return;
    entered.add(real);
    const entries = await readdir(absolute, { withFileTypes: true }).catch(() => []);
    const files: string[] = [];
    for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      if (entry.name.startsWith('.') || SKIPPED.has(entry.name)) continue;
      const kind = entry.isSymbolicLink() ? await stat(join(absolute, entry.name)).catch(() => entry) : entry;
      if (kind.isDirectory()) await enter(inner(path, entry.name));
      else if (kind.isFile()) files.push(entry.name);
    }
    for (const name of dataAmong(files)) found.data.push(inner(path, name));
    for (const name of files) if (isTextName(name)) found.texts.push(inner(path, name));
  };
  await enter(folder.replace(/(?<=.)\/+$/, ''));
  return found;
}

const inner = (path: string, name: string): string => (path === '.' || path === '' ? name : posix.join(path, name));

/** Whether a name may be a glob pattern (quoted ones reach us whole on every shell). */
export const hasMagic = (path: string): boolean => /[*?]|\[.+\]|\{.+[,.].+\}|[@!+]\(/.test(path);

/** Files that match a pattern. fast-glob costs 56 ms to load: only here. */
export async function expandGlob(cwd: string, pattern: string): Promise<string[]> {
  const { default: glob } = await import('fast-glob');
  return glob(pattern, {
    cwd,
    onlyFiles: true,
    dot: false,
    followSymbolicLinks: true,
    suppressErrors: true,
    ignore: ['**/node_modules/**', '**/.git/**'],
  });
}
