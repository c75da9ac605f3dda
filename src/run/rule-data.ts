import { readdirSync, readFileSync } from 'node:fs';
import { FtlintError } from '../core/error.ts';
import { root } from '../place.ts';

/** Folders of `rules/` that hold data. */
export type DataFolder = 'formats' | 'tasks' | 'gates';

/** What the JSON files of a folder of `rules/` hold, in order of their names. The bundle holds it already: there the build answers in place of this module. */
export function ruleData(folder: DataFolder): readonly unknown[] {
  const url = new URL(`rules/${folder}/`, root);
  const names = readdirSync(url)
    .filter((name) => name.endsWith('.json'))
    .sort();
  return names.map((name) => {
    try {
      return JSON.parse(readFileSync(new URL(name, url), 'utf8')) as unknown;
    } catch (cause) {
      throw new FtlintError('bad-data', `rules/${folder}/${name} is not JSON: ${(cause as Error).message}`);
    }
  });
}
