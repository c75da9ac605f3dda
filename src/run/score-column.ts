import type { Format } from '../formats/format.ts';
import type { ColumnGuess } from '../formats/infer-columns.ts';

/** Two texts with a score, as the records name them. */
interface Scored {
  readonly format: Format;
  readonly fields: { readonly anchor: string; readonly positive: string; readonly score: string };
}

/**
 * The format of scores with the columns of two labelled texts put in, when their label is a fraction: that says how alike they
 * are, and is no class.
 */
export function withScore(
  format: Format,
  { text, second, label }: Readonly<Record<string, string>>,
  guess: ColumnGuess,
): Scored | undefined {
  if (second === undefined || label === undefined || !guess.isFractional(label)) return undefined;
  const fields = { anchor: text, positive: second, score: label };
  const keys = new Map<string, string>(Object.entries(fields));
  const read = Object.entries(format.fields).map(([name, field]) => [name, { ...field, keys: [keys.get(name)] }]);
  return { format: { ...format, fields: Object.fromEntries(read) as Format['fields'] }, fields };
}
