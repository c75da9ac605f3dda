import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { FtlintError } from '../core/error.ts';
import { isAsWritten } from '../core/written.ts';

/** What stands where a page is to be written; empty where nothing does. A pipe or a device is not read: it keeps nothing, and may never end. */
export async function pageBefore(out: string, cwd: string): Promise<string> {
  const path = resolve(cwd, out);
  if ((await stat(path).catch(() => undefined))?.isFile() !== true) return '';
  return readFile(path, 'utf8');
}

/** What somebody wrote into a page of ours must not be written over: only one that stands as it was written is replaced. `what`: of the page, behind "is". */
export async function refuseEdited(out: string, what: string, hint: string, cwd: string): Promise<void> {
  const before = await pageBefore(out, cwd);
  if (before === '' || isAsWritten(before)) return;
  throw new FtlintError('overwrite', `${out} is ${what}`, hint);
}
