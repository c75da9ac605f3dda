import type { Answer, Answers, Choice, Leaf, Question, Tree } from './tree-types.ts';

/** One question of a path with the answer that was given. */
export interface Step {
  readonly question: Question;
  readonly choice: Choice;
  readonly answer: Answer;
}

/** How far answers lead: to a leaf, or to a question that has none. */
export interface Walk {
  readonly steps: readonly Step[];
  readonly leaf: Leaf | undefined;
  /** The question at which it stopped. */
  readonly open: Question | undefined;
  /** Leaf at which the path aims, once a choice has said so. */
  readonly aim: string | undefined;
}

/** Where one is in the tree: a question or a leaf, and the leaf that `aim` means. */
interface At {
  readonly id: string;
  readonly aim: string | undefined;
}

const questionOf = (tree: Tree, id: string): Question | undefined => tree.questions.find((q) => q.id === id);

/** Where a choice leads. */
function after({ aim }: At, choice: Choice): At {
  const next = choice.aim ?? aim;
  return { id: choice.to === 'aim' ? (next ?? '') : choice.to, aim: next };
}

/** Walks the tree by the answers. An answer whose choice the question does not have counts as none. */
export function walk(tree: Tree, answers: Answers): Walk {
  const steps: Step[] = [];
  let at: At = { id: tree.start, aim: undefined };
  for (;;) {
    const question = questionOf(tree, at.id);
    if (question === undefined)
      return { steps, leaf: tree.leaves.find((l) => l.id === at.id), open: undefined, aim: at.aim };
    const answer = Object.hasOwn(answers, question.id) ? answers[question.id] : undefined;
    const choice = question.choices.find((c) => c.id === answer?.choice);
    if (answer === undefined || choice === undefined) return { steps, leaf: undefined, open: question, aim: at.aim };
    steps.push({ question, choice, answer });
    at = after(at, choice);
  }
}

/** Questions and leaves that can be reached from a place of the tree, itself included, in the order of the tree. */
export function reachable(
  tree: Tree,
  from: string,
  aim?: string,
): { questions: readonly Question[]; leaves: readonly Leaf[] } {
  const seen = new Map<string, At>();
  const todo: At[] = [{ id: from, aim }];
  for (let at = todo.pop(); at !== undefined; at = todo.pop()) {
    const key = `${at.id} ${at.aim ?? ''}`;
    if (seen.has(key)) continue;
    seen.set(key, at);
    for (const choice of questionOf(tree, at.id)?.choices ?? []) todo.push(after(at, choice));
  }
  const ids = new Set([...seen.values()].map(({ id }) => id));
  return { questions: tree.questions.filter((q) => ids.has(q.id)), leaves: tree.leaves.filter((l) => ids.has(l.id)) };
}

/** Leaves that a choice leaves open. */
export function leavesBehind(tree: Tree, choice: Choice, aim: string | undefined): readonly Leaf[] {
  const next = after({ id: '', aim }, choice);
  return reachable(tree, next.id, next.aim).leaves;
}
