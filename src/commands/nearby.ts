import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** `-train`, `.valid`, `_test` …: files that differ in nothing else are splits of one data set. */
const SPLIT = /(^|[-_.])(train(?:ing)?|valid(?:ation)?|val|dev|eval|test)(?=[-_.]|$)/i;
const DATA = /\.(jsonl|ndjson|json|csv|tsv)(\.(gz|zst))?$/i;
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

async function dataFiles(folder: string, shown: string, depth: number): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const found: string[] = [];
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    const name = shown === '' ? entry.name : `${shown}/${entry.name}`;
    if (entry.name.startsWith('.') || NEVER.has(entry.name)) continue;
    if (entry.isDirectory() && depth > 1) found.push(...(await dataFiles(path, name, depth - 1)));
    else if (entry.isFile() && DATA.test(entry.name) && (await rows(path))) found.push(name);
  }
  return found;
}

/** Data sets in `cwd` and in its folders, as the files that a check of each names. */
export async function nearbyDatasets(cwd: string): Promise<readonly (readonly string[])[]> {
  const sets = new Map<string, string[]>();
  for (const file of await dataFiles(cwd, '', 2)) {
    const slash = file.lastIndexOf('/') + 1;
    const key = file.slice(0, slash) + file.slice(slash).replace(SPLIT, '$1*');
    sets.set(key, [...(sets.get(key) ?? []), file]);
  }
  return [...sets.values()];
}

/** A file name as a shell takes it. */
export function shellWord(name: string): string {
  const word = name.startsWith('-') ? `./${name}` : name;
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
