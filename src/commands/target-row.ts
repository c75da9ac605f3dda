import type { Target, TargetLimit } from '../core/target-types.ts';
import { lengthLimit, lifecycleWords, limitValue, POLICY } from './target-words.ts';

/** What a limit is about, where the number does not say it. */
const ABOUT: Partial<Record<TargetLimit['measure'], string>> = {
  bytes: 'file',
  'validation.rows': 'validation',
  'validation.bytes': 'validation file',
  'validation.share': 'validation',
  'total.rows': 'train and validation',
  'tokens.epochs': 'over all epochs',
  'rows.epochs': 'over all epochs',
  'class.smallest': 'a class',
};

/** What the columns of `ftlint targets` are called. */
export const TARGET_HEADS = ['target', 'lifecycle', 'minimum', 'over-long', 'limits'] as const;

/** A target as one line of the list: lifecycle, fewest rows, what happens to what is too long, other limits. */
export function targetCells(target: Target): readonly string[] {
  const { limits, length } = target;
  const isMinimum = ({ measure, when, level }: TargetLimit): boolean =>
    measure === 'rows' && when === 'below' && level === 'fail';
  const least = limits.filter(isMinimum).map((limit) => limitValue(target, limit));
  const others = limits
    .filter((limit) => !isMinimum(limit))
    .map((limit) => {
      const about = ABOUT[limit.measure];
      const value = `${limit.when === 'above' ? 'at most' : limit.level === 'warn' ? 'better' : 'at least'} ${limitValue(target, limit)}`;
      return about === undefined ? value : `${about} ${value}`;
    });
  const most = lengthLimit(target);
  const long =
    length.policy === 'none' && most === null ? '–' : `${POLICY[length.policy]}${most === null ? '' : `, ${most}`}`;
  return [
    target.id,
    lifecycleWords(target.lifecycle),
    least[0] ?? '–',
    long,
    others.length === 0 ? '–' : others.join(' · '),
  ];
}
