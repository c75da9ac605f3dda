import { open, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { FtlintError } from '../core/error.ts';
import { reporters } from '../reporters/registry.ts';
import { suggestion } from './suggest.ts';

/** One `--reporter name[=path]`; without a path it goes to stdout. */
export interface Destination {
  readonly reporter: string;
  readonly path: string | undefined;
}

/** Reads the reporters that were asked for; `pretty` when none was. */
export function destinations(asked: readonly string[], cwd: string): readonly Destination[] {
  const known = Object.keys(reporters);
  const all = (asked.length === 0 ? ['pretty'] : asked).map((entry): Destination => {
    const [, reporter, path] = /^([^=]*)(?:=([\s\S]*))?$/.exec(entry)!;
    if (!known.includes(reporter))
      throw new FtlintError(
        'unknown-reporter',
        `--reporter ${entry}: no such reporter`,
        suggestion(reporter, known, 'reporters'),
      );
    if (path === '')
      throw new FtlintError(
        'usage',
        `--reporter ${entry}: the path is missing`,
        `--reporter ${reporter}=report.${reporter.startsWith('json') ? reporter : 'txt'}`,
      );
    return { reporter, path };
  });
  const onStdout = all.filter((d) => d.path === undefined);
  if (onStdout.length > 1) {
    const names = onStdout.map((d) => d.reporter).join(' and ');
    throw new FtlintError(
      'usage',
      `two reporters would write to stdout: ${names}`,
      `give one a path: --reporter ${onStdout[1].reporter}=report.${onStdout[1].reporter}`,
    );
  }
  const paths = all.flatMap((d) => (d.path === undefined ? [] : [resolve(cwd, d.path)]));
  const twice = paths.find((path, i) => paths.indexOf(path) !== i);
  if (twice !== undefined) throw new FtlintError('usage', `two reporters would write to ${twice}`);
  return all;
}

const statOf = async (path: string): Promise<{ dev: number; ino: number } | undefined> =>
  stat(path).catch(() => undefined);

/** Refuses to write a report over a data set, by whatever name, link or spelling. */
export async function guardInputs(
  targets: readonly Destination[],
  inputs: readonly string[],
  cwd: string,
): Promise<void> {
  for (const { path } of targets) {
    const target = path === undefined ? undefined : await statOf(resolve(cwd, path));
    if (target === undefined) continue;
    for (const input of inputs) {
      const source = await statOf(resolve(cwd, input));
      if (source?.ino === target.ino && source.dev === target.dev) {
        throw new FtlintError('overwrite', `the output would overwrite the input ${input}`, 'give it another path');
      }
    }
  }
}

/** The first characters of a file, without a byte order mark. */
async function beginning(path: string): Promise<string> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(BEGINNING), 0, BEGINNING, 0);
    return buffer.toString('utf8', 0, bytesRead).replace(/^\uFEFF/, '');
  } finally {
    await file.close();
  }
}

/** Bytes that hold any heading of ours. */
const BEGINNING = 256;

/** Refuses to write over a file that is none of ours: one that does not begin with this heading. */
export async function guardForeign(path: string, heading: string, cwd: string): Promise<void> {
  const wanted = resolve(cwd, path);
  if ((await stat(wanted).catch(() => undefined))?.isFile() !== true) return;
  const text = await beginning(wanted);
  if (text === '' || text.startsWith(heading)) return;
  throw new FtlintError(
    'overwrite',
    `${path} is there already, and does not begin with "${heading.trim()}"`,
    'give another path, or remove it',
  );
}

/** Text, or bytes as they are made. */
type Pieces = Iterable<string> | AsyncIterable<Uint8Array>;

async function pour(file: string, flag: string, pieces: Pieces): Promise<void> {
  const handle = await open(file, flag);
  try {
    for await (const piece of pieces) await handle.appendFile(piece);
    // A device or pipe keeps nothing.
    if (flag === 'wx') await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Writes beside the target and renames, so that a reader sees the old report or the whole new one. */
export async function writeReport(path: string, cwd: string, text: Pieces): Promise<void> {
  const wanted = resolve(cwd, path);
  try {
    const target = await realpath(wanted).catch(() => wanted);
    const there = await stat(target).catch(() => undefined);
    // A device or pipe cannot be replaced, only written to.
    if (there !== undefined && !there.isFile() && !there.isDirectory()) return await pour(target, 'w', text);
    if (there?.isDirectory() === true) throw new FtlintError('output', `cannot write ${path}: it is a folder`);
    const { randomUUID } = await import('node:crypto');
    const beside = `${target}.${randomUUID().slice(0, 8)}.tmp`;
    try {
      await pour(beside, 'wx', text);
      await rename(beside, target);
    } catch (error) {
      await rm(beside, { force: true });
      throw error;
    }
  } catch (error) {
    if (error instanceof FtlintError) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    const why =
      code === 'ENOENT' ? `the folder ${dirname(path)} does not exist` : code === 'EACCES' ? 'no permission' : message;
    throw new FtlintError('output', `cannot write ${path}: ${why}`);
  }
}
