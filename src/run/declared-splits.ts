import { open } from 'node:fs/promises';
import { dirname, posix, resolve } from 'node:path';
import type { Skipped } from '../core/report.ts';
import { splitOf } from '../readers/split-words.ts';
import { nameFacts } from './file-names.ts';
import { frontMatter, type Yaml } from './front-matter.ts';
import { matchesPattern } from './path-pattern.ts';

/** Files whose split is said beside them. */
export interface Declared {
  /** Path → the path by which it is grouped: its configuration as a folder, its split as a name. */
  readonly as: ReadonlyMap<string, string>;
  /** What is declared and not there. */
  readonly skipped: readonly Skipped[];
  /** The same by the folder of its configuration, as sentences. */
  readonly absent: readonly { readonly folder: string; readonly why: string }[];
}

/** One line of a declaration. */
interface Line {
  readonly config: string;
  readonly split: string;
  readonly patterns: readonly string[];
}

/** Bytes of a card or a state that are read. */
const MOST = 256 * 1024;

/**
 * What the files of a folder say of its splits: `configs` in the front matter of its `README.md` (the Hub's manual
 * configuration), `_split` in the `state.json` beside Arrow files and `splits` in `dataset_dict.json` (`save_to_disk`). Names
 * of files decide where nothing is said. Only files that were found below the folder are meant by any of it.
 */
export async function declaredFiles(cwd: string, root: string, paths: readonly string[]): Promise<Declared> {
  const as = new Map<string, string>();
  const skipped: Skipped[] = [];
  const absent: { folder: string; why: string }[] = [];
  const below = (name: string): string => (root === '.' ? name : posix.join(root, name));
  const card = await headOf(resolve(cwd, root, 'README.md'));
  for (const { config, split, patterns } of linesOf(frontMatter(card, 'configs'))) {
    for (const pattern of patterns) {
      const found = !inside(pattern)
        ? []
        : paths.filter((path) =>
            matchesPattern(root === '.' ? path : path.slice(root.length).replace(/^\//, ''), pattern),
          );
      for (const path of found) if (!as.has(path)) as.set(path, below(`${config}/${split}`));
      if (found.length > 0) continue;
      const where = inside(pattern) ? 'is not there' : 'is not in the folder';
      const path = inside(pattern) ? below(pattern) : pattern;
      skipped.push({ path, why: `README.md declares it for the split "${split}"; it ${where}` });
      absent.push({
        folder: below(config),
        why: `README.md declares ${path} for the split "${split}", which ${where}`,
      });
    }
  }
  for (const folder of new Set(paths.filter((path) => path.endsWith('.arrow')).map(dirname))) {
    const split = wordIn(await jsonOf(resolve(cwd, folder, 'state.json')), '_split');
    const own = paths.filter((path) => path.endsWith('.arrow') && dirname(path) === folder);
    if (split === undefined || nameFacts(own[0]).split !== null) continue;
    for (const path of own) if (!as.has(path)) as.set(path, `${folder}/${split}`);
  }
  for (const split of await savedSplits(resolve(cwd, root, 'dataset_dict.json'))) {
    const path = below(split);
    if (!paths.some((other) => other.startsWith(`${path}/`)))
      skipped.push({ path, why: `dataset_dict.json names the split "${split}"; it is not there` });
  }
  return { as, skipped, absent };
}

function linesOf(configs: Yaml | undefined): readonly Line[] {
  if (!Array.isArray(configs)) return [];
  return (configs as readonly Yaml[]).flatMap((config) => {
    if (!(config instanceof Map)) return [];
    const given = config.get('config_name');
    const name = typeof given === 'string' && given !== '' ? given.replaceAll('/', '_') : 'default';
    // A folder that is called like a split would be taken for one.
    return filesOf(config.get('data_files'), splitOf(name) === undefined ? name : `${name} (config)`);
  });
}

function filesOf(files: Yaml | undefined, config: string): readonly Line[] {
  const line = (split: Yaml | undefined, paths: Yaml | undefined): readonly Line[] => {
    const patterns = (typeof paths === 'string' ? [paths] : Array.isArray(paths) ? (paths as readonly Yaml[]) : [])
      .filter((path): path is string => typeof path === 'string')
      .filter((path) => path !== '' && path.length <= 500)
      .map((path) => path.replace(/^(?:\.\/+)+/, ''));
    const named = typeof split === 'string' && /^\w[\w.-]{0,99}$/.test(split);
    return named && patterns.length > 0 ? [{ config, split, patterns }] : [];
  };
  if (files instanceof Map)
    return [...(files as ReadonlyMap<string, Yaml>)].flatMap(([split, paths]) => line(split, paths));
  if (typeof files === 'string') return line('train', files);
  if (!Array.isArray(files)) return [];
  return (files as readonly Yaml[]).flatMap((item) =>
    item instanceof Map ? line(item.get('split'), item.get('path')) : line('train', item),
  );
}

/** Not outside of the folder, nor elsewhere in the world. */
const inside = (path: string): boolean =>
  !/^(?:\/|~|[a-z][a-z\d+.-]*:)/i.test(path) && !path.split(/[\\/]/).includes('..');

async function savedSplits(absolute: string): Promise<readonly string[]> {
  const saved = await jsonOf(absolute);
  const splits = typeof saved === 'object' && saved !== null && 'splits' in saved ? saved.splits : undefined;
  return Array.isArray(splits)
    ? splits.filter((name): name is string => typeof name === 'string' && /^[\w.-]{1,100}$/.test(name))
    : [];
}

function wordIn(value: unknown, key: string): string | undefined {
  const found = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
  return typeof found === 'string' && /^\w[\w.-]{0,99}$/.test(found) ? found : undefined;
}

async function jsonOf(absolute: string): Promise<unknown> {
  try {
    return JSON.parse(await headOf(absolute)) as unknown;
  } catch {
    // A state that does not parse declares nothing.
    return undefined;
  }
}

/** The beginning of a small text; empty where it cannot be read. */
async function headOf(absolute: string): Promise<string> {
  const file = await open(absolute, 'r').catch(() => undefined);
  if (file === undefined) return '';
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(MOST), 0, MOST, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } catch {
    return '';
  } finally {
    await file.close();
  }
}
