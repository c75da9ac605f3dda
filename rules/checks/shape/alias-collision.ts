import { type RecordView, type ShapeCount, defineSampleRule } from '../../../src/rule.ts';

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
/** Share of the records from which the two columns are a property of the set; our convention. */
const SHARE = 0.05;

/** Reports two columns with values that are names of one field. */
export const aliasCollision = defineSampleRule<readonly string[]>({
  meta: {
    id: 'alias-collision',
    group: 'shape',
    since: '0.1.0',
    severity: 'warn',
    stage: 'shape',
    kinds: ['pair'],
    title: {
      one: '1 record has two columns for one field: which one is trained on depends on the trainer',
      other: '{count} records have two columns for one field: which one is trained on depends on the trainer',
    },
    messages: {
      found:
        '{keys} are all names of the {field}, and hold values in the same records; expected one; keep the column that is to be trained on and rename the other (of two such names ms-swift takes neither unless one is its own, response or query, and drops the records)',
    },
    evidence: {
      class: 'vendor',
      source: 'modelscope/ms-swift preprocessor/core.py (safe_rename_columns)',
      read: '2026-11-22',
    },
    memory: 'constant',
    fix: 'none',
  },
  look: (record) => [...collisions(record)].map(([field, keys]) => `${field}: ${keys.toSorted().join(', ')}`),
  judge(sample, _whole, { shapes, report }) {
    const counts = new Map<string, number>();
    for (const { seen } of sample) for (const names of seen) counts.set(names, (counts.get(names) ?? 0) + 1);
    const often = [...counts].filter(([, count]) => count >= sample.length * SHARE);
    for (const [names] of often.toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))) {
      const [field, list] = names.split(': ');
      const keys = list.split(', ');
      const having = shapes.shapes.filter((shape) => keys.every((key) => holds(shape, key)));
      const count = having.reduce((sum, shape) => sum + shape.count, 0);
      const quoted = keys.map((key) => `"${key}"`).join(' and ');
      if (count > 0) report({ message: 'found', data: { keys: quoted, field }, count });
    }
  },
});

const holds = (shape: ShapeCount, key: string): boolean =>
  shape.paths.some(([path, type]) => path === `/${key}` && type !== 'null');

/** Filled members of the record that name the same field, by the field. */
function collisions(record: RecordView): ReadonlyMap<string, readonly string[]> {
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
