import { FtlintError } from '../../../core/error.ts';
import type { ModelData } from '../rule-data.ts';

const SIZE = /^(\d+(?:\.\d+)?)b$/i;

/** Whether a word says how large a model is, and no more: `8B`, `0.5b`. */
export const isSize = (word: string): boolean => SIZE.test(word);

/** The size that a model has in its name: `8b` of llama-3.1-8b; undefined where it has none. */
const sizeOf = ({ id }: ModelData): string | undefined => /(?<=-)\d+(?:\.\d+)?b(?=-|$)/.exec(id)?.[0];

/** The sizes that a model is called by: of its name, else its billions of parameters, down and up. */
function sizesOf(model: ModelData): readonly string[] {
  const own = sizeOf(model);
  if (own !== undefined) return [own];
  const billions = model.parameters.value / 1e9;
  return [`${Math.floor(billions)}b`, `${Math.round(billions)}b`];
}

/** The only model of a size; throws FtlintError where there is none or more than one. A model without a size in its name has that of its parameters. */
export function modelOfSize(size: string, all: readonly ModelData[]): ModelData {
  const wanted = size.toLowerCase();
  const found = all.filter((one) => sizesOf(one).includes(wanted));
  const [only] = found;
  if (found.length === 1) return only;
  if (found.length > 1)
    throw new FtlintError(
      'several-models',
      `--model ${size}: ${found.length} known models have that size`,
      `name one: ${found.map(({ id }) => id).join(', ')}`,
    );
  const sizes = new Set(all.flatMap((one) => sizesOf(one).map((own) => own.toUpperCase())));
  const sorted = [...sizes].sort((a, b) => Number.parseFloat(a) - Number.parseFloat(b));
  throw new FtlintError(
    'unknown-model',
    `--model ${size}: no known model has that size`,
    `known sizes: ${sorted.join(', ')}; or give the path of its config.json`,
  );
}
