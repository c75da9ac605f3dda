import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { FtlintError } from '../core/error.ts';
import type { FilePlan } from '../core/plan.ts';
import type { Failure } from '../core/report.ts';
import type { SplitName } from '../core/tape.ts';
import { nearest } from '../core/nearest.ts';
import { nameFacts } from './file-names.ts';
import { excluded, expandGlob, hasMagic, isDataName, toSlashes, walk } from './walk.ts';
import type { CheckOptions } from './options.ts';

/** A file to read, before it is opened. */
export interface FoundInput {
  /** As the person wrote it, or the folder they named and the way from there; forward slashes. */
  readonly path: string;
  /** Absolute name; `-` for stdin. */
  readonly absolute: string;
  readonly origin: FilePlan['origin'];
  /** By `--train`/`--eval`, else by a split word in its own name or its folder's; null: none. */
  readonly split: SplitName | null;
  readonly shard: FilePlan['shard'];
  /** The split was said by the person: all inputs are then one data set. */
  readonly given: boolean;
  /** Data files in the same folder that are no inputs, as paths like its own. */
  readonly neighbours: readonly string[];
}

/** What of the options says which inputs there are. */
export type InputOptions = Pick<
  CheckOptions,
  'inputs' | 'cwd' | 'stdinFilename' | 'train' | 'eval' | 'skipUnknown' | 'forceExclude' | 'errorOnUnmatched'
>;

/** A path that was named or found, with where it came from. */
interface Candidate {
  readonly path: string;
  readonly origin: FilePlan['origin'];
  readonly role: 'train' | 'eval' | undefined;
}

/** The files that the inputs mean, in byte order of their paths, each once; and the inputs that mean none. */
export async function findInputs(
  options: InputOptions,
): Promise<{ readonly files: readonly FoundInput[]; readonly failures: readonly Failure[] }> {
  const cwd = resolve(options.cwd ?? '.');
  const failures: Failure[] = [];
  const candidates: Candidate[] = [];
  const roles = [
    ['train', options.train ?? []],
    ['eval', options.eval ?? []],
    [undefined, options.inputs],
  ] as const;
  for (const [role, inputs] of roles) {
    for (const input of inputs) candidates.push(...(await candidatesOf(input, role, cwd, options, failures)));
  }
  const files = new Map<string, FoundInput>();
  const neighbours = new Map<string, readonly string[]>();
  for (const { path, origin, role } of candidates) {
    const absolute = origin === 'stdin' ? '-' : resolve(cwd, path);
    const seen = files.get(absolute);
    const train = role === 'train' || (role === undefined && origin !== 'found');
    if (seen?.given && (role !== undefined || train) && (seen.split === 'train') !== train) {
      throw new FtlintError(
        'same-file-twice',
        `${path} is given as training and as evaluation data`,
        'name two files: what is trained on cannot be the test',
      );
    }
    // Named beats found, a given split beats both; the roles come first.
    if (seen !== undefined && (seen.given || role === undefined) && (seen.origin !== 'found' || origin === 'found'))
      continue;
    const facts = nameFacts(path);
    const split =
      role === 'train' ? 'train' : role === 'eval' ? (facts.split === 'test' ? 'test' : 'validation') : facts.split;
    const folder = dirname(absolute);
    if (origin !== 'stdin' && !neighbours.has(folder)) neighbours.set(folder, await dataNamesIn(folder));
    const beside = (neighbours.get(folder) ?? []).map((name) =>
      dirname(path) === '.' ? name : `${dirname(path)}/${name}`,
    );
    files.set(absolute, {
      path,
      absolute,
      origin,
      split,
      shard: facts.shard,
      given: role !== undefined,
      neighbours: beside,
    });
  }
  const paths = new Set([...files.values()].map((file) => file.path));
  const sorted = [...files.values()].toSorted((a, b) => Buffer.compare(Buffer.from(a.path), Buffer.from(b.path)));
  const alone = (file: FoundInput): readonly string[] => file.neighbours.filter((path) => !paths.has(path));
  return { files: sorted.map((file) => Object.assign(file, { neighbours: alone(file) })), failures };
}

async function candidatesOf(
  input: string,
  role: Candidate['role'],
  cwd: string,
  options: InputOptions,
  failures: Failure[],
): Promise<readonly Candidate[]> {
  if (input === '-') return [{ path: toSlashes(options.stdinFilename ?? '<stdin>'), origin: 'stdin', role }];
  const kind = await kindOf(resolve(cwd, input));
  const found = (paths: readonly string[]): readonly Candidate[] =>
    paths.map((path) => ({ path, origin: 'found', role }));
  if (kind === 'file') {
    const path = toSlashes(input);
    return options.forceExclude === true && excluded(path) ? [] : [{ path, origin: 'named', role }];
  }
  const quiet = options.errorOnUnmatched === false;
  if (kind === 'folder') {
    const paths = await walk(cwd, toSlashes(input));
    if (paths.length === 0 && !quiet) {
      failures.push({
        path: input,
        code: 'no-data',
        message: `The folder ${input} holds no data file.`,
        hint: 'Looked for .jsonl .ndjson .json .csv .tsv, plain or .gz, at any depth; name a file of another name itself.',
      });
    }
    return found(paths);
  }
  if (hasMagic(input)) {
    const paths = (await expandGlob(cwd, toSlashes(input))).filter((path) => !excluded(path));
    if (paths.length === 0 && !quiet)
      failures.push({ path: input, code: 'no-match', message: `No file matches ${input}.`, hint: `Looked in ${cwd}.` });
    return found(paths);
  }
  failures.push(await missing(input, cwd));
  return [];
}

const stem = (name: string): string => name.replace(/\..*$/, '').toLowerCase();

/** A name that is not there is a failure whatever the options: a typo never passes. */
async function missing(input: string, cwd: string): Promise<Failure> {
  const folder = dirname(resolve(cwd, input));
  const names = await readdir(folder).catch(() => []);
  const wanted = basename(input);
  const similar = nearest(wanted, names) ?? names.find((name) => stem(name) === stem(wanted));
  const data = names.filter(isDataName).toSorted().slice(0, 5);
  const hint =
    similar !== undefined
      ? `Did you mean ${toSlashes(join(dirname(input), similar))}?`
      : data.length > 0
        ? `Data files there: ${data.join(', ')}.`
        : `Looked in ${folder}.`;
  return { path: input, code: 'no-such-file', message: `${input} does not exist.`, hint };
}

async function kindOf(absolute: string): Promise<'file' | 'folder' | undefined> {
  try {
    return (await stat(absolute)).isDirectory() ? 'folder' : 'file';
  } catch (error) {
    // What cannot be looked at (EACCES) is opened later, for the right message.
    const code = (error as NodeJS.ErrnoException).code;
    return code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENAMETOOLONG' || code === 'ERR_INVALID_ARG_VALUE'
      ? undefined
      : 'file';
  }
}

async function dataNamesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile() && isDataName(entry.name))
    .map((entry) => entry.name)
    .toSorted();
}
