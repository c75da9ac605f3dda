import { FtlintError } from '../core/error.ts';
import { nearest } from '../core/nearest.ts';
import type { Answer, Answers, Question, Tree } from './tree-types.ts';
import { reachable, type Walk } from './walk.ts';

/** `yes, no`: the choices of a question. */
export const choicesOf = ({ choices }: Question): string => choices.map(({ id }) => id).join(', ');

/** One answer by name, held against the tree. Throws FtlintError on a question or choice that does not exist. */
export function answerTo(tree: Tree, question: string, choice: string, reason?: string): readonly [string, Answer] {
  const known = tree.questions.find(({ id }) => id === question);
  if (known === undefined) {
    const ids = tree.questions.map(({ id }) => id);
    const near = nearest(question, ids);
    throw new FtlintError(
      'advise',
      `there is no question "${question}"`,
      near === undefined ? `questions: ${ids.join(', ')}` : `did you mean ${near}?`,
    );
  }
  if (!known.choices.some(({ id }) => id === choice))
    throw new FtlintError(
      'advise',
      `${question}=${choice}: no such answer to "${known.ask}"`,
      `answers: ${choicesOf(known)}`,
    );
  return [question, { choice, by: 'person', ...(reason !== undefined && { reason }) }];
}

/** Reads `--answer question=choice` flags. */
export function flagAnswers(tree: Tree, flags: readonly string[]): Answers {
  const given = flags.map((flag) => {
    const [, question, choice, reason] = /^([^=]*)=([^:]*)(?::([\s\S]+))?$/.exec(flag) ?? [];
    if (question === undefined)
      throw new FtlintError(
        'usage',
        `--answer ${flag}: expected question=choice`,
        'as in --answer good-enough=no, or --answer good-enough=no:"3 of 10 passed"',
      );
    return answerTo(tree, question, choice, reason?.replace(/^"([\s\S]*)"$/, '$1'));
  });
  const answers = Object.fromEntries(given);
  const twice = given.find(([id, { choice }]) => answers[id].choice !== choice);
  if (twice !== undefined) {
    const [id, { choice }] = twice;
    throw new FtlintError(
      'usage',
      `${id} is answered twice: ${choice} and ${answers[id].choice}`,
      'take one of the two away',
    );
  }
  return answers;
}

/** The questions that stand between a walk and its end, each with its answers. */
export function missingAnswers(tree: Tree, { open, aim }: Walk, answers: Answers): readonly string[] {
  if (open === undefined) return [];
  return reachable(tree, open.id, aim)
    .questions.filter(({ id }) => !Object.hasOwn(answers, id))
    .toSorted((a, b) => Number(b === open) - Number(a === open))
    .map((question) => `--answer ${question.id}=<${question.choices.map(({ id }) => id).join('|')}>  ${question.ask}`);
}
