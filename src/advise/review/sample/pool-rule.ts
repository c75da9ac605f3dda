import type { FoldRule, RuleMeta } from '../../../core/rule-types.ts';
import type { SplitName } from '../../../core/tape.ts';
import { addTo, createPool, mergePools, poolCodec, type ReviewPool } from './pool.ts';

/** What the rules of a review share. Neither grows with the file: both keep a multiple of the records that are asked for. */
export const REVIEW_META: RuleMeta = {
  id: 'review-pool',
  group: 'learn',
  since: '0.1.0',
  severity: 'info',
  stage: 'sample',
  title: { one: '1 record to read', other: '{count} records to read' },
  messages: { picked: 'a record to read' },
  evidence: {
    class: 'guide',
    source: 'Day 18: Fine-Tuning Concepts and Strategies: review by hand',
    read: '2026-11-22',
  },
  memory: 'constant',
  fix: 'none',
};

/**
 * Keeps a pool from which `size` records are drawn: the same one however the file is read. `told` gets that of each split when all was
 * read, training first: a pool is no finding, and which of it is read depends on the findings.
 */
export function poolRule(size: number, told: (split: SplitName, pool: ReviewPool) => void): FoldRule<ReviewPool> {
  return {
    type: 'fold',
    every: true,
    meta: REVIEW_META,
    init: () => createPool(size),
    add: addTo,
    merge: mergePools,
    finish: (pool, { split }) => told(split, pool),
    codec: poolCodec,
  };
}
