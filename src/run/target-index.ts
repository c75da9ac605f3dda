import { readdirSync, readFileSync } from 'node:fs';
import type { Target } from '../core/target-types.ts';
import { root } from '../place.ts';
import { entryOf, type TargetEntry } from '../targets/target-entry.ts';

let cached: readonly TargetEntry[] | undefined;

/** Names and shapes of the shipped targets, by id. The bundle holds them already: there the build answers in place of this module. */
export function targetIndex(): readonly TargetEntry[] {
  const folder = new URL('rules/targets/', root);
  return (cached ??= readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => entryOf(JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Target)));
}
