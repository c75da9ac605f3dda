import { appendFileSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
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

/**
 * Runs a CommonJS file with the code that V8 made of it in an earlier process, which `folder` keeps: compiling is a third
 * of what the check of a small file takes. What is kept may lack, be cut off, be of another file or another Node: then V8
 * compiles, and what it made is kept when the process ends. Where `folder` cannot be written to, nothing is kept.
 */
export function runKept(file: string, folder: string): unknown {
  const { mtimeMs, size } = statSync(file);
  const stamp = new Float64Array([size, mtimeMs]);
  const path = join(folder, `${basename(file)}-${process.version}-${process.arch}`);
  const cachedData = read(path, stamp);
  // The build writes ASCII alone, and Latin-1 need not be decoded.
  const source = `(function(exports,require,module,__filename){${readFileSync(file, 'latin1')}\n})`;
  const script = new Script(source, { filename: file, ...(cachedData && { cachedData }) });
  const module = { exports: {} };
  (script.runInThisContext() as (...args: unknown[]) => void)(module.exports, createRequire(file), module, file);
  // At the end V8 has compiled what a run needs, and not only what stands at the top.
  if (cachedData === undefined || script.cachedDataRejected === true)
    process.once('exit', () => write(folder, path, stamp, () => script.createCachedData()));
  return module.exports;
}

/** What was made of the file with this stamp: V8 knows its own version again, but of a file only the length. */
function read(path: string, stamp: Float64Array): Buffer | undefined {
  try {
    const bytes = readFileSync(path);
    const made = new Float64Array(bytes.buffer, bytes.byteOffset, stamp.length);
    return made.every((value, i) => value === stamp[i]) ? bytes.subarray(stamp.byteLength) : undefined;
  } catch {
    return undefined;
  }
}

/** The whole file or none, even when the machine stops: V8 believes its bytes. */
function write(folder: string, path: string, stamp: Float64Array, code: () => Buffer): void {
  const unfinished = `${path}.${process.pid}`;
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(unfinished, new Uint8Array(stamp.buffer), { flag: 'wx' });
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
