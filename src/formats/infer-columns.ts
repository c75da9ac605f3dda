import type { Entry } from '../core/record.ts';
import { Flag, ValueType } from '../core/tape.ts';
import type { View } from '../core/view.ts';
import type { ColumnNames } from './format.ts';

interface Column {
  seen: number;
  strings: number;
  scalars: number;
  codePoints: number;
  spaced: number;
  readonly values: Set<string>;
}

/** Mean code points below which a column of distinct strings is no text but an id. */
const SHORT_TEXT = 12;
/** Longest mean of a label column, in code points. */
const LONG_LABEL = 40;

/** Looks at the scalar columns of the head to tell the text from the label where no name does. */
export class ColumnGuess {
  private readonly columns = new Map<string, Column>();
  private records = 0;

  add(view: View): void {
    if (view.type(view.root) !== ValueType.object) return;
    this.records++;
    for (let e = view.first(view.root); e >= 0; e = view.sibling(e, view.root))
      this.addValue(view, view.key(e) ?? '', e);
  }

  private addValue(view: View, name: string, e: Entry): void {
    let column = this.columns.get(name);
    if (column === undefined)
      this.columns.set(
        name,
        (column = { seen: 0, strings: 0, scalars: 0, codePoints: 0, spaced: 0, values: new Set() }),
      );
    column.seen++;
    if (view.type(e) <= ValueType.array || view.type(e) === ValueType.null) return;
    column.scalars++;
    if (!view.isString(e)) {
      column.values.add(view.text(e));
      return;
    }
    if (view.flags(e) & Flag.blank) return;
    column.strings++;
    column.codePoints += view.codePoints(e);
    const text = view.text(e);
    if (/\s/.test(text.trim())) column.spaced++;
    column.values.add(text);
  }

  /** The text and label columns, when exactly this reading is open; undefined otherwise. */
  guess(): { readonly columns: ColumnNames; readonly why: string } | undefined {
    if (this.records < 2) return undefined;
    const columns = [...this.columns];
    const mean = (c: Column): number => (c.strings === 0 ? 0 : c.codePoints / c.strings);
    const texts = columns.filter(
      ([, c]) =>
        c.strings * 10 >= this.records * 9 && mean(c) >= SHORT_TEXT && c.spaced * 2 > c.strings && !isNumeric(c),
    );
    const [text] = texts.sort(([, a], [, b]) => mean(b) - mean(a));
    if (text === undefined) return undefined;
    const labels = columns.filter(
      ([name, c]) =>
        name !== text[0] &&
        c.scalars * 10 >= this.records * 9 &&
        mean(c) <= LONG_LABEL &&
        c.values.size >= 2 &&
        c.values.size * 3 <= this.records,
    );
    const [label] = labels.sort(
      ([, a], [, b]) => Number(isNumeric(a)) - Number(isNumeric(b)) || a.values.size - b.values.size,
    );
    if (label === undefined) return undefined;
    return {
      columns: { text: text[0], label: label[0] },
      why: `\`${label[0]}\` has ${label[1].values.size} values in the first ${this.records} records, \`${text[0]}\` is the longest text`,
    };
  }
}

function isNumeric(column: Column): boolean {
  for (const value of column.values) if (!/^-?\d+(?:\.\d+)?$/.test(value)) return false;
  return true;
}
