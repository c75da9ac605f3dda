import { bytesOn, type Cards, fitOf, type Gpu } from './fit.ts';
import type { MemoryRules } from './memory-types.ts';
import type { Chosen } from './plan-model.ts';
import type { Recommendation } from './plan-report.ts';
import { type Method, METHOD_TITLES, type Settings } from './plan-types.ts';
import { type Room, roomOn } from './room.ts';
import { type Choice, flagsFor, spellingOf, type TrainerFlags, unspeltOf } from './trainer-flags.ts';

/** By GPU-hours on one card, cheapest first. QLoRA unpacks its weights at every step, full fine-tuning also computes their gradients. Prompt tuning is left out: the guide calls its quality limited. */
const CHEAPEST: readonly Method[] = ['lora', 'qlora', 'full'];

/** What a recommendation is for, beside model and kind of card. */
export interface Wanted {
  readonly settings: Settings;
  readonly cards: Cards;
  /** Id of the place that `--for` names, whose flags are printed. */
  readonly target: string | undefined;
  /** Settings that the person chose. */
  readonly choices: readonly Choice[];
}

/** The cards in words: `one NVIDIA H200`, `4 × NVIDIA H200`. */
const cardsWords = ({ title }: Gpu, { count }: Cards): string => (count === 1 ? `one ${title}` : `${count} × ${title}`);

/** What would bring a model onto cards that no method fits: the longest sequence or largest batch of any method. */
function wayToFit({ architecture }: Chosen, gpu: Gpu, { settings, cards }: Wanted, rules: MemoryRules): string {
  const rooms = CHEAPEST.map((method) => ({
    method,
    ...roomOn({ model: architecture, method, settings }, gpu, cards, rules),
  }));
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
  write: (other: Partial<Settings>) => readonly string[],
): NonNullable<Recommendation['roomFlags']> {
  const changed = (other: Partial<Settings>): readonly string[] => write(other).filter((flag) => !flags.includes(flag));
  return {
    ...(room.sequence !== undefined && { sequence: changed({ sequence: room.sequence }) }),
    ...(room.batch !== undefined && { batch: changed({ batch: room.batch }) }),
  };
}

/** The trainer's flags for a method, and those that change with what else would fit; nothing where its spelling is not known. */
function toPaste(
  method: Method,
  room: Room | undefined,
  { settings, cards, target, choices }: Wanted,
  trainers: TrainerFlags,
): Pick<Recommendation, 'flags' | 'unspelt' | 'roomFlags'> {
  const known = spellingOf(target, trainers);
  if (known === undefined) return {};
  const written = { method, settings, gpus: cards.count, choices };
  const write = (other: Partial<Settings>): readonly string[] =>
    flagsFor(known, { ...written, settings: { ...settings, ...other } });
  const flags = write({});
  const unspelt = unspeltOf(known, written);
  return {
    flags,
    ...(unspelt.length > 0 && { unspelt }),
    ...(room !== undefined && { roomFlags: roomFlags(room, flags, write) }),
  };
}

/** The cheapest method that fits the cards, and the longest sequence and largest batch with it. */
export function recommend(
  chosen: Chosen,
  gpu: Gpu,
  wanted: Wanted,
  rules: MemoryRules,
  trainers: TrainerFlags,
): Recommendation {
  const { architecture: model, id } = chosen;
  const { settings, cards } = wanted;
  const fits = CHEAPEST.map((method) => {
    const run = { model, method, settings };
    return { run, fit: fitOf(bytesOn(run, rules, cards), gpu, rules) };
  });
  const best = fits.find(({ fit }) => fit === 'fits') ?? fits.find(({ fit }) => fit === 'tight');
  const base = { gpu: gpu.id, gpus: cards.count, model: id };
  const where = cardsWords(gpu, cards);
  if (best === undefined) {
    const way = wayToFit(chosen, gpu, wanted, rules);
    return { ...base, line: `no method fits ${where} with these settings: ${way}` };
  }
  const { run, fit } = best;
  const { method } = run;
  const room = roomOn(run, gpu, cards, rules);
  const rest = fit === 'fits' ? 'is the cheapest method that fits' : 'may fit, with nothing to spare,';
  return {
    ...base,
    line: `${METHOD_TITLES[method]} ${rest} ${where}`,
    method,
    ...(room !== undefined && { room }),
    ...toPaste(method, room, wanted, trainers),
  };
}
