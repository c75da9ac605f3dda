import { readdir } from 'node:fs/promises';
import type { BillingRules } from '../../plan/billing.ts';
import type { Gpu } from '../../plan/fit.ts';
import type { Guide } from '../../plan/guide.ts';
import type { MemoryRules } from '../../plan/memory-types.ts';
import type { Band, Evidence, Quantity } from '../../plan/plan-types.ts';
import type { ThroughputRules } from '../../plan/throughput.ts';
import type { TrainerFlags } from '../../plan/trainer-flags.ts';
import { root } from '../../place.ts';
import { ruleFile } from '../rule-file.ts';

/** A model that is shipped: `rules/models/<id>.json`. */
export interface ModelData {
  readonly id: string;
  readonly title: string;
  readonly names: readonly string[];
  /** The size that this model stands for: `7B`. */
  readonly standsFor?: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly parameters: Quantity;
  readonly evidence: Evidence;
}

/** Prices of rented cards, with their day. */
export interface PriceList {
  readonly date: string;
  readonly staleDays: number;
  /** Dollars an hour, by card. */
  readonly gpus: Readonly<Record<string, Band & { readonly evidence?: Evidence }>>;
  /** File of the person; absent for the shipped list. */
  readonly from?: string;
}

/** All that a plan computes with. */
export interface PlanData {
  /** In order of their names. */
  readonly models: readonly ModelData[];
  readonly memory: MemoryRules;
  readonly throughput: ThroughputRules;
  readonly guide: Guide;
  readonly prices: PriceList;
  readonly billing: BillingRules;
  readonly trainers: TrainerFlags;
  readonly gpus: readonly Gpu[];
}

async function modelData(): Promise<readonly ModelData[]> {
  const names = (await readdir(new URL('rules/models/', root))).filter((name) => name.endsWith('.json')).sort();
  return Promise.all(names.map((name) => ruleFile<ModelData>(`rules/models/${name}`)));
}

/** The models, constants, cards, prices and words of a plan. */
export async function planData(): Promise<PlanData> {
  const [models, memory, throughput, guide, prices, billing, trainers, { gpus }] = await Promise.all([
    modelData(),
    ruleFile<MemoryRules>('rules/plan/memory.json'),
    ruleFile<ThroughputRules>('rules/plan/throughput.json'),
    ruleFile<Guide>('rules/plan/guide.json'),
    ruleFile<PriceList>('rules/plan/prices.json'),
    ruleFile<BillingRules>('rules/plan/billing.json'),
    ruleFile<TrainerFlags>('rules/plan/flags.json'),
    ruleFile<{ readonly gpus: readonly Gpu[] }>('rules/gpus.json'),
  ]);
  return { models, memory, throughput, guide, prices, billing, trainers, gpus };
}
