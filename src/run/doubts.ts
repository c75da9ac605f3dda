import type { SampleKind } from '../core/record.ts';
import type { Format } from '../formats/format.ts';
import type { ColumnGuess, ColumnsGuessed } from '../formats/infer-columns.ts';

/** What makes a reading uncertain. */
export interface Doubt {
  readonly why: string;
  readonly settledBy?: string;
}

/** The columns that were found. */
interface Found {
  readonly fields: Readonly<Record<string, string>>;
  readonly optional: ReadonlySet<string>;
}

/** Mean code points from which another text column is no note about a prompt, or about a text. */
const SHORT_ANSWER = 12;
const LONG_TEXT = 40;

/** What makes it likely that the columns which were found are not all that the records are about. */
export function columnDoubt(
  kind: SampleKind | undefined,
  { fields, optional }: Found,
  guess: ColumnGuess,
): Doubt | undefined {
  if (kind === 'labelled-text') return fields['second'] === undefined ? pairDoubt(guess) : undefined;
  if (kind !== 'prompt' && kind !== 'text') return undefined;
  const task = kind === 'prompt' ? 'rl-prompts' : 'domain-adaptation';
  const known = new Set([...optional, ...Object.values(fields)]);
  const other = guess.another(known, kind === 'prompt' ? SHORT_ANSWER : LONG_TEXT);
  if (other === undefined) return undefined;
  const flags = `--prompt and --completion, --text and --label, or --task ${task} to read \`${Object.values(fields)[0]}\` alone`;
  return { why: `the column \`${other}\` holds text too: ${flags}`, settledBy: task };
}

function pairDoubt(guess: ColumnGuess): Doubt | undefined {
  const pair = guess.pairs();
  if (pair.length === 0) return undefined;
  const shown = pair.slice(0, 4).join(', ');
  return {
    why: `text pairs (${shown}) under names that no format has: rename them (premise, hypothesis, label), or name the one column to read with --text`,
  };
}

/** A list with 0 or 1 for each class says nothing about classes 0 and 1; whoever names the column has said nothing else. */
export function positionDoubt({ fields }: Pick<Found, 'fields'>, guess: ColumnGuess): Doubt | undefined {
  const { label } = fields;
  const positions = label === undefined ? undefined : guess.positions(label);
  if (positions === undefined) return undefined;
  const { length, lists, others } = positions;
  const uneven =
    others === 0 ? '' : `; ${others} of the first ${lists} have another length, in which no place can be a class`;
  return {
    why: `\`${label}\` are lists of ${length} numbers, each 0 or 1: a place in the list is a class, and these have no names; write the names of the labels that hold${uneven}`,
  };
}

/** Why it is open which column is the label; `known`: a format fits by its names. */
export function labelDoubt(guessed: ColumnsGuessed, known: boolean, guess: ColumnGuess): Doubt | undefined {
  const labels = guessed.others?.slice(0, 6).join(', ');
  if (labels === undefined) return known ? undefined : nestedDoubt(guessed, guess);
  const several = `several columns could be the label (${labels})`;
  return guess.areBits(guessed.others ?? [])
    ? {
        why: `${several}, each only 0 or 1: labels in columns of their own are not read; write them as a list under \`labels\`, or name one with --label`,
      }
    : { why: `${several}: name one with --label` };
}

function nestedDoubt({ columns }: ColumnsGuessed, guess: ColumnGuess): Doubt | undefined {
  const [nested] = guess.nested;
  return nested === undefined
    ? undefined
    : {
        why: `columns were guessed, and \`${nested}\` holds more than a plain value: confirm with --text ${columns.text} --label ${columns.label}`,
      };
}

/** Conversations that are not answered are prompts when something beside them may judge an answer. */
export function answerDoubt(
  { fields, optional }: Found,
  format: Format,
  keys: ReadonlySet<string>,
  guess: ColumnGuess,
): Doubt | undefined {
  const known = new Set([...optional, ...format.optional, ...Object.values(fields)]);
  const other = [...keys].find((key) => !known.has(key) && guess.isCommon(key));
  if (other === undefined) return undefined;
  return {
    why: `no conversation is answered, and \`${other}\` is beside them: if it is what a grader reads, call it \`${format.fields['reference'].keys[0]}\`; if not, the answers are missing`,
  };
}
