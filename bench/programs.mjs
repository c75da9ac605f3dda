import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const cli = at('../dist/cli.cjs');
const node = process.execPath;

/** What installs a peer that is not there. */
const INSTALL = {
  duckdb: 'npm i --prefix <folder> @duckdb/node-api',
  python: 'python3 in PATH or <folder>/venv',
  pandas: '<folder>/venv/bin/pip install pandas',
  cleanllm: '<folder>/venv/bin/pip install cleanllm',
  dropoutt: '<folder>/venv/bin/pip install dropoutt',
};

/** No network, no page, no browser: the scan alone. */
const DROPOUTT = ['--offline', '--no-html', '--no-open', '--quiet'];

const counted = (threads) => `${threads} thread${threads === 1 ? '' : 's'}`;

/** Whether the built program takes `--threads`. */
function takesThreads() {
  return /--threads\b/.test(spawnSync(node, [cli, 'check', '--help'], { encoding: 'utf8' }).stdout ?? '');
}

/**
 * All programs of the bench, as functions of a data set's name. A program has a name, a data set, a command for its file,
 * and, where it cannot run, why: `missing` (not installed) or `failed`.
 */
export function createPrograms(peers, fewRules) {
  const threads = takesThreads();
  const script = (name) => at(`peers/${name}`);
  const plain = (label, file) => (data) => ({ name: label, data, command: (path) => [node, script(file), path] });
  // Found or not, the program has its name and its place in the table.
  const peer = (key, make) => {
    const found = peers[key];
    const about = found === undefined ? { missing: `${key}: ${INSTALL[key]}` } : {};
    return (...asked) => ({ ...make(found?.path, ...asked), ...about });
  };
  const check = (program) => (data, count) => ({
    name: `ftlint, ${counted(count)}`,
    data,
    command: (path, task) =>
      [node, program, 'check', path, '--task', task, '--reporter', 'json', '--exit-zero'].concat(
        threads ? ['--threads', String(count)] : [],
      ),
    failed: count > 1 && !threads ? 'this build has no --threads' : undefined,
  });
  return {
    ours: check(cli),
    fewRules: (data) => {
      const few = fewRules();
      return { ...check(few.cli)(data, 1), name: 'ftlint, few rules, 1 thread', failed: few.failed };
    },
    emptyNode: { name: 'node -e 0', startup: true, command: () => [node, '-e', '0'] },
    start: { ...check(cli)('1,000 rows', 1), name: 'ftlint check, 1 thread', startup: true },
    version: { name: 'ftlint --version', startup: true, command: () => [node, cli, '--version'] },
    explain: { name: 'ftlint explain', startup: true, command: () => [node, cli, 'explain', 'blank-text'] },
    scan: plain('newline scan', 'newline-scan.mjs'),
    parse: plain('JSON.parse per line', 'json-parse.mjs'),
    csvParse: plain('csv-parse', 'csv-parse.mjs'),
    streamJson: plain('stream-json', 'stream-json.mjs'),
    duckdb: peer('duckdb', (module, data, question, count) => ({
      name: `DuckDB ${question}, ${counted(count)}`,
      data,
      command: (path, _task, kind) => [node, script('duckdb.mjs'), module, kind, question, path, String(count)],
    })),
    python: peer('python', (python, data) => ({
      name: 'Python json loop',
      data,
      command: (path) => [python, script('json_loop.py'), path],
    })),
    pandas: peer('pandas', (python, data) => ({
      name: 'pandas',
      data,
      command: (path) => [python, script('pandas_count.py'), path],
    })),
    // Exit code 1: it found faults in the data.
    cleanllm: peer('cleanllm', (program, data) => ({
      name: 'cleanllm preflight',
      data,
      codes: [0, 1],
      command: (path) => [program, 'preflight', path, '--framework', 'trl'],
    })),
    dropoutt: peer('dropoutt', (program, data) => ({
      name: 'dropoutt scan',
      data,
      codes: [0, 1, 10],
      command: (path, _task, _kind, scratch) =>
        [program, 'scan', path, '--out', join(scratch, 'dropoutt'), '--workers', '1'].concat(DROPOUTT),
    })),
  };
}

/** One name for a program on a data set: programs that several rows share run once. */
export const keyOf = ({ name, data }) => `${name} · ${data ?? ''}`;
