import type { DatasetReport, TargetReport } from '../../../core/report.ts';
import type { TargetShape } from '../../../core/target-types.ts';
import type { Counted } from '../../../plan/rows-read.ts';
import type { AskedTarget } from '../../../targets/asked-types.ts';
import { onlyDataset } from '../../one-dataset.ts';
import { type Planned, plannedWords } from '../asked/planned-words.ts';
import { aloneTraining, refusalOfAll } from './alone.ts';
import { countedAt } from './counted.ts';
import type { DataReader } from './read-check.ts';
import { unreadLabel } from './shape.ts';

/** Where no place is named, rows are read as the first of these that trains most of them: many trainers build on TRL. */
const USUAL_TARGETS = ['trl-sft', 'llama-factory-sft', 'axolotl', 'litgpt'];
/** And of these where the data is for a task of its own: others may read such rows too, and leave their answers out. */
const BY_TASK: Readonly<Record<string, readonly string[]>> = {
  preference: ['trl-dpo', 'llama-factory-dpo'],
  'unpaired-preference': ['trl-kto', 'llama-factory-kto'],
};

/** Places that are assumed for a data set. */
const usualFor = ({ task }: DatasetReport): readonly string[] => BY_TASK[task.id ?? ''] ?? USUAL_TARGETS;

/** Share of the records that an assumed trainer must train: below it, it does not read them as they are. */
const MOST = 0.5;

/** A place and what the check says of the data there. */
export interface AtPlace {
  readonly asked: AskedTarget;
  readonly target: TargetReport;
  /** Shape that its rows have there; undefined where that cannot be told from their columns. */
  readonly shape: TargetShape | undefined;
}

/** A data set as it is planned for. */
export interface Training {
  readonly files: readonly string[];
  readonly dataset: DatasetReport;
  /** Undefined where the rows are planned by themselves. */
  readonly at: AtPlace | undefined;
  /** The person did not say where it is trained. */
  readonly assumed: boolean;
  readonly counted: Counted;
  /** Records of the training split. */
  readonly records: number;
  readonly tokenizer: string;
  /** Half width of the tokens' estimate as a share; 0: counted. */
  readonly error: number;
  /** Why the rows are planned by themselves, a clause. */
  readonly why?: string;
}

/** Whether others train it there, and bill tokens. */
export const isHosted = ({ at }: Training): boolean => at?.asked.target.place === 'hosted';

/** Records that train there. */
const trainedRows = ({ rows, tokens }: TargetReport): number =>
  (tokens?.total ?? 0) === 0 ? 0 : rows.asWritten + rows.changed + rows.truncated;

const allRows = ({ rows }: TargetReport): number => Object.values(rows).reduce((sum, count) => sum + count, 0);

/** The first shape all of whose required fields stand under columns that the data has: it is the one that a record gets. */
function shapeOf({ target: { shapes } }: AskedTarget, { format }: DatasetReport): TargetShape | undefined {
  if (shapes.length === 1) return shapes[0];
  const columns = new Set(Object.values(format.fields));
  return shapes.find(({ fields }) =>
    Object.values(fields).every(({ required, keys }) => required !== true || keys.some((key) => columns.has(key))),
  );
}

/** Why an assumed place is none for these rows, a clause; undefined where it reads them. */
function unfit(at: AtPlace | undefined, dataset: DatasetReport): string | undefined {
  if (at === undefined || trainedRows(at.target) < MOST * Math.max(1, allRows(at.target)))
    return `${usualFor(dataset).join(', ')} do not read them as they are`;
  const column = unreadLabel(at, dataset);
  return column === undefined ? undefined : `${at.target.id} does not read the column "${column}"`;
}

/** Checks the files for the place, set up as planned, and keeps what a plan needs. `named`: words of `--for`. */
export async function readTraining(
  files: readonly string[],
  named: readonly string[],
  reader: DataReader,
  planned: Planned,
): Promise<Training> {
  const assumed = named.length === 0;
  const { words, asked } = await plannedWords(
    assumed ? [...USUAL_TARGETS, ...Object.values(BY_TASK).flat()] : named,
    planned,
    reader.cwd,
    reader.rulesDir,
  );
  const dataset = onlyDataset(await reader.check({ inputs: files, for: words }), 'plan');
  const places = assumed ? dataset.targets.filter(({ id }) => usualFor(dataset).includes(id)) : dataset.targets;
  const [target] = places.toSorted((a, b) => trainedRows(b) - trainedRows(a));
  const own = asked.find(({ label }) => label === target?.label);
  const trains = target?.tokens !== undefined && own !== undefined && trainedRows(target) > 0;
  const at = trains ? { asked: own, target, shape: shapeOf(own, dataset) } : undefined;
  const why = assumed ? unfit(at, dataset) : undefined;
  if (why !== undefined) return aloneTraining(files, dataset, why, reader);
  if (at === undefined) throw refusalOfAll(files, dataset, named[0]);
  const { tokens } = at.target;
  return {
    files,
    dataset,
    at,
    assumed,
    counted: countedAt(at, dataset),
    records: allRows(at.target),
    tokenizer: tokens!.tokenizer,
    error: tokens!.error,
  };
}
