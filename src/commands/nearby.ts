import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isAbout, isTextName } from '../run/document-names.ts';
import { nameFacts } from '../run/file-names.ts';
import { dataAmong } from '../run/walk.ts';

/** Of what is called data, what can be read as it lies there. */
const DATA = /\.(?:(?:jsonl|ndjson|json|csv|tsv)(?:\.(?:gz|zst))?|parquet|arrow|feather|zst)$/i;
/** Files of one set that are named one by one; of more, their folder. */
const NAMED = 4;
const NEVER = new Set(['node_modules', 'dist', 'build', 'coverage', '__pycache__', 'venv']);
/** Bytes of a .json file that tell an array of rows from a settings file. */
const HEAD = 512;

async function rows(path: string): Promise<boolean> {
  if (!/\.json$/i.test(path)) return true;
  const handle = await open(path).catch(() => undefined);
  if (handle === undefined) return false;
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD), 0, HEAD, 0);
    const head = buffer.toString('utf8', 0, bytesRead).replace(/^\ufeff/, '');
    return (
      /^\s*\[\s*[[{]/.test(head) || /^\s*\{\s*"[^"]*"\s*:\s*\[\s*[[{]/.test(head) || /^\s*\{.*\}\s*\n\s*\{/.test(head)
    );
  } finally {
    await handle.close();
  }
}

/** Data and documents of one folder, as a person names them from `cwd`. */
interface Folder {
  readonly name: string;
  readonly data: readonly string[];
  readonly texts: readonly string[];
}

async function foldersBelow(folder: string, name: string, depth: number): Promise<Folder[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const shown = (file: string): string => (name === '' ? file : `${name}/${file}`);
  const seen = entries.filter((entry) => !entry.name.startsWith('.')).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const files = seen.filter((entry) => entry.isFile()).map((entry) => entry.name);
  const data: string[] = [];
  for (const file of dataAmong(files)) if (DATA.test(file) && (await rows(join(folder, file)))) data.push(shown(file));
  const texts = files.filter((file) => isTextName(file) && !isAbout(file)).map(shown);
  const inner = depth > 1 ? seen.filter((entry) => entry.isDirectory() && !NEVER.has(entry.name)) : [];
  const below = await Promise.all(inner.map((e) => foldersBelow(join(folder, e.name), shown(e.name), depth - 1)));
  return [{ name, data, texts }, ...below.flat()];
}

/** Data sets in `cwd` and in its folders, as the files (or the folder) that a check of each names. */
export async function nearbyDatasets(cwd: string): Promise<readonly (readonly string[])[]> {
  const folders = await foldersBelow(cwd, '', 2);
  const sets = folders.flatMap(setsOf);
  // Texts lie everywhere: they are data only where nothing else is.
  const found = sets.length > 0 ? sets : folders.filter(({ texts }) => texts.length > 0).map(wholeOrNamed);
  return found.toSorted(([a], [b]) => (a < b ? -1 : 1));
}

/** Splits and shards of one data set differ in nothing else of their names. */
function setsOf({ name, data }: Folder): readonly (readonly string[])[] {
  const sets = new Map<string, string[]>();
  for (const file of data) {
    const { key } = nameFacts(file);
    sets.set(key, [...(sets.get(key) ?? []), file]);
  }
  const alone = sets.size === 1;
  return [...sets.values()].map((files) => (alone && files.length > NAMED ? [name || '.'] : files));
}

const wholeOrNamed = ({ name, texts }: Folder): readonly string[] => (texts.length > 1 ? [name || '.'] : texts);

/** A file name as a shell takes it. */
export function shellWord(name: string): string {
  const word = name.startsWith('-') ? `./${name}` : name;
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
