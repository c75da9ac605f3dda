import type { Task } from '../core/gate-types.ts';
import type { SourceBook } from './source-types.ts';
import type { Answers, Tree } from './tree-types.ts';
import { walk } from './walk.ts';

/** What was said so far. `null`: skipped; undefined: not asked yet. */
export interface Said {
  readonly task: string | null | undefined;
  readonly domain: string | null | undefined;
  readonly sources: readonly string[] | null | undefined;
  readonly answers: Answers;
  /** A question of the tree was skipped: the decision stays open. */
  readonly left: boolean;
}

/** One question for the terminal. */
export interface Ask {
  readonly text: string;
  readonly help: string;
  readonly choices: readonly { readonly id: string; readonly label: string }[];
  /** Several choices at once. */
  readonly many: boolean;
  /** What is known when these choices were made; with none: when it was skipped. */
  take(chosen: readonly string[]): Said;
}

/** What the questions are asked from. */
export interface Knowledge {
  readonly tree: Tree;
  readonly book: SourceBook;
  readonly tasks: readonly Task[];
}

/** The next question; undefined when all is said. */
export function nextAsk(said: Said, { tree, book, tasks }: Knowledge): Ask | undefined {
  if (said.task === undefined)
    return {
      text: 'Which task is it?',
      help: 'It decides how many records are needed.',
      choices: tasks.map(({ id, title }) => ({ id, label: title })),
      many: false,
      take: ([task = null]) => ({ ...said, task }),
    };
  if (said.domain === undefined)
    return {
      text: 'Which domain is it?',
      help: 'The record then offers sources of data for it. Skip it where none fits.',
      choices: book.domains.map(({ id, title }) => ({ id, label: title })),
      many: false,
      take: ([domain = null]) => ({ ...said, domain }),
    };
  const { open, leaf } = walk(tree, said.answers);
  if (open !== undefined && !said.left)
    return {
      text: open.ask,
      help: open.note === undefined ? open.help : `${open.help} ${open.note}`,
      choices: open.choices,
      many: false,
      take: ([choice]) =>
        choice === undefined
          ? { ...said, left: true }
          : { ...said, answers: { ...said.answers, [open.id]: { choice, by: 'person' } } },
    };
  const domain = book.domains.find(({ id }) => id === said.domain);
  if (leaf === undefined || domain === undefined || said.sources !== undefined) return undefined;
  return {
    text: `Which sources of data will you use? (${book.evidence.least} or more)`,
    help: 'The space bar takes one or takes it back, Enter goes on. Licences and notes on privacy go into the record; sources of your own can be written there.',
    choices: domain.sources.map(({ id, name }) => ({ id, label: name })),
    many: true,
    take: (chosen) => ({ ...said, sources: chosen.length === 0 ? null : chosen }),
  };
}
