import { FtlintError } from '../core/error.ts';
import type { Batch } from '../core/tape.ts';
import { View } from '../core/view.ts';
import { withColumns } from '../formats/columns.ts';
import type { ColumnNames, Format } from '../formats/format.ts';
import { ColumnGuess } from '../formats/infer-columns.ts';
import { Mapper } from '../formats/mapper.ts';
import { matchFormat, rootKeys } from '../formats/match.ts';

/** How the records of a data set are read: decided from the head of its first training file, the same for every shard. */
export interface ReadingPlan {
  /** Formats that can be read, with named or guessed columns put in. */
  readonly formats: readonly Format[];
  /** Format of most records of the head; null: none fits. */
  readonly main: string | null;
  /** Sample field → key. `keys`: the keys that were seen, where no format fits. */
  readonly fields: Readonly<Record<string, string>>;
  readonly optional: ReadonlySet<string>;
  /** Why columns were guessed. */
  readonly why: string | undefined;
  /** Columns were guessed, not known by name: no proof that a found file is training data. */
  readonly guessed: boolean;
}

/** What the head's records show, gathered batch by batch. */
export class HeadReader {
  private readonly formats: readonly Format[];
  private readonly given: ColumnNames;
  private readonly counts = new Map<string, number>();
  private readonly fields = new Map<string, Readonly<Record<string, string>>>();
  private readonly guess = new ColumnGuess();
  private readonly view = new View();
  private readonly keys = new Set<string>();
  private mapper: Mapper;
  records = 0;
  broken = 0;

  constructor(formats: readonly Format[], given: ColumnNames) {
    this.given = given;
    this.formats = [...withColumns(formats, given)].sort((a, b) => a.precedence - b.precedence);
    this.mapper = new Mapper(this.formats, undefined);
  }

  add(batch: Batch): void {
    const { view } = this;
    for (let i = 0; i < batch.records.count; i++) {
      view.moveTo(batch, i);
      this.records++;
      if (view.root < 0) {
        this.broken++;
        continue;
      }
      if (this.keys.size < 64) for (const key of rootKeys(view).keys()) this.keys.add(key);
      this.mapper.map(view);
      if (view.format === undefined) this.guess.add(view);
      else this.count(view);
    }
  }

  private count(view: View): void {
    const id = view.format as string;
    this.counts.set(id, (this.counts.get(id) ?? 0) + 1);
    if (this.fields.has(id)) return;
    const match = matchFormat(view, this.formats, id);
    if (match !== undefined) this.fields.set(id, Object.fromEntries(match.keys));
  }

  /** Throws FtlintError when a column that was named is in no record of the head. */
  plan(path: string): ReadingPlan {
    for (const [flag, key] of Object.entries(this.given)) {
      if (this.keys.size > 0 && !this.keys.has(key)) {
        throw new FtlintError(
          'no-such-column',
          `--${flag} ${key}: no record of ${path} has that key`,
          `keys: ${[...this.keys].slice(0, 12).join(', ')}`,
        );
      }
    }
    const [main] = [...this.counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
    if (main !== undefined) return this.known(main[0], this.formats, undefined, false);
    const guessed = Object.keys(this.given).length === 0 ? this.guess.guess() : undefined;
    if (guessed === undefined) {
      return {
        formats: this.formats,
        main: null,
        fields: { keys: [...this.keys].slice(0, 8).join(', ') },
        optional: new Set(),
        why: undefined,
        guessed: false,
      };
    }
    const formats = withColumns(this.formats, guessed.columns);
    this.fields.set('labelled-text', { text: guessed.columns.text as string, label: guessed.columns.label as string });
    return this.known(
      'labelled-text',
      [...formats, ...this.formats.filter((f) => f.id !== 'labelled-text')],
      guessed.why,
      true,
    );
  }

  private known(main: string, formats: readonly Format[], why: string | undefined, guessed: boolean): ReadingPlan {
    const format = formats.find((f) => f.id === main) as Format;
    const optional = new Set(format.optional);
    for (const field of Object.values(format.fields))
      if (!field.required) for (const key of field.keys) optional.add(key);
    return { formats, main, fields: this.fields.get(main) ?? {}, optional, why, guessed };
  }
}
