import { FtlintError } from '../core/error.ts';
import { nearest } from '../core/nearest.ts';
import type { Architecture, Linear } from './architecture.ts';

/** Modules that adapters can sit on, by the names of the model itself. */
export const moduleNames = ({ linears }: Architecture): readonly string[] => [
  ...new Set(linears.map(({ module }) => module)),
];

/** The matrices that `targets` name; `all-linear` is every one inside the blocks, never the head. */
function targeted(model: Architecture, targets: readonly string[]): readonly Linear[] {
  if (targets.includes('all-linear')) return model.linears;
  const known = moduleNames(model);
  for (const name of targets) {
    if (known.includes(name)) continue;
    const near = nearest(name, known);
    throw new FtlintError(
      'unknown-module',
      `--target-modules ${name}: the model has no such module`,
      near === undefined ? `it has ${known.join(', ')}; all-linear means all of them` : `did you mean ${near}?`,
    );
  }
  return model.linears.filter(({ module }) => targets.includes(module));
}

/** Trainable parameters of LoRA: two thin matrices beside each targeted one, rank × (inputs + outputs). Exact. */
export function loraParameters(model: Architecture, rank: number, targets: readonly string[]): number {
  return targeted(model, targets).reduce((sum, one) => sum + rank * (one.inputs + one.outputs) * one.count, 0);
}

/** The smallest side of a targeted matrix: a rank above it has nothing left to save. */
export function largestRank(model: Architecture, targets: readonly string[]): number {
  return Math.min(...targeted(model, targets).map(({ inputs, outputs }) => Math.min(inputs, outputs)));
}

/** Trainable parameters of prompt tuning: one embedding for each virtual token. Exact. */
export const promptParameters = (model: Architecture, tokens: number): number => tokens * model.hidden;
