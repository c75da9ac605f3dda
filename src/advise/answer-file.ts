import { FtlintError } from '../core/error.ts';
import { answerTo } from './answers.ts';
import type { Answers, Tree } from './tree-types.ts';

/** What `--answers answers.json` may hold. */
export interface AnswerFile {
  readonly title?: string;
  readonly task?: string;
  readonly domain?: string;
  readonly answers: Answers;
  readonly sources: readonly string[];
}

const KEYS = ['title', 'task', 'domain', 'answers', 'sources'];

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function refuse(named: string, found: string, hint: string): never {
  throw new FtlintError('advise', `${named}: ${found}`, hint);
}

/** Reads a file of answers: `{ "task": "dialogue", "answers": { "good-enough": "no" }, "sources": ["own-tickets"] }`. Throws FtlintError on what it does not know. */
export function answerFile(text: string, named: string, tree: Tree): AnswerFile {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (cause) {
    refuse(named, `not JSON: ${(cause as Error).message}`, 'write {"answers": {"good-enough": "no"}}');
  }
  if (!isObject(data)) refuse(named, 'expected an object', 'write {"answers": {"good-enough": "no"}}');
  const stray = Object.keys(data).find((key) => !KEYS.includes(key));
  if (stray !== undefined)
    refuse(named, `"${stray}" is not known`, `keys: ${KEYS.join(', ')}; answers to questions stand in "answers"`);
  const { answers = {}, sources = [] } = data;
  if (!isObject(answers))
    refuse(
      named,
      '"answers" is no object',
      '{"good-enough": "no"}, or {"good-enough": {"choice": "no", "reason": "3 of 10 passed"}}',
    );
  if (!Array.isArray(sources) || sources.some((source) => typeof source !== 'string'))
    refuse(named, '"sources" is no list of texts', '["own-tickets", "name; licence; size; quality"]');
  const one = (key: 'title' | 'task' | 'domain'): { readonly [K in typeof key]?: string } => {
    const value = data[key];
    if (value === undefined) return {};
    return typeof value === 'string' && value !== ''
      ? { [key]: value }
      : refuse(named, `"${key}" is no text`, `"${key}": "…"`);
  };
  const given = Object.entries(answers).map(([question, value]) => {
    const { choice, reason } = isObject(value) ? value : { choice: value, reason: undefined };
    if (typeof choice !== 'string' || (reason !== undefined && typeof reason !== 'string'))
      refuse(named, `the answer to ${question} is no text`, '"no", or {"choice": "no", "reason": "3 of 10 passed"}');
    return answerTo(tree, question, choice, reason);
  });
  return {
    ...one('title'),
    ...one('task'),
    ...one('domain'),
    answers: Object.fromEntries(given),
    sources: sources as string[],
  };
}
