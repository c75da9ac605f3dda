import { planMethod, type Chosen } from './plan-model.ts';
import { fitOf, type Gpu, type Room, roomOn } from './fit.ts';
import type { MemoryRules } from './memory-types.ts';
import type { Recommendation } from './plan-report.ts';
import { type Method, METHOD_TITLES, type Settings } from './plan-types.ts';

/** Settings that are a switch: adapters on all linear layers or on some modules, activation checkpointing, packing. */
type Condition = 'linear' | 'modules' | 'checkpointing' | 'packing';

/** A flag of ours that the person gave, with its value where it takes one. */
export interface Choice {
  readonly flag: string;
  readonly value?: string;
}

/** `rules/plan/flags.json`: how trainers spell the settings. */
export interface TrainerFlags {
  readonly targets: Readonly<
    Record<
      string,
      {
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
    >
  >;
}

/** By GPU-hours on one card, cheapest first. QLoRA unpacks its weights at every step, full fine-tuning also computes their gradients. Prompt tuning is left out: the guide calls its quality limited. */
const CHEAPEST: readonly Method[] = ['lora', 'qlora', 'full'];

/** Flags of a trainer for a method and settings; undefined where the trainer is not known or has none for the method. */
export function flagsFor(
  target: string | undefined,
  method: Method,
  settings: Settings,
  rules: TrainerFlags,
  choices: readonly Choice[] = [],
): readonly string[] | undefined {
  const known = target !== undefined && Object.hasOwn(rules.targets, target) ? rules.targets[target] : undefined;
  if (known === undefined) return undefined;
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
    global: settings.batch * settings.accumulation,
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

type Known = TrainerFlags['targets'][string];

const spellsEpochs = ({ epochs, wholeEpochs }: Known, settings: Settings): boolean =>
  epochs !== undefined && (wholeEpochs !== true || Number.isInteger(settings.epochs));

/** How a trainer spells a choice; undefined where that is not known. */
function spelt({ choices = {} }: Known, { flag, value }: Choice): readonly string[] | undefined {
  const own = Object.hasOwn(choices, flag) ? choices[flag] : undefined;
  if (own === undefined || isList(own)) return own;
  return value !== undefined && Object.hasOwn(own, value) ? own[value] : undefined;
}

const isList = (value: readonly string[] | Readonly<Record<string, readonly string[]>>): value is readonly string[] =>
  Array.isArray(value);

/** Choices that a trainer of which flags are known has no spelling for here, as flags of ours. */
function unspeltOf(known: Known, settings: Settings, choices: readonly Choice[]): readonly string[] {
  return [
    ...(spellsEpochs(known, settings) ? [] : [`--epochs ${settings.epochs}`]),
    ...choices
      .filter((choice) => spelt(known, choice) === undefined)
      .map(({ flag, value }) => (value === undefined ? `--${flag}` : `--${flag} ${value}`)),
  ];
}

/** What would bring a model onto a card that no method fits: the longest sequence or largest batch of any method. */
function wayToFit({ architecture }: Chosen, gpu: Gpu, settings: Settings, rules: MemoryRules): string {
  const rooms = CHEAPEST.map((method) => ({ method, ...roomOn(architecture, method, settings, gpu, rules) }));
  const [long] = rooms.toSorted((a, b) => (b.sequence ?? 0) - (a.sequence ?? 0));
  const [wide] = rooms.toSorted((a, b) => (b.batch ?? 0) - (a.batch ?? 0));
  const ways = [
    ...(long.sequence === undefined
      ? []
      : [`shorten to ${long.sequence} tokens (${METHOD_TITLES[long.method]} fits then)`]),
    ...(wide.batch === undefined ? [] : [`take a batch of ${wide.batch} (${METHOD_TITLES[wide.method]} fits then)`]),
    'take a larger card or more of them',
  ];
  return ways.join(', or ');
}

/** The flags that are other ones when the longest sequence, or the largest batch, is taken. */
function roomFlags(
  room: Room,
  flags: readonly string[],
  write: (other: Partial<Settings>) => readonly string[] | undefined,
): NonNullable<Recommendation['roomFlags']> {
  const changed = (other: Partial<Settings>): readonly string[] =>
    (write(other) ?? []).filter((flag) => !flags.includes(flag));
  return {
    ...(room.sequence !== undefined && { sequence: changed({ sequence: room.sequence }) }),
    ...(room.batch !== undefined && { batch: changed({ batch: room.batch }) }),
  };
}

/** The cheapest method that fits a card, and the longest sequence and largest batch with it. */
export function recommend(
  chosen: Chosen,
  gpu: Gpu,
  settings: Settings,
  rules: MemoryRules,
  target: string | undefined,
  trainers: TrainerFlags,
  choices: readonly Choice[] = [],
): Recommendation {
  const model = chosen.architecture;
  const all = CHEAPEST.map((method) => planMethod(model, method, settings, rules, [gpu], 'zero-3'));
  const fit = (wanted: 'fits' | 'tight') => all.find(({ memory }) => fitOf(memory.total, gpu, rules) === wanted);
  const best = fit('fits') ?? fit('tight');
  const base = { gpu: gpu.id, model: chosen.id };
  if (best === undefined) {
    const way = wayToFit(chosen, gpu, settings, rules);
    return { ...base, line: `no method fits one ${gpu.title} with these settings: ${way}` };
  }
  const room = roomOn(model, best.method, settings, gpu, rules);
  const surely = fitOf(best.memory.total, gpu, rules) === 'fits';
  const write = (other: Partial<Settings>): readonly string[] | undefined =>
    flagsFor(target, best.method, { ...settings, ...other }, trainers, choices);
  const flags = write({});
  const unspelt = flags === undefined ? [] : unspeltOf(trainers.targets[target!], settings, choices);
  const rest = surely ? 'is the cheapest method that fits' : 'may fit, with nothing to spare,';
  return {
    ...base,
    line: `${METHOD_TITLES[best.method]} ${rest} one ${gpu.title}`,
    method: best.method,
    ...(room === undefined ? {} : { room }),
    ...(flags === undefined ? {} : { flags }),
    ...(unspelt.length === 0 ? {} : { unspelt }),
    ...(flags === undefined || room === undefined ? {} : { roomFlags: roomFlags(room, flags, write) }),
  };
}
