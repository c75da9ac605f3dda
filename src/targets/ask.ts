import { FtlintError } from '../core/error.ts';
import { nearest } from '../core/nearest.ts';
import type { Parameter, Target } from '../core/target-types.ts';
import type { AskedTarget } from './asked-types.ts';
import { parameterValue, type ParameterValue } from './parameter-value.ts';

export type { AskedTarget } from './asked-types.ts';

/** One target or run file as `--for` names it, with the parameters behind the colon as they were typed. */
export interface TargetWord {
  /** The target; absent where a run file tells it. */
  readonly name?: string;
  /** Path of a run file (YAML or JSON). */
  readonly file?: string;
  readonly set: readonly (readonly [name: string, value: string])[];
  /** What was typed, for messages. */
  readonly word: string;
}

/** A run file, with the target that it is for before it and parameters behind it: `trl-dpo:run.yaml:beta=0.2`. */
const RUN_FILE = /^(?:([a-z][a-z0-9-]+):)?([^:]*(?:[a-z]:[^:]+)?\.(?:ya?ml|json))(?::([^/\\]*))?$/i;
const NAMED = /^([^:]+)(?::(.*))?$/s;

function setOf(text: string | undefined, word: string): TargetWord['set'] {
  if (text === undefined) return [];
  const [, name, value] = /^\s*([^=\s]+)\s*=\s*(.*?)\s*$/s.exec(text) ?? [];
  if (name === undefined)
    throw new FtlintError(
      'usage',
      `--for ${word}: ${text === '' ? 'nothing' : `"${text}"`} stands where name=value is expected`,
      'as in --for trl-sft:max_length=2048,packing=true',
    );
  return [[name, value]];
}

/**
 * Takes the values of `--for` apart at commas: a piece `name=value` is one more parameter of the target before it, any other
 * piece the next target. Throws FtlintError for what is neither.
 */
export function targetWords(given: readonly string[]): readonly TargetWord[] {
  const words: TargetWord[] = [];
  for (const value of given) {
    const first = words.length;
    for (const piece of value.split(',').map((part) => part.trim())) {
      const before = words.at(-1);
      if (words.length > first && before !== undefined && /^[^:=]+=/.test(piece)) {
        words[words.length - 1] = { ...before, set: [...before.set, ...setOf(piece, value)] };
        continue;
      }
      const [, target, file, behind] = RUN_FILE.exec(piece) ?? [];
      if (file !== undefined) {
        words.push({ ...(target !== undefined && { name: target }), file, set: setOf(behind, value), word: value });
        continue;
      }
      const [, name, rest] = NAMED.exec(piece) ?? [];
      if (name === undefined || name.includes('='))
        throw new FtlintError(
          'usage',
          `--for ${value}: ${piece === '' ? 'a target is missing' : `"${piece}" names no target`}`,
          'as in --for openai-sft, or --for trl-sft:max_length=2048,packing=true',
        );
      words.push({ name: name.trim(), set: setOf(rest, value), word: value });
    }
  }
  return words;
}

/** A target by id or everyday name, case does not matter: its id. Throws FtlintError with the nearest where there is none. */
export function targetId(word: string, known: readonly Pick<Target, 'id' | 'names'>[]): string {
  const asked = word.toLowerCase();
  const found = known.find(({ id }) => id === asked) ?? known.find(({ names }) => names.includes(asked));
  if (found !== undefined) return found.id;
  const near = nearest(
    asked,
    known.flatMap(({ id, names }) => [id, ...names]),
  );
  const hint = near === undefined ? 'ftlint targets lists them' : `did you mean ${near}?`;
  throw new FtlintError('unknown-target', `--for ${word}: no such target`, hint);
}

const plain = (name: string): string => name.toLowerCase().replaceAll('-', '_');

function parameterOf(target: Target, word: string): readonly [name: string, parameter: Parameter] {
  const all = Object.entries(target.parameters ?? {});
  const found =
    all.find(([name]) => plain(name) === plain(word)) ??
    all.find(([, { keys = [] }]) => keys.some((key) => plain(key) === plain(word)));
  if (found !== undefined) return found;
  const names = all.map(([name]) => name);
  const near = nearest(word, names);
  const hint =
    names.length === 0
      ? `${target.id} takes no parameters`
      : `${near === undefined ? '' : `did you mean ${near}? `}${target.id} takes ${names.join(', ')}`;
  throw new FtlintError('unknown-parameter', `--for ${target.id}: there is no parameter "${word}"`, hint);
}

/** What a run file says of a target's parameters. */
export interface FileValues {
  /** Its path as given. */
  readonly from: string;
  /** Values by parameter, without those that are `given` on the command line. */
  readonly values: (given: ReadonlySet<string>) => Readonly<Record<string, unknown>>;
}

/** Parameters behind the colon, by name. */
function typedValues(target: Target, set: TargetWord['set']): ReadonlyMap<string, ParameterValue> {
  const typed = new Map<string, ParameterValue>();
  for (const [word, value] of set) {
    const [name, parameter] = parameterOf(target, word);
    if (typed.has(name))
      throw new FtlintError('usage', `--for ${target.id}: ${name} is set twice`, `write ${name}=… once`);
    typed.set(name, parameterValue(value, parameter, `--for ${target.id}:${name}=${value}`));
  }
  return typed;
}

/**
 * A target with its parameters: defaults, then those of a run file, then those behind the colon. Throws FtlintError for a
 * parameter that it does not have, one that is set twice, and a value that is none. The label shows what differs from the
 * defaults; of a run file its name, and what was typed behind it.
 */
export function askTarget(target: Target, set: TargetWord['set'], file?: FileValues): AskedTarget {
  const typed = typedValues(target, set);
  const said = file?.values(new Set(typed.keys())) ?? {};
  const parameters: Record<string, ParameterValue> = {};
  const shown: string[] = [];
  const behind: string[] = [];
  for (const [name, parameter] of Object.entries(target.parameters ?? {})) {
    let value = typed.get(name);
    if (value === undefined && said[name] !== undefined)
      value = parameterValue(said[name], parameter, `${file!.from}: ${parameter.keys?.[0] ?? name}`);
    parameters[name] = value === undefined ? parameter.default : value;
    const setting = `${name}=${String(value)}`;
    if (parameters[name] !== parameter.default) shown.push(setting);
    if (typed.has(name)) behind.push(setting);
  }
  const called = (word: string, settings: readonly string[]): string =>
    settings.length === 0 ? word : `${word}:${settings.join(',')}`;
  return {
    target,
    parameters,
    label: file === undefined ? called(target.id, shown) : `${called(file.from, behind)} (${target.id})`,
    ...(file !== undefined && { from: file.from }),
  };
}
