import { aliasesOf, defineSampleRule, type Sampled, type ShapeCensus, unreadTexts } from '../../../src/rule.ts';

/** Keys quoted in the message. */
const QUOTED = 5;

/** Top-level keys of the main format with the number of its records that have them. */
function keyCounts(census: ShapeCensus, format: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const shape of census.shapes) {
    if (shape.format !== format) continue;
    const top = shape.paths.filter(([path]) => path !== '/*' && path.lastIndexOf('/') === 0).map(([path]) => path);
    for (const path of new Set(top)) {
      const key = path.slice(1).replaceAll('~1', '/').replaceAll('~0', '~');
      counts.set(key, (counts.get(key) ?? 0) + shape.count);
    }
  }
  return counts;
}

/** The keys of a reading, which names its parts as `prompt, completion` or `messages, schemaVersion: content, role`. */
function namesOf(reading: string): string {
  const turn = reading.lastIndexOf(': ');
  return `, ${reading},${turn < 0 ? '' : ` ${reading.slice(0, turn)},`}`;
}

/** Whether the format reads `key`. */
function isRead(key: string, { readings, optional }: ShapeCensus, format: string): boolean {
  if (optional.has(key)) return true;
  return readings.some((r) => r.format === format && namesOf(r.reading).includes(`, ${key},`));
}

/** Keys of most records that text-in-unread-keys or alias-collision names: one column is one finding. */
function namedElsewhere(sample: readonly Sampled<readonly string[]>[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const { seen } of sample) for (const key of seen) counts.set(key, (counts.get(key) ?? 0) + 1);
  return new Set([...counts].filter(([, count]) => count * 2 > sample.length).map(([key]) => key));
}

/** Reports top-level keys of most records that their format neither reads nor knows. */
export const extraKeys = defineSampleRule<readonly string[]>({
  meta: {
    id: 'extra-keys',
    group: 'shape',
    since: '0.1.0',
    severity: 'info',
    stage: 'shape',
    title: {
      one: '1 record has keys that its format does not know: strict trainers refuse them',
      other: '{count} records have keys that their format does not know: strict trainers refuse them',
    },
    messages: {
      found:
        'no part of {format} (read here: {reading}): {keys}; expected the keys that are trained on; drop the others, or name the column that you meant (llm-foundry says: UnknownExampleTypeError; sentence-transformers takes every column for a text)',
    },
    evidence: {
      class: 'vendor',
      source: 'mosaicml/llm-foundry tasks.py; sentence-transformers training overview',
      read: '2026-11-22',
    },
    memory: 'constant',
    fix: 'none',
  },
  look: (record) => [...unreadTexts(record), ...[...aliasesOf(record).values()].flat()],
  // The engine's census of shapes counts the keys; the sample only says which of them other rules are about.
  judge(sample, _whole, { shapes, report }) {
    const main = shapes.readings[0];
    if (main === undefined) return;
    const { format, reading } = main;
    const total = shapes.readings.reduce((sum, r) => sum + (r.format === format ? r.count : 0), 0);
    const named = namedElsewhere(sample);
    // A key of the minority is what inconsistent-keys is about.
    const extra = [...keyCounts(shapes, format)]
      .filter(([key, count]) => count * 2 > total && !isRead(key, shapes, format) && !named.has(key))
      .toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
    if (extra.length === 0) return;
    const quoted = extra
      .slice(0, QUOTED)
      .map(([key, count]) => `"${key}" (${count})`)
      .join(', ');
    const keys = extra.length > QUOTED ? `${quoted} and ${extra.length - QUOTED} more` : quoted;
    report({ message: 'found', data: { keys, format, reading }, count: extra[0][1] });
  },
});
