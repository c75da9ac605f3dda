import yargs from 'yargs';
import { FtlintError } from '../core/error.ts';
import { nearest } from '../core/nearest.ts';
import type { OptionSpec } from './options.ts';
import { suggestion } from './suggest.ts';
import { COMMANDS, type CommandSpec } from './table.ts';

/** A command line, taken apart: values are strings as typed, switches are names. */
export interface Parsed {
  readonly command: string;
  /** False when `check` was meant but not said. */
  readonly named: boolean;
  readonly positionals: readonly string[];
  /** Words after `--`: never a command. */
  readonly literal: readonly string[];
  readonly values: ReadonlyMap<string, readonly string[]>;
  readonly switches: ReadonlySet<string>;
}

/** Stands for a bare `-` (stdin), which yargs may drop. */
const DASH = '\u0000-';
const CONFIGURATION = {
  'boolean-negation': false,
  'camel-case-expansion': false,
  'dot-notation': false,
  'greedy-arrays': false,
  'parse-numbers': false,
  'parse-positional-numbers': false,
  'populate--': true,
};

/** A yargs instance that knows `options`, prints nothing and throws. */
function instance(options: readonly OptionSpec[]): ReturnType<typeof yargs> {
  const y = yargs([])
    .parserConfiguration(CONFIGURATION)
    .detectLocale(false)
    .exitProcess(false)
    .help(false)
    .version(false);
  for (const o of options) {
    const alias = o.alias === undefined ? {} : { alias: o.alias };
    const common = { ...alias, describe: o.help, group: `${o.group}:` };
    if (o.value === undefined) y.option(o.name, { ...common, type: 'boolean' });
    else y.option(o.name, { ...common, type: 'string', requiresArg: true });
  }
  return y.fail((message: string, error?: Error) => {
    const missing = /^Not enough arguments following: (.+)$/.exec(message)?.[1];
    if (missing === undefined) throw error ?? new FtlintError('usage', message);
    throw new FtlintError(
      'usage',
      `--${missing} needs a value`,
      `--${missing} <${options.find((o) => o.name === missing)?.value ?? 'value'}>`,
    );
  });
}

const everyOption = (): readonly OptionSpec[] => [
  ...new Map(Object.values(COMMANDS).flatMap((c) => c.options.map((o) => [o.name, o]))).values(),
];

/** A switch with a value would be read as `false` in silence. */
function refuseValues(argv: readonly string[], options: readonly OptionSpec[]): void {
  const end = argv.indexOf('--');
  for (const word of end < 0 ? argv : argv.slice(0, end)) {
    const name = /^--([^=]+)=/.exec(word)?.[1];
    if (name !== undefined && options.some((o) => o.name === name && o.value === undefined)) {
      throw new FtlintError('usage', `--${name} takes no value`, `write --${name}`);
    }
  }
}

function unknown(key: string, command: string, spec: CommandSpec): FtlintError {
  // yargs reads `-x.jsonl` as options; whoever has such a file must say that it is one.
  if (/\.[a-z]+(?:\.(?:gz|zst))?$/i.test(key))
    return new FtlintError(
      'unknown-option',
      `"-${key}" is read as an option`,
      `a file whose name begins with a dash: ./-${key}`,
    );
  const flag = key.length === 1 ? `-${key}` : `--${key}`;
  const owner = Object.entries(COMMANDS).find(([, c]) => c.options.some((o) => o.name === key))?.[0];
  if (owner !== undefined) {
    const hint = key === 'json' ? 'use --reporter json' : `it belongs to ftlint ${owner}`;
    return new FtlintError('unknown-option', `unknown option ${flag} for ftlint ${command}`, hint);
  }
  const near = nearest(
    key,
    spec.options.map((o) => o.name),
  );
  return new FtlintError(
    'unknown-option',
    `unknown option ${flag}`,
    near === undefined ? `ftlint ${command} --help lists the options` : `did you mean --${near}?`,
  );
}

function checkValue(option: OptionSpec, given: readonly string[]): void {
  if (given.some((v) => v === ''))
    throw new FtlintError('usage', `--${option.name} needs a value`, `--${option.name} <${option.value}>`);
  if (given.length > 1 && option.repeat === undefined)
    throw new FtlintError('usage', `--${option.name} is given ${given.length} times`, 'give it once');
  const { choices } = option;
  const wrong = choices === undefined ? undefined : given.find((v) => !choices.includes(v));
  if (wrong !== undefined)
    throw new FtlintError(
      'usage',
      `--${option.name} ${wrong}: expected ${choices!.join(', ')}`,
      suggestion(wrong, choices!, 'known'),
    );
}

const back = (word: unknown): string => (word === DASH ? '-' : String(word));

/** Takes a command line apart; everything unknown or misspelt throws `FtlintError` with exit code 2. */
export function parse(argv: readonly string[]): Parsed {
  const all = everyOption();
  refuseValues(argv, all);
  const found: Record<string, unknown> = instance(all).parseSync(
    argv.map((word) => (word === '-' ? DASH : word)),
  ) as Record<string, unknown>;
  const { _: words, '--': rest, $0: _program, ...given } = found;
  const positionals = (words as unknown[]).map(back);
  const named = Object.hasOwn(COMMANDS, positionals[0] ?? '');
  const command = named ? positionals.shift()! : 'check';
  const spec = COMMANDS[command];
  const values = new Map<string, readonly string[]>();
  const switches = new Set<string>();
  for (const [key, value] of Object.entries(given)) {
    const option = spec.options.find((o) => o.name === key || o.alias === key);
    if (option === undefined) throw unknown(key, command, spec);
    if (option.value === undefined) {
      if (value === true || Array.isArray(value)) switches.add(option.name);
      continue;
    }
    const list = (Array.isArray(value) ? value : [value]).map(back);
    checkValue(option, list);
    values.set(option.name, list);
  }
  return { command, named, positionals, literal: ((rest as unknown[] | undefined) ?? []).map(back), values, switches };
}
