import type { Architecture } from './architecture.ts';
import type { Method, Settings } from './plan-types.ts';

/** One training run: what is trained, how, and how it is set up. */
export interface Run {
  readonly model: Architecture;
  readonly method: Method;
  readonly settings: Settings;
}
