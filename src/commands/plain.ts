import type { OptionSpec } from './options.ts';
import type { Parsed } from './parse.ts';
import { COMMANDS } from './table.ts';

const OPTIONS: ReadonlyMap<string, OptionSpec> = new Map(
  Object.values(COMMANDS).flatMap((c) => c.options.map((o) => [o.name, o])),
);
/** What yargs takes for more than a plain value: quotes are stripped, a dash may begin an option. */
const SPECIAL = /^["'-]|["']$/;

/**
 * Takes a command line apart in which everything is a word, a known `--switch`, `--name=value` or `--name value`; undefined
 * for any other, and for all that is wrong. yargs costs a quarter of an empty process to load: whoever writes plainly does
 * not wait for it. Where this answers, `parse` answers the same.
 */
export function parsePlain(argv: readonly string[]): Parsed | undefined {
  const words: string[] = [];
  const values = new Map<string, string[]>();
  const switches = new Set<string>();
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i];
    if (word === '-' || (word !== '' && !word.startsWith('-'))) {
      words.push(word);
      continue;
    }
    const [, name, joined] = /^--([a-z][a-z-]*)(?:=([\s\S]+))?$/.exec(word) ?? [];
    const option = OPTIONS.get(name ?? '');
    if (option === undefined) return undefined;
    if (option.value === undefined) {
      // `--quiet false` is yargs's to understand.
      if (joined !== undefined || /^(?:true|false)$/.test(argv[i + 1] ?? '')) return undefined;
      switches.add(option.name);
      continue;
    }
    const value = joined ?? argv[++i] ?? '';
    const given = values.get(option.name) ?? [];
    if (value === '' || SPECIAL.test(value) || !allowed(option, value) || (given.length > 0 && !option.repeat))
      return undefined;
    values.set(option.name, [...given, value]);
  }
  const named = Object.hasOwn(COMMANDS, words[0] ?? '');
  const command = named ? words.shift()! : 'check';
  const known = new Set(COMMANDS[command].options.map((o) => o.name));
  if ([...values.keys(), ...switches].some((name) => !known.has(name))) return undefined;
  return { command, named, positionals: words, literal: [], values, switches };
}

const allowed = ({ choices }: OptionSpec, value: string): boolean => choices === undefined || choices.includes(value);
