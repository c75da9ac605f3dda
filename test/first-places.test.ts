import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { labelMixedTypes } from '../rules/checks/label/label-mixed-types.ts';
import { positiveEqualsAnchor } from '../rules/checks/pair/positive-equals-anchor.ts';
import { promptEdgeWhitespace } from '../rules/checks/pair/prompt-edge-whitespace.ts';
import { scoreRange } from '../rules/checks/pair/score-range.ts';
import { iob2Illegal } from '../rules/checks/tokens/iob2-illegal.ts';
import { segmentsNoEos } from '../rules/checks/tokens/segments-no-eos.ts';
import type { FinishContext, FoldRule, Ref } from '../src/rule.ts';
import { View } from '../src/core/view.ts';
import { createScanner } from '../src/kernel/scanner.ts';
import './seed.ts';

const encoder = new TextEncoder();
const side = { blank: false };

/** A record as JSON that a rule reports, one that it does not, and how the sample is read from its members. */
const CASES: Readonly<Record<string, readonly [FoldRule<unknown>, bad: object, good: object, sample: object]>> = {
  'score-range': [
    scoreRange as FoldRule<unknown>,
    { score: 4 },
    { score: 0.5 },
    { kind: 'tuple', scoreEntry: 'score' },
  ],
  'iob2-illegal': [
    iob2Illegal as FoldRule<unknown>,
    { tags: ['B-X', 'O', 'B-X', 'O', 'I-X'] },
    { tags: ['B-X', 'I-X'] },
    { kind: 'tagged', tagsEntry: 'tags' },
  ],
  'segments-no-eos': [
    segmentsNoEos as FoldRule<unknown>,
    { segments: [{ label: true, text: 'end' }] },
    { segments: [{ label: true, text: 'end</s>' }] },
    { kind: 'segments', segmentsEntry: 'segments', output: side },
  ],
  'label-mixed-types': [
    labelMixedTypes as FoldRule<unknown>,
    { label: 1 },
    { label: 'a' },
    { kind: 'labelled-text', labelEntry: 'label' },
  ],
  'positive-equals-anchor': [
    positiveEqualsAnchor as FoldRule<unknown>,
    { anchor: 'a', positive: 'a' },
    { anchor: 'a', positive: 'b' },
    { kind: 'tuple', anchorEntry: 'anchor', positiveEntry: 'positive', scoreEntry: -1 },
  ],
  'prompt-edge-whitespace': [
    promptEdgeWhitespace as FoldRule<unknown>,
    { prompt: 'a ', completion: 'b' },
    { prompt: 'a', completion: 'b' },
    { kind: 'pair', inputEntry: 'prompt', outputEntry: 'completion', contextEntry: -1 },
  ],
};

function viewOf(record: object, sample: object): View {
  const scanner = createScanner({ triggers: [], maxDepth: 9 });
  const bytes = encoder.encode(JSON.stringify(record));
  scanner.begin(bytes);
  scanner.json(0, bytes.length, { offset: 0, length: bytes.length, line: 0 });
  const view = new View();
  view.moveTo(scanner.finish(), 0);
  const entryOf = ([name, key]: [string, unknown]): [string, unknown] =>
    name.endsWith('Entry') && typeof key === 'string' ? [name, view.child(view.root, key)] : [name, key];
  view.sample = Object.fromEntries(Object.entries(sample).map(entryOf)) as unknown as View['sample'];
  view.format = 'prompt-completion';
  return view;
}

function placesOf(rule: FoldRule<unknown>, state: unknown): readonly Ref[] {
  const places: Ref[] = [];
  const report: FinishContext['report'] = (found) => places.push(...(found.places ?? []).map(({ ref }) => ref));
  rule.finish(state, { report, shapes: { readings: [], shapes: [] } } as unknown as FinishContext);
  return places;
}

/** Eight segments of six records, of which two or three are bad, in an order in which threads may read them. */
const orders = fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7], { minLength: 8 });

test.each(Object.entries(CASES))('%s names the first records, whoever reads which segment when', (_id, example) => {
  const [rule, bad, good, sample] = example;
  const views = [bad, good].map((record) => viewOf(record, sample));
  const feed = (state: unknown, segment: number): void => {
    for (let i = 0; i < 6; i++) {
      const view = views[i % 3 === segment % 2 ? 0 : 1];
      view.segment = segment;
      view.batch.records.offset[0] = i * 100;
      rule.add(state, view);
    }
  };
  const whole = rule.init();
  for (let segment = 0; segment < 8; segment++) feed(whole, segment);
  const expected = placesOf(rule, whole);
  expect(expected).toHaveLength(5);
  fc.assert(
    fc.property(orders, fc.integer({ min: 1, max: 4 }), (order, threads) => {
      const states = Array.from({ length: threads }, () => rule.init());
      order.forEach((segment, i) => feed(states[i % threads], segment));
      expect(
        placesOf(
          rule,
          states.reduceRight((a, b) => rule.merge(a, b)),
        ),
      ).toEqual(expected);
    }),
    { numRuns: 40 },
  );
});
