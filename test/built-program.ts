import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** The command line as the build made it: what a process of its own is started with. */
export const PROGRAM = join(ROOT, 'dist/cli.cjs');

/** Copies what the package needs to check a file, and nothing else of it, into a folder; the path of its command line there. */
export function packageIn(folder: string): string {
  cpSync(join(ROOT, 'dist'), join(folder, 'dist'), { recursive: true, filter: (from) => !from.endsWith('types') });
  cpSync(join(ROOT, 'package.json'), join(folder, 'package.json'));
  return join(folder, 'dist/cli.cjs');
}
