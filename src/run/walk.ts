import * as fs from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { dirname, join, posix, resolve, sep } from 'node:path';
import { FtlintError } from '../core/error.ts';
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
  /** Links to folders elsewhere, which are not entered. */
  readonly links: readonly string[];
}

/** What ends a walk. */
export interface WalkLimits {
  readonly signal?: AbortSignal | undefined;
  /** Files and folders that are looked at. */
  readonly most?: number;
}

/** Names of more take a gigabyte, and nobody means to train on so many files. */
const ENTRIES_MOST = 1_000_000;

/**
 * Data files and texts under a folder at any depth; nothing once the signal came. A link to a folder is followed only within
 * the named one, and every folder is entered once: a link to `/` would make all of the machine training data.
 * Throws `too-many-files`.
 */
export async function walk(cwd: string, folder: string, limits: WalkLimits = {}): Promise<Walked> {
  const { signal, most = ENTRIES_MOST } = limits;
  const found = { data: [] as string[], texts: [] as string[], links: [] as string[] };
  const entered = new Set<string>();
  const realOf = (path: string): Promise<string> => realpath(path).catch(() => path);
  const top = folder.replace(/(?<=.)\/+$/, '');
  const root = await realOf(resolve(cwd, top));
  const below = root.endsWith(sep) ? root : root + sep;
  let seen = 0;

  async function enter(path: string): Promise<void> {
    const absolute = resolve(cwd, path);
    const real = await realOf(absolute);
    if (entered.has(real) || signal?.aborted) return;
    entered.add(real);
    const entries = await readdir(absolute, { withFileTypes: true }).catch(() => []);
    if ((seen += entries.length) > most) throw tooMany(folder, most);
    const files: string[] = [];
    for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      if (entry.name.startsWith('.') || SKIPPED.has(entry.name)) continue;
      const own = inner(path, entry.name);
      const link = entry.isSymbolicLink();
      const kind = link ? await stat(join(absolute, entry.name)).catch(() => entry) : entry;
      if (kind.isFile()) files.push(entry.name);
      else if (!kind.isDirectory()) continue;
      else if (link && !`${await realOf(join(absolute, entry.name))}${sep}`.startsWith(below)) found.links.push(own);
      else await enter(own);
    }
    for (const name of dataAmong(files)) found.data.push(inner(path, name));
    for (const name of files) if (isTextName(name)) found.texts.push(inner(path, name));
  }

  await enter(top);
  return signal?.aborted ? { data: [], texts: [], links: [] } : found;
}

const tooMany = (folder: string, most: number): FtlintError =>
  new FtlintError(
    'too-many-files',
    `The folder ${folder} holds more than ${most.toLocaleString('en-US')} files and folders.`,
    'Name the folder in it that holds the data, or the files.',
  );

const inner = (path: string, name: string): string => (path === '.' || path === '' ? name : posix.join(path, name));

/** Whether a name may be a glob pattern (quoted ones reach us whole on every shell). */
export const hasMagic = (path: string): boolean => /[*?]|\[.+\]|\{.+[,.].+\}|[@!+]\(/.test(path);

/** What a link is to a pattern: one that leads to a parent of its own is no folder, or `**` would go round and round in it. */
function statNoParent(path: string, done: (error: NodeJS.ErrnoException | null, stats: fs.Stats) => void): void {
  fs.stat(path, (error, stats) => {
    if (error !== null || !stats.isDirectory()) return done(error, stats);
    fs.realpath(path, (failed, real) => {
      fs.realpath(dirname(path), (gone, own) => {
        const parent =
          failed === null && gone === null && `${own}${sep}`.startsWith(real.endsWith(sep) ? real : real + sep);
        if (parent) fs.lstat(path, done);
        else done(null, stats);
      });
    });
  });
}

/** Files that match a pattern. fast-glob costs 56 ms to load: only here. */
export async function expandGlob(cwd: string, pattern: string): Promise<string[]> {
  const { default: glob } = await import('fast-glob');
  return glob(pattern, {
    cwd,
    onlyFiles: true,
    dot: false,
    followSymbolicLinks: true,
    fs: { stat: statNoParent as typeof fs.stat },
    suppressErrors: true,
    ignore: ['**/node_modules/**', '**/.git/**'],
  });
}
