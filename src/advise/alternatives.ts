import type { Answers, Leaf, Tree } from './tree-types.ts';
import { leavesBehind, type Step, walk } from './walk.ts';

/** Another answer to a question of the path, and where it would lead. */
export interface Change {
  readonly question: string;
  readonly ask: string;
  readonly choice: string;
  readonly label: string;
  /** Title of the leaf, or the question that would be asked then. */
  readonly leads: string;
}

/** A leaf that the path left behind. */
export interface Rejected {
  readonly leaf: string;
  readonly title: string;
  readonly because: string;
}

/** Every other answer that would end elsewhere, from the last question of the path to the first. */
export function changes(tree: Tree, answers: Answers, steps: readonly Step[], leaf: Leaf): readonly Change[] {
  return steps.toReversed().flatMap(({ question, choice }) =>
    question.choices.flatMap((other): Change[] => {
      if (other === choice) return [];
      const found = walk(tree, { ...answers, [question.id]: { choice: other.id, by: 'person' } });
      if (found.leaf?.id === leaf.id) return [];
      const leads = found.leaf?.title ?? `"${found.open?.ask}" would be asked next`;
      return [{ question: question.id, ask: question.ask, choice: other.id, label: other.label, leads }];
    }),
  );
}

/** The leaf at which a path aims. */
export const aimOf = (steps: readonly Step[]): string | undefined =>
  steps.reduce<string | undefined>((aim, { choice }) => choice.aim ?? aim, undefined);

/** Every other leaf, with the answer after which it could no longer be reached. */
export function rejected(tree: Tree, steps: readonly Step[], leaf: Leaf): readonly Rejected[] {
  return tree.leaves.flatMap((other): Rejected[] => {
    if (other.id === leaf.id) return [];
    let aim: string | undefined;
    for (const { choice } of steps) {
      const open = leavesBehind(tree, choice, aim);
      aim = choice.aim ?? aim;
      if (!open.some((l) => l.id === other.id))
        return [{ leaf: other.id, title: other.title, because: choice.because }];
    }
    return [];
  });
}
