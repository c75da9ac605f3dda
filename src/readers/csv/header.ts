/** Names of columns seen in training data: one of them in the first row settles that it is a header. */
const KNOWN = new Set(
  (
    'id text label labels sentence sentence1 sentence2 content category intent class target sentiment prompt completion response instruction ' +
    'input output question answer chosen rejected messages conversations summary document article source title query context tweet review ' +
    'comment topic tag score rating name url date message body description reference passage premise hypothesis split meta'
  ).split(' '),
);

const isNumber = (cell: string): boolean =>
  cell.trim() !== '' && Number.isFinite(Number(cell.trim().replace(',', '.')));

/** A name as people give columns: short, one line, no sentence. */
const isName = (cell: string): boolean =>
  cell.trim() === '' ||
  (cell.length <= 40 && cell.trim().split(/\s+/).length <= 4 && !/[\n.?!"{}[\]]/.test(cell.trim()) && !isNumber(cell));

/** What the first row is taken for. */
export interface HeaderGuess {
  readonly header: boolean;
  /** It names a column that training data has. */
  readonly known?: boolean;
  readonly why: string;
}

/** Whether the first row names the columns, and why. */
export function hasHeader(rows: readonly (readonly string[])[]): HeaderGuess {
  const [first, ...rest] = rows;
  const known = first.find((cell) => KNOWN.has(cell.trim().toLowerCase()));
  const number = first.find(isNumber);
  if (known !== undefined && number === undefined)
    return { header: true, known: true, why: `first row is a header: it names a column "${known.trim()}"` };
  if (number !== undefined)
    return { header: false, why: `no header: the first row holds the number ${number.trim().slice(0, 20)}` };
  if (first.every((cell) => cell.trim() === '')) return { header: false, why: 'no header: the first row is empty' };
  const long = first.find((cell) => !isName(cell));
  if (long !== undefined) return { header: false, why: 'no header: the first row holds a text, not names' };
  const again = first.findIndex((cell, i) => cell.trim() !== '' && rest.some((row) => row[i] === cell));
  if (again >= 0)
    return {
      header: false,
      why: `no header: "${first[again].slice(0, 20)}" of the first row comes again in its column`,
    };
  if (new Set(first.filter((cell) => cell !== '')).size < first.filter((cell) => cell !== '').length) {
    return { header: false, why: 'no header: the first row repeats a value' };
  }
  return {
    header: true,
    why:
      rest.length === 0
        ? 'first row is a header: short names'
        : 'first row is a header: short names, none comes again below',
  };
}

/** Column names, each once and none blank: `name_2` for the second `name`, `column_3` for a third without one. */
export function columnNames(cells: readonly string[]): string[] {
  const names: string[] = [];
  const taken = new Set(cells);
  const used = new Set<string>();
  cells.forEach((cell, i) => {
    const wanted = cell.trim() === '' ? `column_${i + 1}` : cell;
    let name = wanted;
    for (let n = 2; used.has(name) || (name !== cell && taken.has(name)); n++) name = `${wanted}_${n}`;
    used.add(name);
    names.push(name);
  });
  return names;
}
