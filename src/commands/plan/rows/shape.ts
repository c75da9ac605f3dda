import type { DatasetReport } from '../../../core/report.ts';
import type { Learns } from '../../../plan/plan-report.ts';
import type { AtPlace, Training } from './training.ts';

/** What each kind of sample teaches where that is no token. */
const BY_KIND: Readonly<Record<string, Learns>> = {
  'labelled-text': 'labels',
  tuple: 'texts',
  prompt: 'samples',
  preference: 'pairs',
};

/** What the loss sees of the rows at their place. */
export function learnsOf({ at, counted }: Training): Learns {
  if (at === undefined) return 'all';
  const { asked, shape } = at;
  const kinds = new Set(shape === undefined ? asked.target.shapes.map(({ kind }) => kind) : [shape.kind]);
  const [kind] = kinds;
  return (kinds.size === 1 ? BY_KIND[kind] : undefined) ?? counted.learns ?? 'some';
}

/** Column of labels that the place does not read; undefined where it reads them or there are none. */
export function unreadLabel({ shape }: AtPlace, { format }: DatasetReport): string | undefined {
  const column = format.fields['label'];
  if (column === undefined || shape === undefined) return undefined;
  return Object.values(shape.fields).some(({ keys }) => keys.includes(column)) ? undefined : column;
}
