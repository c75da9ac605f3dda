import { activeParameters, type Architecture } from './architecture.ts';
import type { Band, Method, Quantity, Settings } from './plan-types.ts';
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
  /** Tokens a second and card that mistral-finetune expects, by model. */
  readonly mistralWords: Readonly<Record<string, Quantity>>;
}

/** What preference training does beside one pass over each record. */
export interface Passes {
  /** Tokens of both sides of the pairs for each token of the longer side, 1 to 2. */
  readonly sides: number;
  /** A reference model reads them too. */
  readonly reference: boolean;
}

/** Operations for one token: what is trained, and whether the forward pass runs twice, decide. */
export function operationsPerToken(
  model: Architecture,
  method: Method,
  checkpointing: boolean,
  rules: ThroughputRules,
): number {
  const kind = method === 'full' ? 'full' : 'adapter';
  const key = checkpointing ? (`${kind}Checkpointing` as const) : kind;
  return rules.operations[key].value * activeParameters(model);
}

/** Whether a micro-batch holds so many tokens, padding included, that the band of packed runs holds. */
export function runsFull(settings: Settings, tokens: number, rules: ThroughputRules): boolean {
  return settings.packing || tokens >= rules.longRows.value * settings.sequence;
}

/** Tokens a second on one card, of a pair those of its longer side; `peak` in operations a second. */
export function tokensPerSecond(
  model: Architecture,
  method: Method,
  settings: Settings,
  full: boolean,
  peak: number,
  rules: ThroughputRules,
  { sides, reference }: Passes = { sides: 1, reference: false },
): Band {
  const band = full ? rules.packed : rules.unpacked;
  const own = operationsPerToken(model, method, settings.checkpointing, rules);
  const each = sides * (own + (reference ? rules.reference.value * activeParameters(model) : 0));
  const slower = method === 'qlora' ? rules.quantized.value : 1;
  return { low: (band.low.value * peak) / each / slower, high: (band.high.value * peak) / each };
}

/** Seconds as mistral-finetune's validation forecasts them: words over eight cards at an expected speed, and five minutes. */
export const mistralSeconds = (tokens: number, wordsPerSecond: number): number => tokens / 8 / wordsPerSecond + 300;

/** Seconds as a clock shows them, `00:52:44`. */
export function clockOf(seconds: number): string {
  const whole = Math.floor(seconds);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}
