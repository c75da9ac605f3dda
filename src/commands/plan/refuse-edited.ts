import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { FtlintError } from '../../core/error.ts';
import { isAsWritten } from '../../core/written.ts';

/** Somebody's own plan, or notes in one of ours, must not be written over: only a page that stands as it was written is replaced. */
export async function refuseEdited(out: string, cwd: string): Promise<void> {
  const path = resolve(cwd, out);
  if ((await stat(path).catch(() => undefined))?.isFile() !== true) return;
  const before = await readFile(path, 'utf8');
  if (before === '' || isAsWritten(before)) return;
  throw new FtlintError(
    'overwrite',
    `${out} is a plan that ftlint did not write, or that was edited by hand`,
    'give another path, or remove it',
  );
}
