import { readdir, realpath, stat } from 'node:fs/promises';
import { join, posix, resolve, sep } from 'node:path';

/** What training data is called. Those that this version cannot open are found too: the person must know that they were not read. */
const DATA_NAME =
  /\.(?:(?:jsonl|ndjson|json|csv|tsv)(?:\.(?:gz|zst|bz2|xz|zip))?|parquet|arrow|feather|xlsx|zst|zip)$/i;

/** Whether a file of this name in a folder is taken for data; hidden files never are. */
export const isDataName = (name: string): boolean => !name.startsWith('.') && DATA_NAME.test(name);

/** Path with forward slashes, without `./` before it. */
export const toSlashes = (path: string): string => {
  const slashed = sep === '\\' ? path.replaceAll('\\', '/') : path;
  return slashed.replace(/^(?:\.\/+)+(?=.)/, '');
};

const SKIPPED = new Set(['node_modules', '.git']);

/** Whether a path lies in a folder that is never entered, or is hidden. */
export const excluded = (path: string): boolean =>
  path.split('/').some((part) => SKIPPED.has(part) || (part.startsWith('.') && part !== '.' && part !== '..'));

/** Data files under a folder at any depth, as paths that begin with the folder's name. A link to a folder above is entered once. */
export async function walk(cwd: string, folder: string): Promise<string[]> {
  const found: string[] = [];
  const entered = new Set<string>();
  const enter = async (path: string): Promise<void> => {
    const absolute = resolve(cwd, path);
    const real = await realpath(absolute).catch(() => absolute);
    if (entered.has(real)) return;
    entered.add(real);
    const entries = await readdir(absolute, { withFileTypes: true }).catch(() => []);
    for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      if (entry.name.startsWith('.') || SKIPPED.has(entry.name)) continue;
      const inner = path === '.' || path === '' ? entry.name : posix.join(path, entry.name);
      const kind = entry.isSymbolicLink() ? await stat(join(absolute, entry.name)).catch(() => entry) : entry;
      if (kind.isDirectory()) await enter(inner);
      else if (kind.isFile() && isDataName(entry.name)) found.push(inner);
    }
  };
  await enter(folder.replace(/(?<=.)\/+$/, ''));
  return found;
}

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
