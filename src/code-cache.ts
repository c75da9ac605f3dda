import { accessSync, constants, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
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
function runKept(file: string, folder: string): unknown {
  // The build writes ASCII alone, and Latin-1 need not be decoded.
  const source = readFileSync(file, 'latin1');
  const digest = DIGEST.exec(source)?.[1];
  const require = createRequire(file);
  if (digest === undefined) return require(file);
  const path = join(folder, `${basename(file)}-${digest}-${process.version}-${process.arch}`);
  const cachedData = read(path);
  const wrapped = `(function(exports,require,module,__filename,__dirname){${source}\n})`;
  const script = new Script(wrapped, { filename: file, ...(cachedData && { cachedData }) });
  const module = { exports: {} };
  const run = script.runInThisContext() as (...args: unknown[]) => void;
  run(module.exports, require, module, file, dirname(file));
  if (cachedData === undefined || script.cachedDataRejected === true) {
    // At the end V8 has compiled what a run needs, and not only what stands at the top; a run that was refused needs little.
    process.once('exit', (code) => {
      if (code < 2) write(folder, path, () => script.createCachedData());
    });
  }
  return module.exports;
}

/** V8 believes its bytes and runs whatever they have become. So they are written twice: to compare them takes less than a sum. */
function read(path: string): Buffer | undefined {
  try {
    const bytes = readFileSync(path);
    const code = bytes.subarray(0, bytes.length / 2);
    return code.equals(bytes.subarray(code.length)) ? code : undefined;
  } catch {
    return undefined;
  }
}

/** The whole file or none, even when the machine stops. */
function write(folder: string, path: string, made: () => Buffer): void {
  // Not the number of the process: in containers that share a folder all have the same.
  const unfinished = `${path}.${Math.random().toString(36).slice(2)}`;
  try {
    // Code is run from here: whatever the umask, others may only read.
    mkdirSync(folder, { recursive: true, mode: 0o755 });
    // Making the code takes milliseconds: not where it cannot be kept.
    accessSync(folder, constants.W_OK);
    const code = made();
    writeFileSync(unfinished, Buffer.concat([code, code]), { flag: 'wx', mode: 0o644, flush: true });
    renameSync(unfinished, path);
  } catch {
    remove(unfinished);
  }
}

/** What cannot be removed stays: it must not become the exit code of a check. */
function remove(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // Another program holds it.
  }
}
