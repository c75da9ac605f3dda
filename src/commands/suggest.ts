import { nearest } from '../core/nearest.ts';

/** `did you mean "x"?` or the list of what is known, as a hint. */
export function suggestion(word: string, known: readonly string[], listed: string): string {
  const near = nearest(word, known);
  if (near !== undefined) return `did you mean ${near}?`;
  return known.length > 0 && known.length <= 16 ? `${listed}: ${known.join(', ')}` : `${listed}`;
}
