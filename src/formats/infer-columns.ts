import type { Entry } from '../core/record.ts';
import { Flag, ValueType } from '../core/tape.ts';
import type { View } from '../core/view.ts';
import { BitLists, type Positions } from './bit-lists.ts';
import type { ColumnNames } from './format.ts';
import { folded } from './match.ts';

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
  /** Columns that hold lists or objects. */
  readonly nested = new Set<string>();
  private readonly lists = new Map<string, BitLists>();
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
    if (view.type(e) <= ValueType.array && this.nested.size < 64) this.nested.add(name);
    if (view.type(e) === ValueType.array && this.nested.has(name)) this.addList(view, name, e);
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

  private addList(view: View, name: string, e: Entry): void {
    let lists = this.lists.get(name);
    if (lists === undefined) this.lists.set(name, (lists = new BitLists()));
    lists.add(view, e);
  }

  /** The places of a column's lists, where each is a class; undefined: its lists name classes. */
  positions(name: string): Positions | undefined {
    return this.lists.get(name)?.positions();
  }

  /** The text and label columns; undefined when none can play them. `beside`: a text that is known by its name. */
  guess(beside?: string): ColumnsGuessed | undefined {
    if (this.records < 2) return undefined;
    const text = this.texts().find(([name]) => beside === undefined || name === beside);
    if (text === undefined) return undefined;
    const all = [...this.columns].filter(([name, c]) => name !== text[0] && this.isLabel(c));
    const named = all.filter(([name]) => LABEL_NAME.test(folded(name)));
    const labels = (named.length > 0 ? named : all).sort(
      ([, a], [, b]) => Number(isNumeric(a)) - Number(isNumeric(b)) || a.values.size - b.values.size,
    );
    const [label] = labels;
    if (label === undefined) return undefined;
    // Beside a text that needs no label, only a name or the want of other columns shows that one is meant.
    if (beside !== undefined && named.length === 0 && this.columns.size > 2) return undefined;
    const others = labels.slice(1).filter(([name]) => folded(name) !== folded(label[0]));
    return {
      columns: { text: text[0], label: label[0] },
      why: `\`${label[0]}\` has ${label[1].values.size} values in the first ${this.records} records, \`${text[0]}\` is the longest text`,
      ...(others.length === 0 ? {} : { others: [label, ...others].map(([name]) => name) }),
    };
  }

  /** At least half of the records have the column. */
  isCommon(name: string): boolean {
    return (this.columns.get(name)?.seen ?? 0) * 2 >= this.records;
  }

  /** Columns of running text in (nearly) all records, the longest first. */
  texts(): [string, Column][] {
    return [...this.columns]
      .filter(
        ([, c]) =>
          c.strings * 10 >= this.records * 9 && mean(c) >= SHORT_TEXT && c.spaced * 2 > c.strings && !isNumeric(c),
      )
      .sort(([, a], [, b]) => mean(b) - mean(a));
  }

  private isLabel(c: Column): boolean {
    return (
      c.scalars * 10 >= this.records * 9 &&
      mean(c) <= LONG_LABEL &&
      c.values.size >= 2 &&
      c.values.size * 3 <= this.records
    );
  }

  /** Two columns of text of which neither is the label or title of the other: text pairs (`question1`, `question2`; premise, hypothesis). */
  pairs(): readonly string[] {
    // Columns without names tell nothing: a title beside its text is as common there as a pair.
    const texts = this.texts().flatMap(([name]) => (/^column_\d+$/.test(name) ? [] : [name]));
    for (const name of texts) {
      const twins = texts.filter((other) => stem(other) === stem(name));
      if (twins.length > 1) return twins.sort();
    }
    const known = texts.filter((name) => PAIR_SIDES.has(folded(name)));
    return known.length > 1 ? known : [];
  }

  /** Whether the values of a column are numbers, of which two or more are no integers. */
  isFractional(name: string): boolean {
    const column = this.columns.get(name);
    if (column === undefined || !isNumeric(column)) return false;
    let fractions = 0;
    for (const value of column.values) if (/\.\d*[1-9]/.test(value)) fractions++;
    return fractions > 1;
  }

  /** Whether columns hold nothing but 0 and 1, or true and false: one class each. */
  areBits(names: readonly string[]): boolean {
    return names.every((name) => [...(this.columns.get(name)?.values ?? [''])].every((value) => BIT.test(value)));
  }

  /** A text column besides these, at least `length` code points on average, whose name does not say that it is about the text. */
  another(known: ReadonlySet<string>, length: number): string | undefined {
    return this.texts().find(([name, c]) => mean(c) >= length && !known.has(name) && !ABOUT.test(folded(name)))?.[0];
  }
}

export interface ColumnsGuessed {
  readonly columns: ColumnNames;
  readonly why: string;
  /** All columns that could be the label, when there are several. */
  readonly others?: readonly string[];
}

/** Last words of names that people give labels: `airline_sentiment`, `gold_label`. */
const LABEL_NAME = /(?:^|_)(?:label|class|category|sentiment|intent|emotion|polarity|stars|rating)$/;

/** One answer to whether a class applies. */
const BIT = /^(?:[01](?:\.0)?|true|false)$/i;

/** Texts that are judged together. Source: column names of GLUE, SuperGLUE, SNLI, FEVER, MS MARCO. */
const PAIR_SIDES = new Set(
  'premise hypothesis question sentence passage context query document claim evidence'.split(' '),
);

/** Names of columns that describe a text or where it is from. */
const ABOUT =
  /(?:^|_)(?:title|subtitle|headline|caption|abstract|summary|subject|keywords?|tags?|names?|authors?|user|source|url|link|path|file|date|time|timestamp|created|created_at|id|language|lang|license|licence|location|address|topic|section|system|system_prompt|publisher|journal|meta|metadata)$/;

const mean = (c: Column): number => (c.strings === 0 ? 0 : c.codePoints / c.strings);

/** A name without the number or letter that counts it: `question1`, `text_b`, `#2 String`. */
const stem = (name: string): string =>
  folded(name)
    .replaceAll(/\d+/g, '#')
    .replace(/(?<=[a-z])_[ab]$/, '_#');

function isNumeric(column: Column): boolean {
  for (const value of column.values) if (!/^-?\d+(?:\.\d+)?$/.test(value)) return false;
  return true;
}
