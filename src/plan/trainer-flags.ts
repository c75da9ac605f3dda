import type { Evidence, Method, Settings } from './plan-types.ts';

/** Settings that are a switch: adapters on all linear layers or on some modules, activation checkpointing, packing. */
type Condition = 'linear' | 'modules' | 'checkpointing' | 'packing';

/** A flag of ours that the person gave, with its value where it takes one. */
export interface Choice {
  readonly flag: string;
  readonly value?: string;
}

/** How one trainer spells the settings. */
interface Spelling {
  readonly flags: readonly string[];
  readonly methods: Readonly<Partial<Record<Method, readonly string[]>>>;
  readonly epochs?: readonly string[];
  /** It takes no part of an epoch. */
  readonly wholeEpochs?: true;
  /** Settings that a person chose, by flag of ours, and by its value where it takes one. */
  readonly choices?: Readonly<Record<string, readonly string[] | Readonly<Record<string, readonly string[]>>>>;
  /** Flags that stand there where a setting holds. */
  readonly when?: Readonly<Partial<Record<Condition, readonly string[]>>>;
}

/** `rules/plan/flags.json`: how trainers spell the settings. */
export interface TrainerFlags {
  readonly targets: Readonly<Record<string, Spelling>>;
  /** Keys of their own run files, by flag of ours. */
  readonly runFiles: Readonly<Record<string, { readonly keys: readonly string[]; readonly evidence: Evidence }>>;
}

/** What flags are written for. */
export interface Written {
  readonly method: Method;
  readonly settings: Settings;
  /** Cards of the run. */
  readonly gpus: number;
  /** Settings that the person chose, beside those that every run has. */
  readonly choices: readonly Choice[];
}

/** How the trainer of that name spells settings; undefined where that is not known. */
export const spellingOf = (target: string | undefined, { targets }: TrainerFlags): Spelling | undefined =>
  target !== undefined && Object.hasOwn(targets, target) ? targets[target] : undefined;

const spellsEpochs = ({ epochs, wholeEpochs }: Spelling, settings: Settings): boolean =>
  epochs !== undefined && (wholeEpochs !== true || Number.isInteger(settings.epochs));

const isList = (value: readonly string[] | Readonly<Record<string, readonly string[]>>): value is readonly string[] =>
  Array.isArray(value);

/** How a trainer spells a choice; undefined where that is not known. */
function spelt({ choices = {} }: Spelling, { flag, value }: Choice): readonly string[] | undefined {
  const own = Object.hasOwn(choices, flag) ? choices[flag] : undefined;
  if (own === undefined || isList(own)) return own;
  return value !== undefined && Object.hasOwn(own, value) ? own[value] : undefined;
}

/** Flags of a trainer for a method and settings, to paste. */
export function flagsFor(known: Spelling, { method, settings, gpus, choices }: Written): readonly string[] {
  const adapters = method === 'lora' || method === 'qlora';
  const linear = settings.targets.includes('all-linear');
  const holds: Readonly<Record<Condition, boolean>> = {
    linear: adapters && linear,
    modules: adapters && !linear,
    checkpointing: settings.checkpointing,
    packing: settings.packing,
  };
  const when = Object.entries(known.when ?? {}).flatMap(([name, flags]) => (holds[name as Condition] ? flags : []));
  const values: Readonly<Record<string, number | string>> = {
    sequence: settings.sequence,
    batch: settings.batch,
    accumulation: settings.accumulation,
    rank: settings.rank,
    global: settings.batch * settings.accumulation * gpus,
    modules: settings.targets.join(', '),
    words: settings.targets.join(' '),
    epochs: settings.epochs,
  };
  const epochs = spellsEpochs(known, settings) ? known.epochs! : [];
  const chosen = choices.flatMap((choice) => spelt(known, choice) ?? []);
  return [...(known.methods[method] ?? []), ...known.flags, ...epochs, ...when, ...chosen].map((flag) =>
    flag.replace(/\{(\w+)\}/g, (_, key: string) => String(values[key])),
  );
}

/** Choices that a trainer of which flags are known has no spelling for here, as flags of ours. */
export function unspeltOf(known: Spelling, { settings, choices }: Written): readonly string[] {
  return [
    ...(spellsEpochs(known, settings) ? [] : [`--epochs ${settings.epochs}`]),
    ...choices
      .filter((choice) => spelt(known, choice) === undefined)
      .map(({ flag, value }) => (value === undefined ? `--${flag}` : `--${flag} ${value}`)),
  ];
}
