import type { AskedTarget } from '../../targets/asked-types.ts';
import type { TemplateSpec } from '../../templates/spec.ts';
import type { TokenizerSpec } from '../../tokens/spec.ts';

/** Where the data will be trained: plain data, which a thread or a partial result can be handed. */
export interface DestinationSpec {
  readonly targets: readonly AskedTarget[];
  /** Absent: tokens are estimated. */
  readonly tokenizer?: TokenizerSpec;
  /** Absent: no chat template is held against conversations. */
  readonly template?: TemplateSpec;
}
