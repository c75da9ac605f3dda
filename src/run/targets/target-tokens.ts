import type { TargetTokens } from '../../core/report.ts';
import { TARGET_ROLES } from '../../core/target-types.ts';
import { type Lengths, summary } from '../../stats/lengths.ts';
import type { TokenState } from '../../targets/target-state.ts';
import type { TokenCounter } from '../../tokens/counter.ts';

/** Lengths in tokens for the report; undefined where nothing was counted. `limit`: tokens to which a trainer pads or packs; null: not known. */
export function tokensReport(state: TokenState, counter: TokenCounter, limit: number | null): TargetTokens | undefined {
  const { records, total, trained, lost, byRole } = state;
  if (records.count === 0) return undefined;
  const named = byRole.map((count, role) => [role === 0 ? 'other' : TARGET_ROLES[role], Math.round(count)] as const);
  return {
    tokenizer: counter.id,
    exact: counter.exact,
    error: counter.error,
    records: summary(records),
    total: Math.round(total),
    trained: Math.round(trained - lost),
    byRole: Object.fromEntries(named.filter(([, count]) => count > 0)),
    ...(limit !== null && { padding: { length: limit, ...paddingOf(records, limit) } }),
  };
}

/** Share of a batch that is padding when every record is padded to `length`, and when records are packed into pieces of it. */
function paddingOf(records: Lengths, length: number): { readonly alone: number; readonly packed: number } {
  const used = Math.min(records.sum, records.count * length);
  const pieces = Math.max(1, Math.ceil(used / length));
  const share = (filled: number): number => Math.round((1 - Math.min(1, filled)) * 1000) / 1000;
  return { alone: share(used / (records.count * length)), packed: share(used / (pieces * length)) };
}
