import { cells, indented, pad } from '../reporters/layout.ts';
import type { OptionSpec } from './options.ts';
import { COMMANDS } from './table.ts';

const EXAMPLES = [
  'ftlint check train.jsonl --task classification',
  'ftlint check data/ --reporter pretty --reporter json=report.json',
  'zcat train.jsonl.gz | ftlint check -',
];
const EXIT_CODES = 'Exit codes: 0 ready, 1 not ready, 2 could not check, 130 and 143 interrupted.';
/** Cells of the left column, at most: a longer flag has its help in the next line. */
const LEFT = 30;

function flag({ name, alias, value, repeat }: OptionSpec): string {
  // A long alias is said in the help text: the column has room for one name.
  const short = alias?.length === 1 ? `-${alias}, ` : '';
  return `${short}--${name}${value === undefined ? '' : ` <${value}>`}${repeat === undefined ? '' : ' …'}`;
}

function* rows(pairs: readonly (readonly [string, string])[], columns: number): Generator<string> {
  const width = Math.min(LEFT, Math.max(...pairs.map(([left]) => cells(left))));
  for (const [left, right] of pairs) {
    const [first, ...rest] = indented(right, columns, width + 4);
    if (cells(left) > width) yield* [`  ${left}`, first];
    else yield `  ${pad(left, width)}  ${first.trimStart()}`;
    yield* rest;
  }
}

function* optionLines(options: readonly OptionSpec[], columns: number): Generator<string> {
  for (const group of new Set(options.map((o) => o.group))) {
    yield `\n${group}:`;
    const pairs = options.filter((o) => o.group === group).map((o) => [flag(o), o.help] as const);
    yield* rows(pairs, columns);
  }
}

/** The help of one command, or of the program when `command` is undefined. */
export function help(command: string | undefined, asked: number): string {
  const columns = Math.min(asked, 100);
  const spec = COMMANDS[command ?? 'check'];
  const lines: string[] = [];
  if (command === undefined) {
    lines.push('ftlint [check] [files..]\n');
    lines.push(...indented('Reads a fine-tuning data set once and says whether it is ready to train on.', columns, 0));
    const commands = Object.values(COMMANDS).map((c) => [`ftlint ${c.usage}`, c.help] as const);
    lines.push('\nCommands:', ...rows(commands, columns));
  } else lines.push(`ftlint ${spec.usage}\n`, ...indented(spec.help, columns, 0));
  lines.push(...optionLines(spec.options, columns));
  if (command === undefined || command === 'check') {
    lines.push('\nExamples:', ...EXAMPLES.map((example) => `  ${example}`));
    lines.push('', ...indented(EXIT_CODES, columns, 0));
  }
  return `${lines.join('\n')}\n`;
}
