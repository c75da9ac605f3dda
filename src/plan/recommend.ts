import { planMethod, type Chosen } from './plan-model.ts';
import { fitOf, type Gpu, roomOn } from './fit.ts';
import type { MemoryRules } from './memory-types.ts';
import type { Recommendation } from './plan-report.ts';
import { type Method, METHOD_TITLES, type Settings } from './plan-types.ts';

/** `rules/plan/flags.json`: how trainers spell the settings. */
export interface TrainerFlags {
  readonly targets: Readonly<
    Record<
      string,
      { readonly flags: readonly string[]; readonly methods: Readonly<Partial<Record<Method, readonly string[]>>> }
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
): readonly string[] | undefined {
  const known = target !== undefined && Object.hasOwn(rules.targets, target) ? rules.targets[target] : undefined;
  if (known === undefined) return undefined;
  const values: Readonly<Record<string, number>> = {
    sequence: settings.sequence,
    batch: settings.batch,
    accumulation: settings.accumulation,
    rank: settings.rank,
    global: settings.batch * settings.accumulation,
  };
  return [...(known.methods[method] ?? []), ...known.flags].map((flag) =>
    flag.replace(/\{(\w+)\}/g, (_, key: string) => String(values[key])),
  );
}

/** The cheapest method that fits a card, and the longest sequence and largest batch with it. */
export function recommend(
  chosen: Chosen,
  gpu: Gpu,
  settings: Settings,
  rules: MemoryRules,
  target: string | undefined,
  trainers: TrainerFlags,
): Recommendation {
  const model = chosen.architecture;
  const all = CHEAPEST.map((method) => planMethod(model, method, settings, rules, [gpu], 'zero-3'));
  const fit = (wanted: 'fits' | 'tight') => all.find(({ memory }) => fitOf(memory.total, gpu, rules) === wanted);
  const best = fit('fits') ?? fit('tight');
  const base = { gpu: gpu.id, model: chosen.id };
  if (best === undefined)
    return {
      ...base,
      line: `no method fits one ${gpu.title} with these settings: a larger card, more of them, or a shorter --sequence`,
    };
  const room = roomOn(model, best.method, settings, gpu, rules);
  const surely = fitOf(best.memory.total, gpu, rules) === 'fits';
  const flags = flagsFor(target, best.method, settings, trainers);
  const rest = surely ? 'is the cheapest method that fits' : 'may fit, with nothing to spare,';
  return {
    ...base,
    line: `${METHOD_TITLES[best.method]} ${rest} one ${gpu.title}`,
    method: best.method,
    ...(room === undefined ? {} : { room }),
    ...(flags === undefined ? {} : { flags }),
  };
}
