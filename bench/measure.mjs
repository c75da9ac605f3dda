import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const TIME = '/usr/bin/time';

/** Which `time` there is: a small parent of its own that the kernel tells the child's peak memory. A large parent's own memory would count for the child. */
function findTime() {
  if (!existsSync(TIME)) return undefined;
  if (spawnSync(TIME, ['-f', '%M %U %S', 'true']).status === 0) return 'gnu';
  return spawnSync(TIME, ['-l', 'true']).status === 0 ? 'bsd' : undefined;
}

const kind = findTime();

/** What the peaks of the table come from, for the table's foot. */
export const peakSource = kind === undefined ? 'n/a: no /usr/bin/time here' : `/usr/bin/time (${kind})`;

function readUsage(text) {
  if (kind === 'gnu') {
    const [kib, user, system] = text.trim().split('\n').at(-1).split(' ').map(Number);
    return { peak: kib / 1024, cpu: user + system };
  }
  // macOS counts the peak in bytes.
  const bytes = Number(/(\d+)\s+maximum resident set size/.exec(text)?.[1]);
  const [, user, system] = /([\d.]+) user\s+([\d.]+) sys/.exec(text) ?? [];
  return { peak: bytes / 2 ** 20, cpu: Number(user) + Number(system) };
}

/**
 * Runs a command as a whole process. Wall and cpu seconds, peak MiB (NaN where it cannot be read), what it printed;
 * `failed` holds one line when its exit code is none of `codes`.
 */
export function measure([program, ...args], { codes = [0], env } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'ftlint-bench-'));
  const usageFile = join(folder, 'usage');
  const flags = kind === 'gnu' ? ['-f', '%M %U %S', '-o', usageFile] : ['-l', '-o', usageFile];
  const command = kind === undefined ? [program, ...args] : [TIME, ...flags, program, ...args];
  try {
    const start = performance.now();
    const { status, stdout, stderr, error } = spawnSync(command[0], command.slice(1), {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      cwd: folder,
      env: { ...process.env, ...env },
    });
    const seconds = (performance.now() - start) / 1000;
    const usage =
      kind !== undefined && existsSync(usageFile)
        ? readUsage(readFileSync(usageFile, 'utf8'))
        : { peak: Number.NaN, cpu: Number.NaN };
    const failed =
      error !== undefined || !codes.includes(status)
        ? `exit ${status}: ${error?.message ?? firstLine(stderr)}`
        : undefined;
    return { seconds, ...usage, stdout, failed };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const firstLine = (text) =>
  text
    .split('\n')
    .find((line) => line.trim() !== '')
    ?.slice(0, 120) ?? '';
