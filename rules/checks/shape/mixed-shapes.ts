import { type FinishContext, type ShapeCount, compareRefs, defineFoldRule, plainCodec } from '../../../src/rule.ts';

interface Share {
  readonly format: string;
  readonly count: number;
  readonly shapes: readonly ShapeCount[];
}

/** Records by format, most frequent first; ties by name, so that every shard order gives one answer. */
function shares({ shapes }: FinishContext): readonly Share[] {
  const byFormat = new Map<string, ShapeCount[]>();
  for (const shape of shapes.shapes) {
    if (shape.format !== null) byFormat.set(shape.format, [...(byFormat.get(shape.format) ?? []), shape]);
  }
  return [...byFormat]
    .map(([format, list]) => ({ format, shapes: list, count: list.reduce((sum, shape) => sum + shape.count, 0) }))
    .toSorted((a, b) => b.count - a.count || (a.format < b.format ? -1 : 1));
}

/** Reports a split whose records show more than one format; names the first record of each minority. */
export const mixedShapes = defineFoldRule<null>({
  meta: {
    id: 'mixed-shapes',
    group: 'shape',
    since: '0.1.0',
    severity: 'error',
    stage: 'shape',
    title: {
      one: '1 record is in another format than the rest: the first row decides for the trainer',
      other: '{count} records are in another format than the rest: the first row decides for the trainer',
    },
    messages: {
      found:
        '{main} ({mainCount}) is mixed with {other} ({otherCount}); expected one format in a split; convert the smaller part or move it to a file of its own (trainers say: All samples in the dataset must have the same dataset format)',
    },
    evidence: {
      class: 'vendor',
      source: 'together-python files check; TRL data_utils.py; mlx_lm/tuner/datasets.py',
      read: '2026-11-22',
    },
    memory: 'constant',
    fix: 'none',
  },
  codec: plainCodec(1),
  // The engine's census of shapes is all that it needs.
  init: () => null,
  add: () => undefined,
  merge: () => null,
  finish(_state, context) {
    const [main, ...others] = shares(context);
    if (main === undefined || others.length === 0) return;
    const about = (other: Share) => ({
      main: main.format,
      mainCount: main.count,
      other: other.format,
      otherCount: other.count,
    });
    context.report({
      message: 'found',
      data: about(others[0]),
      count: others.reduce((sum, other) => sum + other.count, 0),
      places: others.map((other) => ({
        ref: other.shapes.map((shape) => shape.first).reduce((a, b) => (compareRefs(a, b) <= 0 ? a : b)),
        data: about(other),
      })),
    });
  },
});
