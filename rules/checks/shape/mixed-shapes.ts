import { defineFoldRule, plainCodec, type ReadingCount } from '../../../src/rule.ts';

/** One format under two sets of names: then the names are the difference. */
function nameOf(share: ReadingCount, other: ReadingCount): string {
  return share.format === other.format ? `${share.format} (${share.reading})` : share.format;
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
    const [main, ...others] = context.shapes.readings;
    if (main === undefined || others.length === 0) return;
    const about = (other: ReadingCount) => ({
      main: nameOf(main, other),
      mainCount: main.count,
      other: nameOf(other, main),
      otherCount: other.count,
    });
    context.report({
      message: 'found',
      data: about(others[0]),
      count: others.reduce((sum, other) => sum + other.count, 0),
      places: others.map((other) => ({ ref: other.first, data: about(other) })),
    });
  },
});
