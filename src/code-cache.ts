import { appendFileSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';
import { root } from './place.ts';

/**
 * Exports of a file of dist/, run with its code from the cache. What `import()` of such a file becomes in the command line
 * (scripts/build.mjs). Node's own variables say where the cache is and whether there is one; else it lies in the package.
 */
export function runOwn(name: string): unknown {
  const { NODE_COMPILE_CACHE: folder, NODE_DISABLE_COMPILE_CACHE: off } = process.env;
  const file = fileURLToPath(new URL(`dist/${name}`, root));
  if (off !== undefined && off !== '') return createRequire(file)(file);
  return runKept(file, folder ? join(folder, 'ftlint') : fileURLToPath(new URL('.cache/', root)));
}

/** The build writes a digest of the file before it: V8 knows its own version again, but of a file only the length. */
const DIGEST = /^\/\/([0-9a-f]{16})\n/;

/**
 * Runs a CommonJS file with the code that V8 made of it in an earlier process, which `folder` keeps: compiling is a third
 * of what the check of a small file takes. Where nothing is kept, or for another Node, V8 compiles, and what it made is kept
 * when the process ends. Where `folder` cannot be written to, nothing is.
 */
export function runKept(file: string, folder: string): unknown {
  // The build writes ASCII alone, and Latin-1 need not be decoded.
  const source = readFileSync(file, 'latin1');
  const digest = DIGEST.exec(source)?.[1];
  if (digest === undefined) return createRequire(file)(file);
  const path = join(folder, `${basename(file)}-${digest}-${process.version}-${process.arch}`);
  const cachedData = read(path);
  const wrapped = `(function(exports,require,module,__filename){${source}\n})`;
  const script = new Script(wrapped, { filename: file, ...(cachedData && { cachedData }) });
  const module = { exports: {} };
  (script.runInThisContext() as (...args: unknown[]) => void)(module.exports, createRequire(file), module, file);
  // At the end V8 has compiled what a run needs, and not only what stands at the top.
  if (cachedData === undefined || script.cachedDataRejected === true)
    process.once('exit', () => write(folder, path, () => script.createCachedData()));
  return module.exports;
}

function read(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

/** The whole file or none, even when the machine stops: V8 believes its bytes. */
function write(folder: string, path: string, code: () => Buffer): void {
  // Not the number of the process: in containers that share a folder all have the same.
  const unfinished = `${path}.${Math.random().toString(36).slice(2)}`;
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(unfinished, '', { flag: 'wx' });
  } catch {
    return;
  }
  try {
    appendFileSync(unfinished, code(), { flush: true });
    renameSync(unfinished, path);
  } catch {
    rmSync(unfinished, { force: true });
  }
}
