import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';

/** Where peers may be installed: node_modules/ and venv/ in a folder of the person's, the project's own node_modules, PATH. */
export function findPeers(folder) {
  const python = firstOf([join(folder, 'venv', 'bin', 'python3'), ...onPath('python3')]);
  const tool = (name) => firstOf([join(folder, 'venv', 'bin', name), ...onPath(name)]);
  return {
    duckdb: duckdb(folder),
    python: versioned(python, python && output(python, ['--version']).replace('Python ', '')),
    pandas: versioned(python, python && distribution(python, 'pandas')),
    cleanllm: versioned(tool('cleanllm'), python && distribution(python, 'cleanllm')),
    dropoutt: versioned(tool('dropoutt'), python && distribution(python, 'dropoutt')),
  };
}

const firstOf = (paths) => paths.find((path) => existsSync(path));
const onPath = (name) => (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name));
const versioned = (path, version) => (path === undefined || !version ? undefined : { path, version });
const output = (program, args) => spawnSync(program, args, { encoding: 'utf8' }).stdout?.trim() ?? '';
const distribution = (python, name) =>
  output(python, ['-c', `import importlib.metadata as m; print(m.version(${JSON.stringify(name)}))`]);

function duckdb(folder) {
  for (const from of [join(folder, 'x.js'), import.meta.url]) {
    try {
      const path = createRequire(from).resolve('@duckdb/node-api');
      const manifest = join(path.slice(0, path.lastIndexOf('node-api')), 'node-api', 'package.json');
      return {
        path,
        version: existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')).version : dirname(path),
      };
    } catch {
      // Not there: the next place, or missing.
    }
  }
  return undefined;
}
