import { CHECK, COMMON, LISTING, type OptionSpec } from './options.ts';

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
  explain: { usage: 'explain <id>', help: 'the page of a rule, task, format or gate', options: COMMON },
  rules: { usage: 'rules', help: 'the rules', options: LISTING },
  tasks: { usage: 'tasks', help: 'the tasks and what they need', options: LISTING },
  formats: { usage: 'formats', help: 'the formats of a record that are understood', options: LISTING },
  gates: { usage: 'gates', help: 'the lines of the verdict', options: LISTING },
};
