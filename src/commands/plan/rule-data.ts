import { readdir, readFile } from 'node:fs/promises';
import { FtlintError } from '../../core/error.ts';
import type { Guide } from '../../plan/guide.ts';
import type { Gpu } from '../../plan/fit.ts';
import type { MemoryRules } from '../../plan/memory-types.ts';
import type { Band, Evidence, Quantity } from '../../plan/plan-types.ts';
import type { TrainerFlags } from '../../plan/recommend.ts';
import type { ThroughputRules } from '../../plan/throughput.ts';
import { root } from '../../place.ts';

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
  readonly memory: MemoryRules;
  readonly throughput: ThroughputRules;
  readonly guide: Guide;
  readonly prices: PriceList;
  readonly trainers: TrainerFlags;
  readonly gpus: readonly Gpu[];
}

async function read<T>(path: string): Promise<T> {
  try {
    return JSON.parse(await readFile(new URL(path, root), 'utf8')) as T;
  } catch (cause) {
    throw new FtlintError('bad-data', `${path} cannot be read: ${(cause as Error).message}`, 'install ftlint anew');
  }
}

/** The shipped models, in order of their names. */
export async function modelData(): Promise<readonly ModelData[]> {
  const names = (await readdir(new URL('rules/models/', root))).filter((name) => name.endsWith('.json')).sort();
  return Promise.all(names.map((name) => read<ModelData>(`rules/models/${name}`)));
}

/** The constants, cards, prices and words of a plan. */
export async function planData(): Promise<PlanData> {
  const [memory, throughput, guide, prices, trainers, { gpus }] = await Promise.all([
    read<MemoryRules>('rules/plan/memory.json'),
    read<ThroughputRules>('rules/plan/throughput.json'),
    read<Guide>('rules/plan/guide.json'),
    read<PriceList>('rules/plan/prices.json'),
    read<TrainerFlags>('rules/plan/flags.json'),
    read<{ readonly gpus: readonly Gpu[] }>('rules/gpus.json'),
  ]);
  return { memory, throughput, guide, prices, trainers, gpus };
}
