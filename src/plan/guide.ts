import type { Chosen } from './plan-model.ts';
import type { ModelPlan } from './plan-report.ts';
import type { Band, Evidence, Method, Quantity, Settings } from './plan-types.ts';
import { hoursOf, moneyOf } from './run-cost.ts';
import { tokensPerSecond, type ThroughputRules } from './throughput.ts';

type ByMethod<T> = Readonly<Record<Method, T>>;

/** `rules/plan/guide.json`: the table and the cost line of the guide. */
export interface Guide {
  readonly title: string;
  readonly trained: ByMethod<string>;
  readonly memory: ByMethod<string>;
  readonly speed: ByMethod<string>;
  readonly quality: ByMethod<string>;
  readonly when: ByMethod<string>;
  readonly memoryBytes: ByMethod<number>;
  /** Share of the parameters that are trained, from and to. */
  readonly trainedShare: ByMethod<readonly [low: number, high: number]>;
  readonly notes: { readonly fullMemory: string };
  readonly cost: {
    /** What runs where, as the guide has it. */
    readonly title: string;
    readonly model: string;
    readonly method: Method;
    readonly gpu: string;
    readonly hours: readonly [number, number];
    readonly price: readonly [number, number];
    readonly run: readonly [number, number];
    readonly epochs: number;
    /** Of the run that is computed. */
    readonly rows: Quantity;
    /** Of a row. */
    readonly tokens: Quantity;
    readonly note: string;
    readonly assumed: string;
    readonly measured: { readonly text: string; readonly evidence: Evidence };
  };
  readonly evidence: Evidence;
}

/** Where the computed values of a 7B model leave the guide's, a sentence each. */
export function guideNotes(plan: ModelPlan, guide: Guide): readonly string[] {
  const notes: string[] = [];
  const gb = (bytes: number): string => (bytes / 1e9).toFixed(0);
  const percent = (share: number): string => `${Number((share * 100).toPrecision(2))} %`;
  for (const { method, title, range, share } of plan.methods) {
    const said = guide.memoryBytes[method];
    if (method === 'full')
      notes.push(
        `${title}: the guide says ${guide.memory.full} for 7B, computed ${gb(range.low)}–${gb(range.high)} GB; ${guide.notes.fullMemory}`,
      );
    else if (said < range.low || said > range.high)
      notes.push(
        `${title}: the guide says ${guide.memory[method]} for 7B, computed ${gb(range.low)}–${gb(range.high)} GB with these settings`,
      );
    const [low, high] = guide.trainedShare[method];
    if (share < low || share > high)
      notes.push(
        `${title}: the guide says ${guide.trained[method]} of the parameters, computed ${percent(share)} with these settings`,
      );
  }
  return notes;
}

/** The guide's cost line beside what the formula gives for the run that it means. */
export interface CostLine {
  readonly hours: Band;
  readonly money: Band;
  /** Tokens of all epochs. */
  readonly tokens: number;
}

/** Computes the guide's run: 7B, LoRA, one card; `peak` in operations a second. */
export function costLine(
  { architecture }: Chosen,
  settings: Settings,
  peak: number,
  guide: Guide,
  rules: ThroughputRules,
): CostLine {
  const { cost } = guide;
  const tokens = cost.rows.value * cost.tokens.value * cost.epochs;
  const run = { model: architecture, method: cost.method, settings };
  const speed = tokensPerSecond(run, { full: true, peak }, rules);
  const hours = hoursOf(tokens, speed, 1);
  const [low, high] = cost.price;
  return { hours, money: moneyOf(hours, { low, high }, 1), tokens };
}
