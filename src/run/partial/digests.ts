import { createHash } from 'node:crypto';
import { scanCodecVersions } from '../../core/scan-codec.ts';
import { version } from '../../version.ts';
import { type Asked, limitOf } from '../asked.ts';
import type { Pass } from '../plan-pass.ts';
import type { Stamp } from './stamps.ts';

/** What must agree before partial results are put together. */
export interface Digests {
  readonly tool: string;
  readonly rules: string;
  readonly inputs: string;
  readonly plan: string;
}

/** 128 bits of SHA-256, in hexadecimal. */
function digest(of: unknown): string {
  return createHash('sha256').update(JSON.stringify(of, plain)).digest('hex').slice(0, 32);
}

/** Sets and infinities, which JSON has no words for. */
function plain(_key: string, value: unknown): unknown {
  if (value instanceof Set) return [...value].sort();
  return value === Infinity ? 'Infinity' : value;
}

/** Digests of a pass. Neighbours that lie beside the inputs are left out: they decide a hint, and come and go. */
export function digestsOf(
  pass: Pass,
  stamps: readonly Stamp[],
  { rules, options, given, destinations }: Asked,
): Digests {
  const metas = rules.map(({ type, meta }) => ({ type, ...meta }));
  const { columns = {} } = options;
  const datasets = pass.datasets.map(({ plan: { beside: _beside, ...plan } }) => plan);
  return {
    tool: version,
    rules: digest([
      scanCodecVersions(rules),
      metas,
      given?.id ?? null,
      columns,
      limitOf(options),
      destinations?.spec ?? null,
    ]),
    inputs: digest(stamps),
    plan: digest([datasets, pass.skipped, pass.failures, given?.id ?? null]),
  };
}
