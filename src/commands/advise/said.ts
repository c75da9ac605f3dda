import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { answerFile, type AnswerFile } from '../../advise/answer-file.ts';
import { flagAnswers } from '../../advise/answers.ts';
import { type EarlierRecord, readRecord } from '../../advise/record-read.ts';
import { readReview } from '../../advise/review/page/read.ts';
import type { ReviewResult } from '../../advise/review/page/result.ts';
import type { Answers, Tree } from '../../advise/tree-types.ts';
import { FtlintError } from '../../core/error.ts';
import { visible } from '../../reporters/visible.ts';
import type { Io } from '../io.ts';
import type { Parsed } from '../parse.ts';

/** What flags and files say before anything is asked. */
export interface Given {
  readonly title: string | undefined;
  readonly task: string | undefined;
  readonly domain: string | undefined;
  readonly sources: readonly string[];
  /** Of the person, in this run. */
  readonly answers: Answers;
  readonly earlier: EarlierRecord | undefined;
  readonly review: ReviewResult | undefined;
}

async function textOf(path: string, flag: string, cwd: string): Promise<string> {
  const text = await readFile(resolve(cwd, path), 'utf8').catch((cause: NodeJS.ErrnoException) => {
    const why = cause.code === 'ENOENT' ? 'no such file' : cause.code === 'EISDIR' ? 'it is a folder' : cause.message;
    throw new FtlintError('input', `${flag} ${path}: ${why}`, `give ${flag} a file that can be read`);
  });
  // Editors put a byte order mark in front.
  return text.replace(/^\uFEFF/, '');
}

/** On one line, and without the marks by which a record is read back. */
export const plain = (text: string): string => visible(text).replaceAll('`', "'");

/** Answers whose reasons are plain. */
export const withReasons = (answers: Answers): Answers =>
  Object.fromEntries(
    Object.entries(answers).map(([id, { reason, ...rest }]) => [
      id,
      reason === undefined ? rest : { ...rest, reason: plain(reason) },
    ]),
  );

/** Reads flags, `--answers`, `--record` and `--review`; a flag goes before the file of answers, and that before the record. */
export async function givenBy({ values }: Parsed, tree: Tree, io: Io): Promise<Given> {
  const one = (name: string): string | undefined => values.get(name)?.[0];
  const read = async <T>(name: string, as: (text: string, path: string) => T): Promise<T | undefined> => {
    const path = one(name);
    return path === undefined ? undefined : as(await textOf(path, `--${name}`, io.cwd), path);
  };
  const empty: AnswerFile = { answers: {}, sources: [] };
  const file = (await read('answers', (text, path) => answerFile(text, path, tree))) ?? empty;
  const earlier = await read('record', (text, path) => readRecord(text, path, tree));
  const page = await read('review', readReview);
  // Who read it, and what they noted, goes into the record and onto the terminal.
  const notes = page?.notes.map((one) => ({ ...one, place: plain(one.place), note: plain(one.note) }));
  const review = page && { ...page, of: plain(page.of), by: page.by && plain(page.by), notes: notes ?? [] };
  const title = one('title') ?? file.title ?? earlier?.title;
  const sources = [...(earlier?.sources ?? []), ...file.sources, ...(values.get('source') ?? [])];
  return {
    title,
    task: one('task') ?? file.task ?? earlier?.task,
    domain: one('domain') ?? file.domain ?? earlier?.domain,
    sources: [...new Set(sources.map(plain))],
    answers: { ...file.answers, ...flagAnswers(tree, values.get('answer') ?? []) },
    earlier,
    review,
  };
}
