import type { RecordView } from './record.ts';

/** Names under which ms-swift takes a column for the answer, and for the question (preprocessor/core.py). */
const ALIASES = {
  answer: [
    'response',
    'answer',
    'output',
    'targets',
    'target',
    'answer_key',
    'answers',
    'solution',
    'text',
    'completion',
    'content',
  ],
  question: ['query', 'prompt', 'input', 'instruction', 'question', 'problem'],
} as const;
const FIELD_OF = new Map<string, keyof typeof ALIASES>(
  (['answer', 'question'] as const).flatMap((field) => ALIASES[field].map((key) => [key, field] as const)),
);
/** Columns of an Alpaca record that hold all of it once more; every trainer of Alpaca records takes `output`. */
const RENDERED = new Set(['text', 'content']);
/** Filled members of a pair that name the same field, by the field: rules about other columns leave these alone. */
export function aliasesOf(record: RecordView): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  const { root, sample } = record;
  if (sample?.kind !== 'pair') return found;
  const alpaca = record.child(root, 'instruction') >= 0 && record.child(root, 'input') >= 0;
  for (let e = record.first(root); e >= 0; e = record.sibling(e, root)) {
    const key = record.key(e) ?? '';
    const field = FIELD_OF.get(key);
    if (field === undefined || !record.filled(e) || e === sample.contextEntry) continue;
    // A column that plays another part is none of two answers: Spider's `query` is the answer to its `question`.
    if (e === (field === 'answer' ? sample.inputEntry : sample.outputEntry)) continue;
    if (alpaca && (field === 'question' || RENDERED.has(key))) continue;
    found.set(field, [...(found.get(field) ?? []), key]);
  }
  for (const [field, keys] of found) if (keys.length < 2) found.delete(field);
  return found;
}
