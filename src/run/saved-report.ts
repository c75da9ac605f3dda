import { open, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { FtlintError } from '../core/error.ts';
import type { Report } from '../core/report.ts';
import { exitCodeOf } from './exit-code.ts';
import type { CheckOptions } from './options.ts';

/** Bytes of a report, at most. What is larger was named by mistake: a text of half a gigabyte cannot even be read whole. */
const MOST_BYTES = 64 * 1024 * 1024;

/** Flags that judge records, which a finished report no longer has. */
const JUDGING = ['accept', 'only', 'skip', 'rules'] as const;

/**
 * The report that `--reporter json` wrote into the one input, with the exit code that the options give it; undefined when
 * the input is something else. Throws FtlintError for a report of another version, options that it cannot follow, or a file
 * that begins as JSON does and is larger than a report.
 */
export async function savedReport(options: CheckOptions): Promise<Report | undefined> {
  const { inputs, cwd = '.' } = options;
  const [name] = inputs;
  if (inputs.length !== 1 || name === '-') return undefined;
  const size = await sizeOfObject(resolve(cwd, name));
  if (size === undefined) return undefined;
  if (size > MOST_BYTES)
    throw new FtlintError(
      'not-a-partial',
      `${name} is no partial result of ftlint scan, and too large for a report: ${Math.ceil(size / 2 ** 20)} MiB`,
      'ftlint check reads data',
    );
  const report = parsed(await readFile(resolve(cwd, name), 'utf8'));
  if (report?.tool?.name !== 'ftlint' || !Array.isArray(report.datasets)) return undefined;
  if (report.version !== 1)
    throw new FtlintError('report-version', `${name}: a report of version ${String(report.version)}; 1 is known`);
  const flag = JUDGING.find((option) => options[option] !== undefined);
  if (flag !== undefined)
    throw new FtlintError(
      'usage',
      `${name} is a finished report: --${flag === 'rules' ? 'rule' : flag} needs the records or partial results`,
      'give it to ftlint check, or to ftlint report with the parts',
    );
  // What was cut off by a signal keeps its code.
  const exitCode = report.exitCode > 2 ? report.exitCode : exitCodeOf(report.datasets, report.failures, options);
  return { ...report, exitCode };
}

/** Bytes of a file that begins with a brace; undefined for any other, or none. */
async function sizeOfObject(path: string): Promise<number | undefined> {
  const file = await open(path).catch(() => undefined);
  if (file === undefined) return undefined;
  try {
    const { bytesRead, buffer } = await file.read(new Uint8Array(1), 0, 1, 0).catch(() => NOTHING);
    return bytesRead === 1 && buffer[0] === 0x7b ? (await file.stat()).size : undefined;
  } finally {
    await file.close();
  }
}
const NOTHING = { bytesRead: 0, buffer: new Uint8Array(1) };

function parsed(text: string): Report | undefined {
  try {
    return JSON.parse(text) as Report;
  } catch {
    return undefined;
  }
}
