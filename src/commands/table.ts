import { ADVISE, REVIEW } from './advise/options.ts';
import { CHECK, COMMON, LISTING, MERGE, type OptionSpec, OWN_TARGETS, PLAN, REPORT, SCAN } from './options.ts';

/** One word of the command line. */
export interface CommandSpec {
  readonly usage: string;
  readonly help: string;
  readonly options: readonly OptionSpec[];
}

/** The commands by name; `check` is meant where none is named. */
export const COMMANDS: Readonly<Record<string, CommandSpec>> = {
  check: {
    usage: 'check [files..]',
    help: 'is this data set ready to fine-tune on? (files, folders, globs; - is stdin)',
    options: CHECK,
  },
  scan: {
    usage: 'scan [files..]',
    help: 'one shard of a check, as a partial result: for a cluster, or files too large for one machine',
    options: SCAN,
  },
  merge: { usage: 'merge [parts..]', help: 'partial results as one file, each once', options: MERGE },
  report: {
    usage: 'report [parts..|report.json]',
    help: 'the report of a check, from the partial results of all its shards, or from its JSON',
    options: REPORT,
  },
  advise: {
    usage: 'advise [files..]',
    help: 'prompt, retrieve or fine-tune? the decision with its reasons, asked or by flags, as a record',
    options: ADVISE,
  },
  review: {
    usage: 'review [files..]',
    help: 'a sample to read by hand, with a box to tick for each record',
    options: REVIEW,
  },
  plan: {
    usage: 'plan [files..]',
    help: 'parameters, GPU memory, time and cost of fine-tuning a model, for each method; always a range',
    options: PLAN,
  },
  explain: {
    usage: 'explain <id>',
    help: 'the page of a rule, task, format, gate or target',
    options: [...OWN_TARGETS, ...COMMON],
  },
  rules: {
    usage: 'rules',
    help: 'the rules: severity, stage, fix, evidence, and how many hits were right when read by eye',
    options: LISTING,
  },
  tasks: { usage: 'tasks', help: 'the tasks and what they need', options: LISTING },
  formats: { usage: 'formats', help: 'the formats of a record that are understood', options: LISTING },
  gates: { usage: 'gates', help: 'the lines of the verdict', options: LISTING },
  targets: {
    usage: 'targets',
    help: 'the places where it may be trained: lifecycle, fewest rows, limits, what happens to what is too long',
    options: [...OWN_TARGETS, ...LISTING],
  },
};
