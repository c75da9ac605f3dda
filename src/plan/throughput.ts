import { activeParameters } from './architecture.ts';
import type { Passes } from './passes.ts';
import type { Band, Quantity, Settings } from './plan-types.ts';
import type { Run } from './run.ts';
import type { StepRules } from './step-floor.ts';

/** `rules/plan/throughput.json`. */
export interface ThroughputRules extends StepRules {
  /** Floating point operations a parameter and token. */
  readonly operations: Readonly<Record<'full' | 'fullCheckpointing' | 'adapter' | 'adapterCheckpointing', Quantity>>;
  /** Shares of the card's peak that were reached. */
  readonly packed: Readonly<Record<'low' | 'high', Quantity>>;
  readonly unpacked: Readonly<Record<'low' | 'high', Quantity>>;
  readonly longRows: Quantity;
  /** QLoRA takes up to so many times as long: weights are unpacked at every use. */
  readonly quantized: Quantity;
  /** Forward pass of a model that answers are compared with, where these places run one. */
  readonly reference: Quantity & { readonly targets: readonly string[] };
  /** What trainers print about their own time, by id. */
  readonly forecasts: Readonly<Record<string, OwnForecast>>;
}

/** How a trainer forecasts its own time before it starts. */
export interface OwnForecast {
  /** Cards that it takes for granted. */
  readonly cards: Quantity;
  readonly gpu: string;
  /** Seconds beside the training. */
  readonly extra: Quantity;
  /** Tokens a second and card that it expects, by model. */
  readonly speeds: Readonly<Record<string, Quantity>>;
}

/** Operations for one token: what is trained, and whether the forward pass runs twice, decide. */
function operationsPerToken({ model, method, settings }: Run, rules: ThroughputRules): number {
  const kind = method === 'full' ? 'full' : 'adapter';
  const key = settings.checkpointing ? (`${kind}Checkpointing` as const) : kind;
  return rules.operations[key].value * activeParameters(model);
}

/** Whether a micro-batch holds so many tokens, padding included, that the band of packed runs holds. */
export function runsFull(settings: Settings, tokens: number, rules: ThroughputRules): boolean {
  return settings.packing || tokens >= rules.longRows.value * settings.sequence;
}

/** Tokens a second on one card, of a pair those of its longer side; `full`: micro-batches are (`runsFull`); `peak` in operations a second. */
export function tokensPerSecond(
  run: Run,
  { full, peak }: { readonly full: boolean; readonly peak: number },
  rules: ThroughputRules,
  { sides, reference }: Passes = { sides: 1, reference: false },
): Band {
  const band = full ? rules.packed : rules.unpacked;
  const { model, method } = run;
  const own = operationsPerToken(run, rules);
  const each = sides * (own + (reference ? rules.reference.value * activeParameters(model) : 0));
  const slower = method === 'qlora' ? rules.quantized.value : 1;
  return { low: (band.low.value * peak) / each / slower, high: (band.high.value * peak) / each };
}

/** Seconds as a trainer itself forecasts them; undefined for a model of which it says nothing. */
export function ownSeconds({ cards, extra, speeds }: OwnForecast, model: string, tokens: number): number | undefined {
  const speed = Object.hasOwn(speeds, model) ? speeds[model].value : undefined;
  return speed === undefined ? undefined : tokens / cards.value / speed + extra.value;
}

/** Seconds as a clock shows them, `00:52:44`. */
export function clockOf(seconds: number): string {
  const whole = Math.floor(seconds);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}
