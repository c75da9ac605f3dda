import type { CsvDialect } from '../../core/plan.ts';

/** Names that are shown of each doubt, and signs of a name. */
const SHOWN = 3;
const LONGEST = 40;

const quoted = (name: string): string =>
  `"${name.length > LONGEST ? `${name.slice(0, LONGEST)}…` : name}"`.replace(/\s/g, ' ');

const few = (items: readonly (string | number)[]): string =>
  items.length <= SHOWN ? items.join(', ') : `${items.slice(0, SHOWN).join(', ')} and ${items.length - SHOWN} more`;

/**
 * What loaders will make of the first row that its writer did not mean, one clause each; of a table without a header, that they
 * take its first record for one. `rows` are those of the head; `why`: why there is no header.
 */
export function headerDoubts(
  rows: readonly (readonly string[])[],
  { header }: Pick<CsvDialect, 'header'>,
  why: string,
): readonly string[] {
  const [first, ...rest] = rows;
  if (!header)
    return [`the first row looks like data (${why.replace(/^no header: /, '')}), and loaders take it for names`];
  const doubts: string[] = [];
  const blank = first.flatMap((name, i) => (name.trim() === '' ? [i + 1] : []));
  const trailing = blank.at(-1) === first.length && rest.every((row) => (row[first.length - 1] ?? '').trim() === '');
  if (trailing) doubts.push('a delimiter ends every line, so that the last column is empty and has no name');
  const nameless = trailing ? blank.slice(0, -1) : blank;
  if (nameless.length > 0)
    doubts.push(
      `${nameless.length === 1 ? 'column' : 'columns'} ${few(nameless)} ${nameless.length === 1 ? 'has' : 'have'} no name`,
    );
  const twice = [...new Set(first.filter((name, i) => name.trim() !== '' && first.indexOf(name) < i))];
  if (twice.length > 0)
    doubts.push(`${few(twice.map(quoted))} ${twice.length === 1 ? 'names' : 'name'} several columns`);
  const edges = [...new Set(first.filter((name) => name.trim() !== '' && name.trim() !== name))];
  if (edges.length > 0)
    doubts.push(
      `${few(edges.map(quoted))} ${edges.length === 1 ? 'has' : 'have'} a blank at the edge, which is part of the name`,
    );
  return doubts;
}
