import type { TargetTokens } from '../../core/report.ts';
import { TARGET_ROLES } from '../../core/target-types.ts';
import { type Lengths, summary } from '../../stats/lengths.ts';
import type { TokenState } from '../../targets/target-state.ts';
import type { TokenCounter } from '../../tokens/counter.ts';

/** Lengths in tokens for the report; undefined where nothing was counted. `limit`: tokens to which a trainer pads or packs; null: not known. */
export function tokensReport(state: TokenState, counter: TokenCounter, limit: number | null): TargetTokens | undefined {
  const { records, read, total, trained, byRole } = state;
  if (records.count === 0) return undefined;
  const named = byRole.map((count, role) => [role === 0 ? 'other' : TARGET_ROLES[role], Math.round(count)] as const);
  return {
    tokenizer: counter.id,
    exact: counter.exact,
    error: counter.error,
    records: summary(records),
    read: { count: read.count, lengths: summary(read) },
    total: Math.round(total),
    trained: Math.round(trained),
    byRole: Object.fromEntries(named.filter(([, count]) => count > 0)),
    ...(limit !== null && { padding: { length: limit, ...paddingOf(read, limit) } }),
  };
}

/** Share of a batch that is padding when every record that is read is padded to `length`, and when records are packed into pieces of it. */
function paddingOf({ sum, count }: Lengths, length: number): { readonly alone: number; readonly packed: number } {
  const pieces = Math.ceil(sum / length);
  const share = (rows: number): number =>
    rows === 0 ? 0 : Math.round(Math.max(0, 1 - sum / (rows * length)) * 1000) / 1000;
  return { alone: share(count), packed: share(pieces) };
}
