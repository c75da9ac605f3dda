import fc from 'fast-check';
import { describe, expect, test } from '@jest/globals';
import { rules } from '../rules/index.ts';
import { check } from '../src/api.ts';
import { censusCodec, createCensus, mergeCensus } from '../src/core/census.ts';
import { hashText } from '../src/core/hash.ts';
import type { Group_ } from '../src/core/rule-types.ts';
import { foldsOf, Scan, type ScanState } from '../src/core/scan.ts';
import { triggersOf } from '../src/core/triggers.ts';
import { createTally, mergeTally, tallyCodec } from '../src/core/tally.ts';
import { Mapper } from '../src/formats/mapper.ts';
import { createScanner } from '../src/kernel/scanner.ts';
import { defineGroupRule, plainCodec } from '../src/rule.ts';
import { loadData } from '../src/run/data.ts';
import { entries } from '../src/stats/bottom-k.ts';
import { record } from './drawn-records.ts';

const folds = foldsOf(rules);
const triggers = triggersOf(rules);

/** What a shard that saw these records holds. */
function scanned(records: readonly unknown[], from = 0): ScanState {
  const scanner = createScanner({ triggers, maxDepth: 64 });
  const scan = new Scan({ rules, task: undefined, keep: 5 }, new Mapper(loadData().formats, undefined));
  const bytes = new TextEncoder().encode(records.map((record) => `${JSON.stringify(record)}\n`).join(''));
  scanner.begin(bytes);
  let start = 0;
  records.forEach((_, line) => {
    const end = bytes.indexOf(10, start);
    scanner.json(start, end, { offset: from + start, length: end + 1 - start, line: from + line });
    start = end + 1;
  });
  scan.add(scanner.finish(), 0, 0, 'train');
  return scan.finish();
}

/** A state without what does not count: capped tables by their entries, maps by their pairs, in order. */
function plain(state: unknown): unknown {
  if (state instanceof Map)
    return [...state].map(([k, v]) => [k, plain(v)]).sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
  if (Array.isArray(state) || ArrayBuffer.isView(state)) return Array.from(state as ArrayLike<unknown>, plain);
  if (state === null || typeof state !== 'object') return state;
  if ('threshold' in state && 'values' in state) return entries(state as never).map(([k, v]) => [k, plain(v)]);
  return Object.fromEntries(Object.entries(state).map(([k, v]) => [k, plain(v)]));
}

const shard = fc.array(record, { maxLength: 12 });

describe('laws of states', () => {
  test('merging is associative, the empty state changes nothing, and codecs give back what they took', () => {
    fc.assert(
      fc.property(shard, shard, shard, (x, y, z) => {
        const [a, b, c] = [scanned(x), scanned(y, 1e6), scanned(z, 2e6)].map((state) => state.splits.get('train'));
        if (a === undefined || b === undefined || c === undefined) return;
        const law = <S>(
          of: (s: NonNullable<typeof a>) => S,
          init: () => S,
          merge: (p: S, q: S) => S,
          codec: { encode(s: S): Uint8Array; decode(bytes: Uint8Array): S },
        ) => {
          expect(plain(merge(merge(of(a), of(b)), of(c)))).toEqual(plain(merge(of(a), merge(of(b), of(c)))));
          expect(plain(merge(init(), of(a)))).toEqual(plain(of(a)));
          expect(plain(merge(of(a), init()))).toEqual(plain(of(a)));
          expect(plain(codec.decode(codec.encode(of(a))))).toEqual(plain(of(a)));
        };
        law((s) => s.tally, createTally, mergeTally, tallyCodec);
        law((s) => s.census, createCensus, mergeCensus, censusCodec);
        folds.forEach((rule, i) => law<unknown>((s) => s.folds[i], rule.init, rule.merge, rule.codec));
      }),
      { numRuns: 150, seed: 20261122 },
    );
  });

  test('every rule declares what the engine needs of it', () => {
    for (const rule of rules) {
      if (rule.type === 'record') continue;
      expect(rule.codec.version).toBeGreaterThan(0);
      expect(plain(rule.codec.decode(rule.codec.encode(rule.init())))).toEqual(plain(rule.init()));
    }
    expect(triggers.length).toBeLessThanOrEqual(64);
  });
});

/** Counts records that share their first or their last word: two keys a record, in a table of its own. */
const sharedWords = defineGroupRule<{ groups: number; largest: number }>({
  meta: {
    id: 'shared-words',
    table: 'words',
    group: 'learn',
    since: '0.1.0',
    severity: 'info',
    stage: 'sample',
    title: { one: 'one word is shared', other: '{count} words are shared' },
    messages: { found: 'the largest group has {largest} records' },
    evidence: { class: 'convention', source: 'a test', read: '2026-11-22' },
    memory: 'records',
    fix: 'none',
  },
  keys(seen, emit) {
    if (seen.sample?.kind !== 'labelled-text') return;
    const words = seen.text(seen.sample.textEntry).split(' ');
    for (const [i, word] of [words[0], words[words.length - 1]].entries())
      emit(hashText(`${i} ${word}`), hashText(word));
  },
  init: () => ({ groups: 0, largest: 0 }),
  close(state, group: Group_) {
    state.groups++;
    state.largest = Math.max(state.largest, group.size);
  },
  merge: (a, b) => ({ groups: a.groups + b.groups, largest: Math.max(a.largest, b.largest) }),
  finish: (state, { report }) => report({ message: 'found', count: state.groups, data: { largest: state.largest } }),
  codec: plainCodec(1),
});

test('a rule of the caller brings a table of its own, with several keys a record, and shards change nothing', async () => {
  const records = Array.from({ length: 60 }, (_, i) => ({
    text: `w${i % 7} about thing ${i % 4}`,
    label: i % 2 ? 'x' : 'y',
  }));
  const run = (shards: number) => check({ records }, { task: 'classification', extend: [sharedWords], shards });
  const one = await run(1);
  const finding = one.datasets[0].findings.find((f) => f.rule === 'shared-words');
  // 7 first words and 4 last ones; 60 records over 4 last words.
  expect(finding).toMatchObject({ count: 11, message: 'the largest group has 15 records', severity: 'info' });
  expect(await run(3)).toEqual(one);
  await expect(check({ records }, { extend: [sharedWords, sharedWords] })).rejects.toMatchObject({
    code: 'rule-taken',
  });
});
