import type { TokenCounter } from './counter.ts';
import { ENCODINGS } from './encodings.ts';
import { createEstimate } from './estimate.ts';
import type { TokenizerSpec } from './spec.ts';

export { tokenizerSpec, type TokenizerSpec } from './spec.ts';

/** Makes the counter that a specification names, and loads its tokens; undefined: the estimate, which loads nothing. */
export async function openTokenizer(spec: TokenizerSpec | undefined): Promise<TokenCounter> {
  if (spec === undefined) return createEstimate();
  if ('text' in spec) {
    const { createFileCounter } = await import('./tokenizer-json.ts');
    return createFileCounter(spec.path, spec.text);
  }
  const [{ createExactCounter }, encoding] = await Promise.all([import('./exact.ts'), ENCODINGS[spec.name]()]);
  return createExactCounter(spec.name, encoding);
}
