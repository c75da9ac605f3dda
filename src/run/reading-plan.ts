import { FtlintError } from '../core/error.ts';
import { Role, type SampleKind } from '../core/record.ts';
import type { Batch } from '../core/tape.ts';
import { View } from '../core/view.ts';
import { withColumns } from '../formats/columns.ts';
import type { ColumnNames, Format } from '../formats/format.ts';
import { ColumnGuess, type ColumnsGuessed } from '../formats/infer-columns.ts';
import { Mapper } from '../formats/mapper.ts';
import { matchFormat, rootKeys } from '../formats/match.ts';
import { knownNotRead } from '../formats/not-read.ts';
import { answerDoubt, columnDoubt, type Doubt, labelDoubt, positionDoubt } from './doubts.ts';
import { withScore } from './score-column.ts';

/** How the records of a data set are read: decided from the head of its first training file, the same for every shard. */
export interface ReadingPlan {
  /** Formats that can be read, with named or guessed columns put in. */
  readonly formats: readonly Format[];
  /** Format of most records of the head; null: none fits. */
  readonly main: string | null;
  /** Kind of sample that the main format reads. */
  readonly kind: SampleKind | null;
  /** Sample field → key. `keys`: the keys that were seen, where no format fits. */
  readonly fields: Readonly<Record<string, string>>;
  readonly optional: ReadonlySet<string>;
  /** Column that `--group` names. */
  readonly group: string | undefined;
  /** Why columns were guessed. */
  readonly why: string | undefined;
  /** Columns were guessed, not known by name: no proof that a found file is training data. */
  readonly guessed: boolean;
  /** Why it is open which columns are meant; with the task whose naming settles it, if one does. */
  readonly doubt: Doubt | undefined;
}

/** Records of the head whose columns are looked at closely: what a column holds shows in the first thousand. */
const GUESSED_FROM = 1000;

/** What the head's records show, gathered batch by batch. */
export class HeadReader {
  private readonly formats: readonly Format[];
  private readonly unanswered: readonly Format[];
  private readonly given: ColumnNames;
  private readonly group: string | undefined;
  private readonly counts = new Map<string, number>();
  private readonly fields = new Map<string, Readonly<Record<string, string>>>();
  private readonly guess = new ColumnGuess();
  private readonly view = new View();
  private readonly keys = new Set<string>();
  /** Shapes whose keys are among them. */
  private readonly shapes = new Set<number>();
  private mapper: Mapper;
  records = 0;
  /** Records that parse. */
  get whole(): number {
    return this.records - this.broken;
  }
  broken = 0;
  /** Conversations that end with an answer, and that do not. */
  private answers = 0;
  private questions = 0;

  constructor(formats: readonly Format[], given: ColumnNames, group?: string) {
    this.given = given;
    this.group = group;
    this.formats = withColumns(formats, given)
      .filter(({ unanswered }) => unanswered !== true)
      .sort((a, b) => a.precedence - b.precedence);
    this.unanswered = formats.filter(({ unanswered }) => unanswered === true);
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
      // Records of one shape have the same keys.
      if (this.keys.size < 64 && !(view.shape >= 0 && this.shapes.has(view.shape))) {
        this.shapes.add(view.shape);
        for (const key of rootKeys(view).keys()) this.keys.add(key);
      }
      this.mapper.map(view);
      if (this.records <= GUESSED_FROM) this.guess.add(view);
      if (view.format !== undefined) this.count(view);
    }
  }

  private count(view: View): void {
    const id = view.format as string;
    if (view.sample?.kind === 'conversation') {
      const { role, length } = view.sample.turns;
      if (role[length - 1] === Role.assistant) this.answers++;
      else this.questions++;
    }
    this.counts.set(id, (this.counts.get(id) ?? 0) + 1);
    if (this.fields.has(id)) return;
    const match = matchFormat(view, this.formats, id);
    if (match !== undefined) this.fields.set(id, Object.fromEntries(match.keys));
  }

  /** Throws FtlintError when a column that was named is in no record of the head. */
  plan(path: string): ReadingPlan {
    const named = this.group === undefined ? this.given : { ...this.given, group: this.group };
    for (const [flag, key] of Object.entries(named)) {
      if (this.keys.size > 0 && !this.keys.has(key)) {
        throw new FtlintError(
          'no-such-column',
          `--${flag} ${key}: no record of ${path} has that key`,
          `keys: ${[...this.keys].slice(0, 12).join(', ')}`,
        );
      }
    }
    const plan = this.read();
    const { main, kind, guessed } = plan;
    const open = main === null || guessed || kind === 'labelled-text' || kind === 'text' || kind === 'prompt';
    if (!open || Object.keys(this.given).length > 0) return plan;
    const why = knownNotRead([...this.keys].filter((key) => this.guess.isCommon(key)));
    return why === undefined ? plan : { ...plan, doubt: { why } };
  }

  private read(): ReadingPlan {
    const [main] = [...this.counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
    const given = Object.keys(this.given).length > 0;
    const beside = main?.[0] === 'text' ? this.fields.get('text')?.['text'] : undefined;
    const guessed = given || (main !== undefined && beside === undefined) ? undefined : this.guess.guess(beside);
    if (guessed !== undefined) return this.labelled(guessed, main?.[0]);
    if (main !== undefined) {
      const scored = given ? undefined : this.scored(main[0]);
      if (scored !== undefined) return scored;
      const asked = given || this.answers > 0 || this.questions === 0 ? undefined : this.asked(main[0]);
      if (asked !== undefined) return asked;
      const plan = this.known(main[0], this.formats, undefined, false);
      const doubt = plan.kind === 'labelled-text' ? positionDoubt(plan, this.guess) : undefined;
      return { ...plan, doubt: doubt ?? (given ? undefined : this.doubtOf(plan)) };
    }
    return {
      formats: this.formats,
      main: null,
      kind: null,
      fields: { keys: [...this.keys].slice(0, 8).join(', ') },
      optional: new Set(),
      group: this.group,
      why: undefined,
      guessed: false,
      doubt: undefined,
    };
  }

  private scored(main: string): ReadingPlan | undefined {
    const format = this.formats.find(({ id }) => id === SCORED);
    const scored = format === undefined ? undefined : withScore(format, this.fields.get(main) ?? {}, this.guess);
    if (scored === undefined) return undefined;
    this.fields.set(SCORED, scored.fields);
    const others = this.formats.filter(({ id }) => id !== SCORED && id !== main);
    return this.known(SCORED, [scored.format, ...others], `\`${scored.fields.score}\` holds fractions`, false);
  }

  /** Conversations of which none is answered, beside something to judge an answer by, are prompts; beside anything else they may be. */
  private asked(main: string): ReadingPlan | undefined {
    const { turns } = this.fields.get(main) ?? {};
    const format = this.unanswered.find(({ fields }) => fields['prompt'].keys.includes(turns));
    if (format === undefined) return undefined;
    const reference = format.fields['reference'].keys.find((key) => this.guess.isCommon(key));
    if (reference !== undefined) {
      this.fields.set(format.id, { prompt: turns, reference });
      return this.known(format.id, [format, ...this.formats], undefined, false);
    }
    const plan = this.known(main, this.formats, undefined, false);
    const doubt = answerDoubt(plan, format, this.keys, this.guess);
    return doubt === undefined ? undefined : { ...plan, doubt };
  }

  private labelled(guessed: ColumnsGuessed, main: string | undefined): ReadingPlan {
    const formats = withColumns(this.formats, guessed.columns);
    this.fields.set('labelled-text', { text: guessed.columns.text as string, label: guessed.columns.label as string });
    const plan = this.known(
      'labelled-text',
      [...formats, ...this.formats.filter((f) => f.id !== 'labelled-text')],
      guessed.why,
      true,
    );
    return { ...plan, doubt: this.doubtOf(plan) ?? labelDoubt(guessed, main !== undefined, this.guess) };
  }

  private doubtOf(plan: ReadingPlan): Doubt | undefined {
    const kind = this.formats.find(({ id }) => id === plan.main)?.kind;
    return columnDoubt(kind, plan, this.guess);
  }

  private known(main: string, formats: readonly Format[], why: string | undefined, guessed: boolean): ReadingPlan {
    const format = formats.find((f) => f.id === main) as Format;
    const optional = new Set(format.optional);
    for (const field of Object.values(format.fields))
      if (!field.required) for (const key of field.keys) optional.add(key);
    const { kind } = format;
    const fields = this.fields.get(main) ?? {};
    return { formats, main, kind, fields, optional, group: this.group, why, guessed, doubt: undefined };
  }
}

/** The format of two texts with a score. */
const SCORED = 'sentence-score';
