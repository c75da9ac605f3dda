import type { Target } from '../core/target-types.ts';

/** Values of a target's parameters, the defaults among them. */
export type AskedParameters = Readonly<Record<string, number | boolean | string | null>>;
/** Values that parameters must have. */
export type Conditions = Readonly<Record<string, number | boolean | string>>;

/** One target with its parameters set: what one `--for` asks. Plain data, which a thread or a partial result can be handed. */
export interface AskedTarget {
  readonly target: Target;
  /** Every parameter of the target: what was set, else its default. */
  readonly parameters: AskedParameters;
  /** As the report calls it: `trl-sft:max_length=2048`, with what was set and differs from the default; of a run file, `run.yml (trl-sft)`. */
  readonly label: string;
  /** Run file that parameters were read from. */
  readonly from?: string;
}
