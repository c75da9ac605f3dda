import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { SourceBook } from '../src/advise/source-types.ts';
import type { Answers, Tree } from '../src/advise/tree-types.ts';
import { reachable, walk } from '../src/advise/walk.ts';

const read = <T>(path: string): T =>
  JSON.parse(readFileSync(new URL(`../rules/${path}`, import.meta.url), 'utf8')) as T;
const tree = read<Tree>('advise/tree.json');
const book = read<SourceBook>('advise/sources.json');
const ajv = new Ajv2020({ allErrors: true });
const valid = (schema: string) => ajv.compile(read<object>(`schema/${schema}.schema.json`));
const [isTree, isBook] = [valid('advise-tree'), valid('advise-sources')];

/** Every way through the tree: the answers, and the leaf. */
function* paths(answers: Answers = {}): Generator<readonly [Answers, string | undefined]> {
  const { open, leaf } = walk(tree, answers);
  if (open === undefined) yield [answers, leaf?.id];
  for (const { id } of open?.choices ?? []) yield* paths({ ...answers, [open!.id]: { choice: id, by: 'person' } });
}

describe('the tree', () => {
  test('fits its schema; without a source it does not', () => {
    isTree(tree);
    expect(isTree.errors ?? []).toEqual([]);
    const [first, ...rest] = tree.questions;
    for (const evidence of [[], [{ class: 'guide', source: 'somebody, somewhere' }], undefined])
      expect(isTree({ ...tree, questions: [{ ...first, evidence }, ...rest] })).toBe(false);
  });

  test('every path ends in a leaf, and every leaf ends a path', () => {
    const all = [...paths()];
    expect(all.filter(([, leaf]) => leaf === undefined)).toEqual([]);
    expect(new Set(all.map(([, leaf]) => leaf))).toEqual(new Set(tree.leaves.map(({ id }) => id)));
  });

  test('no question and no name is out of reach', () => {
    const { questions, leaves } = reachable(tree, tree.start);
    expect([questions.length, leaves.length]).toEqual([tree.questions.length, tree.leaves.length]);
    const ids = [...tree.questions, ...tree.leaves].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  // The tree of "Day 18: Fine-Tuning Concepts and Strategies", with what is asked besides answered so that it says nothing.
  const beside = ['facts-change=no', 'eval-set=yes', 'enough-data=yes'];
  test.each([
    ['good-enough=yes', 'optimise-prompt'],
    ['good-enough=no retrieval-helps=yes', 'build-retrieval'],
    ['good-enough=no retrieval-helps=no domain-knowledge=terms', 'fine-tune'],
    ['good-enough=no retrieval-helps=no domain-knowledge=no change-format=yes', 'sft'],
    ['good-enough=no retrieval-helps=no domain-knowledge=no change-format=no', 'larger-model'],
  ])('the guide: %s leads to %s', (said, leaf) => {
    const answers = [...said.split(' '), ...beside].map((one) => one.split('='));
    const found = walk(tree, Object.fromEntries(answers.map(([id, choice]) => [id, { choice, by: 'person' }])));
    expect(found.leaf).toMatchObject({ id: leaf, fromGuide: true });
  });
});

describe('sources', () => {
  test('fit their schema', () => {
    isBook(book);
    expect(isBook.errors ?? []).toEqual([]);
    expect(book.evidence).toMatchObject({ class: 'guide', least: 3 });
  });

  test.each(book.domains.map((domain) => [domain.id, domain] as const))(
    '%s: five or more, one of its own',
    (_id, { sources }) => {
      expect(sources.filter(({ kind }) => kind === 'public').length).toBeGreaterThanOrEqual(5);
      expect(sources.some(({ kind }) => kind === 'collect')).toBe(true);
      expect(new Set(sources.map(({ id }) => id)).size).toBe(sources.length);
    },
  );

  test('a public one has its licence read, or says that it is not settled', () => {
    const unread = book.domains.flatMap((d) => d.sources).filter((s) => s.kind === 'public' && s.licenceRead === null);
    for (const { licence } of unread) expect(licence).toMatch(/^not settled:/);
  });

  test('one that stands in two domains is the same in both', () => {
    const all = book.domains.flatMap((d) => d.sources);
    for (const { id } of all)
      expect(new Set(all.filter((s) => s.id === id).map((s) => JSON.stringify(s))).size).toBe(1);
  });
});
