import { FtlintError } from '../../../core/error.ts';
import { nearest } from '../../../core/nearest.ts';
import type { Gpu } from '../../../plan/fit.ts';

/** Cards that fits are printed for where none is named: one of each usual size. */
const USUAL = ['t4', 'rtx-4090', 'l40s', 'a100-80gb', 'h200'];

const spelling = (name: string): string => name.toLowerCase().replace(/nvidia|amd|[^a-z0-9]/g, '');

/** The cards of these names, or the usual ones; `where`: what named them, for messages. */
export function findGpus(asked: readonly string[], known: readonly Gpu[], where = '--gpu'): readonly Gpu[] {
  if (asked.length === 0) return known.filter(({ id }) => USUAL.includes(id));
  const names = new Map(
    known.flatMap((gpu) => [gpu.id, gpu.title, ...gpu.names].map((own) => [spelling(own), gpu] as const)),
  );
  return asked.map((name) => {
    const found = names.get(spelling(name));
    if (found !== undefined) return found;
    const near = nearest(spelling(name), names.keys());
    throw new FtlintError(
      'unknown-gpu',
      `${where} ${name}: no card of that name is known`,
      near === undefined ? `known: ${known.map(({ id }) => id).join(', ')}` : `did you mean ${names.get(near)!.id}?`,
    );
  });
}
