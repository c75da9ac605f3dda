import type { Task } from '../core/gate-types.ts';
import type { SourceBook } from './source-types.ts';
import type { Answers, Tree } from './tree-types.ts';
import { walk } from './walk.ts';

/** What was said so far. `null`: skipped; undefined: not asked yet. */
export interface Said {
  readonly title: string | null | undefined;
  readonly task: string | null | undefined;
  readonly domain: string | null | undefined;
  readonly sources: readonly string[] | null | undefined;
  readonly answers: Answers;
  /** A question of the tree was skipped: the decision stays open. */
  readonly left: boolean;
  /** The question that was answered just now, and not why. */
  readonly why: string | undefined;
}

/** One question for the terminal. */
export interface Ask {
  readonly text: string;
  readonly help: string;
  readonly choices: readonly { readonly id: string; readonly label: string }[];
  /** One of the choices, several at once, or a line of one's own. */
  readonly takes: 'one' | 'many' | 'line';
  /** What is known when these choices were made, or this was typed; with none: when it was skipped. */
  take(chosen: readonly string[]): Said;
}

const LINE = { help: '', choices: [], takes: 'line' } as const;

/** What the questions are asked from. */
export interface Knowledge {
  readonly tree: Tree;
  readonly book: SourceBook;
  readonly tasks: readonly Task[];
}

/** The next question; undefined when all is said. */
export function nextAsk(said: Said, knowledge: Knowledge): Ask | undefined {
  const { title, why, answers } = said;
  if (why !== undefined)
    return {
      ...LINE,
      text: 'Why? One line for the record, or Enter.',
      take: ([reason]) => ({
        ...said,
        why: undefined,
        answers: reason === undefined ? answers : { ...answers, [why]: { ...answers[why], reason } },
      }),
    };
  const ask = nextChoice(said, knowledge);
  // Who is asked nothing else is not asked for a title.
  if (title !== undefined || ask === undefined) return ask;
  return {
    ...LINE,
    text: 'What is to be decided? One line for the record, or Enter.',
    take: ([line = null]) => ({ ...said, title: line }),
  };
}

function nextChoice(said: Said, { tree, book, tasks }: Knowledge): Ask | undefined {
  if (said.task === undefined)
    return {
      text: 'Which task is it?',
      help: 'It decides how many records are needed.',
      choices: tasks.map(({ id, title }) => ({ id, label: title })),
      takes: 'one',
      take: ([task = null]) => ({ ...said, task }),
    };
  if (said.domain === undefined)
    return {
      text: 'Which domain is it?',
      help: 'The record then offers sources of data for it. Skip it where none fits.',
      choices: book.domains.map(({ id, title }) => ({ id, label: title })),
      takes: 'one',
      take: ([domain = null]) => ({ ...said, domain }),
    };
  const { open, leaf } = walk(tree, said.answers);
  if (open !== undefined && !said.left)
    return {
      text: open.ask,
      help: open.note === undefined ? open.help : `${open.help} ${open.note}`,
      choices: open.choices,
      takes: 'one',
      take: ([choice]) =>
        choice === undefined
          ? { ...said, left: true }
          : { ...said, why: open.id, answers: { ...said.answers, [open.id]: { choice, by: 'person' } } },
    };
  const domain = book.domains.find(({ id }) => id === said.domain);
  if (leaf === undefined || domain === undefined || said.sources !== undefined) return undefined;
  return {
    text: `Which sources of data will you use? (${book.evidence.least} or more)`,
    help: 'The space bar takes one or takes it back, Enter goes on. Licences and notes on privacy go into the record; sources of your own can be written there.',
    choices: domain.sources.map(({ id, name }) => ({ id, label: name })),
    takes: 'many',
    take: (chosen) => ({ ...said, sources: chosen.length === 0 ? null : chosen }),
  };
}
