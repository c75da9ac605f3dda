import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { FtlintError } from '../core/error.ts';
import type { FilePlan } from '../core/plan.ts';
import type { Failure, Skipped } from '../core/report.ts';
import type { SplitName } from '../core/tape.ts';
import { nearest } from '../core/nearest.ts';
import { declaredFiles } from './declared-splits.ts';
import { documentsAmong, documentSplit, isTextName } from './document-names.ts';
import { nameFacts } from './file-names.ts';
import { dataAmong, excluded, expandGlob, hasMagic, isDataName, toSlashes, walk } from './walk.ts';
import type { CheckOptions } from './options.ts';
import { targetIndex } from './target-index.ts';

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
  /** Of a text: the folder whose texts are one data set, as written. */
  readonly corpus?: string;
  /** Path by which it is grouped, where a declaration names its split. */
  readonly as?: string;
  /** What a declaration names besides and is not there, as sentences. */
  readonly absent?: readonly string[];
}

/** What of the options says which inputs there are. */
export type InputOptions = Pick<
  CheckOptions,
  'inputs' | 'cwd' | 'stdinFilename' | 'train' | 'eval' | 'skipUnknown' | 'forceExclude' | 'errorOnUnmatched' | 'signal'
>;

/** A path that was named or found, with where it came from. */
interface Candidate {
  readonly path: string;
  readonly origin: FilePlan['origin'];
  readonly role: 'train' | 'eval' | undefined;
  readonly corpus?: string;
  readonly as?: string;
  readonly absent?: readonly string[];
}

/** What is told of inputs that are not read. */
interface Told {
  readonly failures: Failure[];
  readonly skipped: Skipped[];
}

/** The files that the inputs mean, in byte order of their paths, each once; and the inputs that mean none. */
export async function findInputs(
  options: InputOptions,
): Promise<{ readonly files: readonly FoundInput[] } & Readonly<Told>> {
  const cwd = resolve(options.cwd ?? '.');
  const told: Told = { failures: [], skipped: [] };
  const candidates: Candidate[] = [];
  const roles = [
    ['train', options.train ?? []],
    ['eval', options.eval ?? []],
    [undefined, options.inputs],
  ] as const;
  for (const [role, inputs] of roles) {
    for (const input of inputs) candidates.push(...(await candidatesOf(input, role, cwd, options, told)));
  }
  const files = new Map<string, FoundInput>();
  const neighbours = new Map<string, readonly string[]>();
  for (const { path, origin, role, corpus, as, absent } of candidates) {
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
    const facts = nameFacts(as ?? path);
    const own = corpus === undefined ? facts.split : documentSplit(path, corpus);
    const split = role === 'train' ? 'train' : role === 'eval' ? (own === 'test' ? 'test' : 'validation') : own;
    const folder = dirname(absolute);
    if (origin !== 'stdin' && corpus === undefined && !neighbours.has(folder))
      neighbours.set(folder, await dataNamesIn(folder));
    const names = corpus === undefined ? (neighbours.get(folder) ?? []) : [];
    const beside = names.map((name) => (dirname(path) === '.' ? name : `${dirname(path)}/${name}`));
    files.set(absolute, {
      path,
      absolute,
      origin,
      split,
      // Documents are numbered, not sharded.
      shard: corpus === undefined ? (nameFacts(path).shard ?? null) : null,
      given: role !== undefined,
      neighbours: beside,
      ...(corpus !== undefined && { corpus }),
      ...(as !== undefined && { as }),
      ...(absent !== undefined && { absent }),
    });
  }
  const paths = new Set([...files.values()].map((file) => file.path));
  const sorted = [...files.values()].toSorted((a, b) => Buffer.compare(Buffer.from(a.path), Buffer.from(b.path)));
  const alone = (file: FoundInput): readonly string[] => file.neighbours.filter((path) => !paths.has(path));
  return { files: sorted.map((file) => Object.assign(file, { neighbours: alone(file) })), ...told };
}

async function candidatesOf(
  input: string,
  role: Candidate['role'],
  cwd: string,
  options: InputOptions,
  { failures, skipped }: Told,
): Promise<readonly Candidate[]> {
  if (input === '-') return [{ path: toSlashes(options.stdinFilename ?? '<stdin>'), origin: 'stdin', role }];
  const kind = await kindOf(resolve(cwd, input));
  const found = (paths: readonly string[]): readonly Candidate[] =>
    paths.map((path) => ({ path, origin: 'found', role }));
  const corpus = (texts: readonly string[], root: string): readonly Candidate[] =>
    documentsAmong(texts).map((path) => ({ path, origin: 'found', role, corpus: root }));
  if (kind === 'file') {
    const path = toSlashes(input);
    if (options.forceExclude === true && excluded(path)) return [];
    return [{ path, origin: 'named', role, ...(isTextName(path) && { corpus: dirname(path) }) }];
  }
  const quiet = options.errorOnUnmatched === false;
  if (kind === 'folder') {
    const root = toSlashes(input).replace(/(?<=.)\/+$/, '');
    const { signal } = options;
    const { data, texts, links } = await walk(cwd, root, { signal });
    skipped.push(...links.map((path) => ({ path, why: LINK_ELSEWHERE })));
    if (data.length === 0 && texts.length === 0 && !quiet && !signal?.aborted) {
      failures.push({
        path: input,
        code: 'no-data',
        message: `The folder ${input} holds no data file.`,
        hint: 'Looked for .jsonl .ndjson .json .csv .tsv .parquet .arrow and texts (.txt .md), plain or .gz .zst, at any depth; name a file of another name itself.',
      });
    }
    if (data.length === 0) return corpus(texts, root);
    skipped.push(...textsBeside(texts));
    const declared = await declaredFiles(cwd, root, data);
    skipped.push(...declared.skipped);
    return data.map((path) => {
      const as = declared.as.get(path);
      const absent = declared.absent
        .filter(({ folder }) => as === undefined || as.startsWith(`${folder}/`))
        .map(({ why }) => why);
      return {
        path,
        origin: 'found',
        role,
        ...(as !== undefined && { as }),
        ...(absent.length > 0 && { absent }),
      };
    });
  }
  if (hasMagic(input)) {
    const pattern = toSlashes(input);
    const paths = (await expandGlob(cwd, pattern)).filter((path) => !excluded(path));
    if (paths.length === 0 && !quiet)
      failures.push({ path: input, code: 'no-match', message: `No file matches ${input}.`, hint: `Looked in ${cwd}.` });
    const texts = paths.filter(isTextName);
    if (texts.length > 0 && texts.length === paths.length) return corpus(texts, rootOf(pattern));
    skipped.push(...textsBeside(texts));
    return found(paths.filter((path) => !isTextName(path)));
  }
  failures.push(await missing(input, cwd));
  return [];
}

const LINK_ELSEWHERE = 'a link to a folder elsewhere: name it to have it read';

/** Texts beside data are about it. Those whose names say that they are a part of it must not go unseen. */
const textsBeside = (texts: readonly string[]): Skipped[] =>
  texts
    .filter((path) => nameFacts(path.slice(path.lastIndexOf('/') + 1)).split !== null)
    .map((path) => ({ path, why: 'a text beside data: name it to have it read' }));

/** The folder that a pattern starts from. */
function rootOf(pattern: string): string {
  const parts = pattern.split('/').slice(0, -1);
  const first = parts.findIndex(hasMagic);
  return parts.slice(0, first < 0 ? parts.length : first).join('/') || '.';
}

const stem = (name: string): string => name.replace(/\..*$/, '').toLowerCase();

/** A name that is not there is a failure whatever the options: a typo never passes. */
async function missing(input: string, cwd: string): Promise<Failure> {
  const folder = dirname(resolve(cwd, input));
  const names = await readdir(folder).catch(() => []);
  const wanted = basename(input);
  const similar = nearest(wanted, names) ?? names.find((name) => stem(name) === stem(wanted));
  const data = names.filter(isDataName).toSorted().slice(0, 5);
  // Words behind the first of --for are taken for files.
  const word = input.replace(/:.*/s, '').toLowerCase();
  const isTarget = targetIndex().some(({ id, names: own }) => id === word || own.includes(word));
  const hint = isTarget
    ? `It is a target: --for ${input}.`
    : similar !== undefined
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
  return dataAmong(entries.filter((entry) => entry.isFile()).map((entry) => entry.name)).toSorted();
}
