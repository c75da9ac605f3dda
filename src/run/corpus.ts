import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { FtlintError } from '../core/error.ts';
import type { FilePlan, Member } from '../core/plan.ts';
import { memberPath, memberStarts } from '../readers/members.ts';
import { planFile } from '../readers/plan.ts';
import { HEAD_BYTES, type Source, unreadable } from '../readers/source.ts';
import type { FoundInput } from './inputs.ts';

/** Bytes of one document, at most: as of any record. */
const LARGEST = 2 ** 28;

/** A corpus that is read as one file, and what of its files is none of it. */
export interface Corpus {
  /** Undefined when none of the files is a document. */
  readonly plan: FilePlan | undefined;
  readonly source: Source | undefined;
  /** Files that are tables or JSON under the name of a text: inputs of their own. */
  readonly others: readonly FoundInput[];
  readonly failures: readonly { readonly path: string; readonly error: FtlintError }[];
}

/**
 * Plans many small texts, a document each, as one file: a file of its own costs a plan, a segment and a place in the table of
 * files, which ends at 4,096. All lie below `root` (as written) at `absolute`.
 */
export function planCorpus(files: readonly FoundInput[], root: string, absolute: string): Corpus {
  const members: Member[] = [];
  const others: FoundInput[] = [];
  const failures: { path: string; error: FtlintError }[] = [];
  const notes: FilePlan['notes'][number][] = [];
  let start = 0;
  for (const file of files) {
    try {
      const { head, bytes } = headOf(file);
      if (bytes > LARGEST)
        throw new FtlintError(
          'record-too-large',
          `${file.path} is one document of more than 256 MiB.`,
          'Cut it, or read a text a line with --lines.',
        );
      const plan = documentPlan(head, bytes, file);
      if (plan !== undefined && plan.container !== 'text') {
        others.push(file);
        continue;
      }
      for (const note of plan?.notes ?? []) notes.push({ ...note, offset: start + note.offset });
      members.push({ name: root === '.' ? file.path : file.path.slice(root.length).replace(/^\//, ''), bytes });
      start += bytes + 1;
    } catch (error) {
      if (!(error instanceof FtlintError)) throw error;
      failures.push({ path: file.path, error });
    }
  }
  if (members.length === 0) return { plan: undefined, source: undefined, others, failures };
  const { origin, split } = files[0];
  const plan: FilePlan = {
    path: root,
    origin,
    bytes: start,
    compression: null,
    // Each document is read in its own; one that is not UTF-8 is a finding about its file.
    encoding: 'utf-8',
    bom: 0,
    container: 'text',
    members,
    split,
    shard: null,
    notes,
    why: [`${members.length.toLocaleString('en-US')} texts, a record each`],
    divisible: true,
  };
  return { plan, source: corpusSource(plan, absolute), others, failures };
}

/** Texts that are read as one file, by their folder and split: two or more of one; and the other files, as they came. */
export function corporaOf(
  files: readonly FoundInput[],
  byLine: boolean,
): { readonly corpora: readonly (readonly FoundInput[])[]; readonly loose: FoundInput[] } {
  const groups = new Map<string, FoundInput[]>();
  for (const file of files) {
    // What is packed, or read line by line, is a file of its own: it may be larger than what can be held in memory.
    if (byLine || file.corpus === undefined || /\.(?:gz|zst)$/i.test(file.path)) continue;
    const key = `${file.corpus}\0${file.split ?? ''}\0${file.given}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [file]);
    else group.push(file);
  }
  const corpora = [...groups.values()].filter((group) => group.length > 1);
  const bundled = new Set(corpora.flat());
  return { corpora, loose: files.filter((file) => !bundled.has(file)) };
}

/** The deepest folder that all paths lie below; `.` where it is where they start from. */
export function commonFolder(paths: readonly string[]): string {
  let parts = paths[0].split('/').slice(0, -1);
  for (const path of paths) {
    const other = path.split('/');
    const end = parts.findIndex((part, i) => part !== other[i]);
    if (end >= 0) parts = parts.slice(0, end);
  }
  return parts.join('/') || (paths[0].startsWith('/') ? '/' : '.');
}

/** Undefined for a file without text: a document that is blank, which is a finding and no reason to stop. */
function documentPlan(head: Uint8Array, bytes: number, { path, origin }: FoundInput): FilePlan | undefined {
  try {
    return planFile(head, { path, origin, bytes, compression: null, headIsWhole: head.length === bytes });
  } catch (error) {
    if (error instanceof FtlintError && error.code === 'empty-file') return undefined;
    throw error;
  }
}

/** Read without waiting: of a small file that costs a tenth of what handing it from thread to thread does. */
function headOf({ absolute, path }: FoundInput): { readonly head: Uint8Array; readonly bytes: number } {
  return reading(absolute, path, (file) => {
    const bytes = fstatSync(file).size;
    const head = new Uint8Array(Math.min(bytes, HEAD_BYTES));
    return { head: head.subarray(0, filled(file, head)), bytes };
  });
}

/** The documents of a planned corpus, opened one by one. */
export function corpusSource(plan: FilePlan, absolute: string): Source {
  const { members = [], path } = plan;
  const member = (index: number): Uint8Array =>
    reading(join(absolute, members[index].name), memberPath(path, members[index]), (file) => {
      const bytes = new Uint8Array(members[index].bytes);
      return bytes.subarray(0, filled(file, bytes));
    });
  const none = async (): Promise<{ bytes: Uint8Array; whole: boolean }> => ({ bytes: new Uint8Array(0), whole: true });
  return { path, compression: null, bytes: memberStarts(members)[members.length], head: none, read: nothing, member };
}

function reading<T>(absolute: string, path: string, act: (file: number) => T): T {
  let file: number | undefined;
  try {
    file = openSync(absolute, 'r');
    return act(file);
  } catch (error) {
    throw unreadable(error, path);
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function filled(file: number, bytes: Uint8Array): number {
  let at = 0;
  for (let read = 1; at < bytes.length && read > 0; at += read) read = readSync(file, bytes, at, bytes.length - at, at);
  return at;
}

async function* nothing(): AsyncGenerator<Uint8Array> {}
