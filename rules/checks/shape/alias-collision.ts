import { aliasesOf, type ShapeCount, defineSampleRule } from '../../../src/rule.ts';

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
  look: (record) => [...aliasesOf(record)].map(([field, keys]) => `${field}: ${keys.toSorted().join(', ')}`),
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
