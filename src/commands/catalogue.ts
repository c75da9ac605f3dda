import { readdir, readFile } from 'node:fs/promises';
import { root } from '../place.ts';
import { targetIndex } from '../run/target-index.ts';

/** What `rules/` holds pages and data of. */
export type Kind = 'rule' | 'task' | 'format' | 'gate' | 'target';

/** One thing with a name: where its page and its data lie. */
export interface Item {
  readonly kind: Kind;
  readonly id: string;
  /** Everyday names that mean it. */
  readonly names: readonly string[];
  /** Folder under `rules/checks` that a rule lies in. */
  readonly group?: string;
  /** Data of a task, format, gate or target, as its JSON file has it. */
  readonly data?: Readonly<Record<string, unknown>>;
  readonly page?: URL;
}

const at = (path: string): URL => new URL(path, root);

async function names(folder: string): Promise<readonly string[]> {
  // A folder that is not there holds nothing.
  return (await readdir(at(folder)).catch(() => [])).toSorted();
}

const stem = (file: string): string => file.replace(/\.(md|json)$/, '');

/** The rules by their pages: `rules/checks/<group>/<id>.md`. */
export async function rulePages(): Promise<readonly Item[]> {
  const groups = await names('rules/checks/');
  const found = await Promise.all(
    groups.map(async (group) => {
      const pages = (await names(`rules/checks/${group}/`)).filter((file) => file.endsWith('.md'));
      return pages.map((file): Item => ({
        kind: 'rule',
        id: stem(file),
        names: [],
        group,
        page: at(`rules/checks/${group}/${file}`),
      }));
    }),
  );
  return found.flat();
}

/** Tasks, formats, gates or targets by their files: `rules/<kind>s/<id>.json`, and a page beside it where there is one. */
export async function dataItems(kind: Exclude<Kind, 'rule'>): Promise<readonly Item[]> {
  const folder = `rules/${kind}s/`;
  const files = await names(folder);
  const ids = [...new Set(files.filter((file) => /\.(md|json)$/.test(file)).map(stem))];
  return Promise.all(
    ids.map(async (id): Promise<Item> => {
      const page = files.includes(`${id}.md`) ? { page: at(`${folder}${id}.md`) } : {};
      if (!files.includes(`${id}.json`)) return { kind, id, names: [], ...page };
      const data = JSON.parse(await readFile(at(`${folder}${id}.json`), 'utf8')) as Record<string, unknown>;
      return { kind, id, names: Array.isArray(data['names']) ? data['names'].map(String) : [], data, ...page };
    }),
  );
}

/** Targets of a person's own folder; none where none is named. */
export async function ownItems(rulesDir: string | undefined, cwd: string): Promise<readonly Item[]> {
  if (rulesDir === undefined) return [];
  const { ownTargets } = await import('../run/own-targets.ts');
  const own = [...(await ownTargets(rulesDir, cwd)).values()];
  return own.map((target): Item => ({ kind: 'target', id: target.id, names: target.names, data: { ...target } }));
}

/** Everything that can be explained, rules first; targets without their data, which nobody asks for all of. */
export async function everything(): Promise<readonly Item[]> {
  const kinds = ['task', 'format', 'gate'] as const;
  const found = (await Promise.all([rulePages(), ...kinds.map(dataItems)])).flat();
  return [...found, ...targetIndex().map(({ id, names: own }): Item => ({ kind: 'target', id, names: own }))];
}

/** Page about the limits that targets hold against a whole set: their findings bear the limit's id. */
const LIMITS = 'target-rows';

/** The page about limits, where some target has a limit of this id; empty: none has. Reads the data of all targets. */
export async function limitPage(id: string, items: readonly Item[]): Promise<readonly Item[]> {
  const hasIt = ({ data }: Item): boolean =>
    Array.isArray(data?.['limits']) && data['limits'].some((limit: { readonly id?: unknown }) => limit.id === id);
  return (await dataItems('target')).some(hasIt) ? items.filter((item) => item.id === LIMITS) : [];
}
