import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Real data and peers' cases that lie beside the project where it is developed; a clone has none. */
export const cases = fileURLToPath(new URL('../../shared/cases/', import.meta.url));

/** Whether the real data is here. Says loudly when it is not: those tests then check nothing. */
export function hasCases(): boolean {
  const here = existsSync(cases);
  if (!here) console.warn('REAL DATA IS NOT HERE: the tests over real sets and peers check nothing in this clone');
  return here;
}

/** All files below a folder, sorted. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((name) => statSync(name).isFile())
    .sort();
}
