import type { TargetEntry } from './target-entry.ts';

/** Targets named first where several are equally near: the places that most people train at. Others follow by name. */
const FIRST = [
  'openai-sft',
  'trl-sft',
  'together',
  'llama-factory-sft',
  'axolotl',
  'unsloth',
  'openai-dpo',
  'trl-dpo',
  'trl-kto',
  'trl-grpo',
  'sentence-transformers-pair',
  'transformers-classification',
  'setfit',
];
const SHOWN = 3;

const placeOf = (id: string): number => (FIRST.indexOf(id) + FIRST.length + 1) % (FIRST.length + 1);

/** 2: a shape of the kind whose keys are all there; 1: of the kind under other keys; 0: none, or the target is over. */
function nearness(entry: TargetEntry, kind: string, columns: ReadonlySet<string>): number {
  if (entry.status === 'ended') return 0;
  const shapes = entry.shapes.filter((shape) => shape.kind === kind);
  const fits = shapes.some(
    ({ keys }) => keys.length > 0 && keys.every((spellings) => spellings.some((key) => columns.has(key.split('/')[0]))),
  );
  return fits ? 2 : Math.min(1, shapes.length);
}

/** Ids of the three targets whose shapes are nearest to records of a kind with these root keys; best first. */
export function nearTargets(
  entries: readonly TargetEntry[],
  kind: string | null | undefined,
  columns: Iterable<string>,
): readonly string[] {
  const names = new Set(columns);
  return entries
    .map(({ id }, i) => ({ id, near: kind == null ? 0 : nearness(entries[i], kind, names) }))
    .filter(({ near }) => near > 0)
    .sort((a, b) => b.near - a.near || placeOf(a.id) - placeOf(b.id) || (a.id < b.id ? -1 : 1))
    .slice(0, SHOWN)
    .map(({ id }) => id);
}
