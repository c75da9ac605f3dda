import { folded } from './match.ts';

const CHOICES =
  'choices options endings distractor1 distractors mc1_targets opa option1 option_a sol1 choice1 choice_a answera answer0'.split(
    ' ',
  );

/** Shapes that are known and not read as they stand: keys of which one is enough, and what to do about it. */
const NOT_READ: readonly {
  readonly keys: readonly string[];
  /** Another key, beside which alone these mean it. */
  readonly beside?: string;
  readonly why: (key: string) => string;
}[] = [
  {
    // MMLU, ARC, CommonsenseQA, OpenBookQA (choices); RACE, AQuA, LogiQA (options); HellaSwag (endings); SciQ (distractor1 …);
    // MedMCQA (opa …), WinoGrande (option1 …), PIQA (sol1 …), COPA (choice1 …), Social IQa (answerA …), Cosmos QA (answer0 …)
    keys: CHOICES,
    why: (key) =>
      `multiple choice (\`${key}\`) is no format that ftlint reads: write the question with its choices into one column and the answer into another, or name the columns with --prompt and --completion`,
  },
  {
    // OpenAssistant: trees, and one message a row that points to its parent.
    keys: ['message_tree_id', 'replies'],
    why: (key) =>
      `trees of messages (\`${key}\`) are no conversations yet: write each path that is to be learnt as one record with messages`,
  },
  {
    // oasst1 and chats in databases: who speaks is a column, and the turns of one conversation are several rows.
    keys: ['parent_id', 'parent_message_id', 'conversation_id', 'conv_id', 'dialogue_id', 'thread_id', 'turn_id'],
    beside: 'role',
    why: (key) =>
      `one message a row (\`role\` beside \`${key}\`) is no conversation yet: write each conversation that is to be learnt as one record with messages`,
  },
  {
    keys: ['translation'],
    why: (key) =>
      `\`${key}\` holds texts by language and does not say which is translated into which: write the two into columns (prompt, completion)`,
  },
  {
    // APPS, CodeContests
    keys: ['solutions'],
    why: (key) =>
      `\`${key}\` holds several answers to one question: write one record for each that is to be learnt (prompt, completion), or name the columns with --prompt and --completion`,
  },
];

/** Why records with these keys are not read although it is known what they are; undefined: nothing speaks against reading them. */
export function knownNotRead(keys: Iterable<string>): string | undefined {
  const names = new Map<string, string>();
  for (const key of keys) if (key.length <= LONGEST) names.set(folded(key), key);
  for (const shape of NOT_READ) {
    if (shape.beside !== undefined && !names.has(shape.beside)) continue;
    const key = shape.keys.find((name) => names.has(name));
    if (key !== undefined) return shape.why(names.get(key) as string);
  }
  return undefined;
}

/** Characters of a key that may still be one of these. */
const LONGEST = 40;
