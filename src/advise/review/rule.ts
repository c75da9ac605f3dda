import type { FoldRule, RuleMeta } from '../../core/rule-types.ts';
import { addTo, createPool, mergePools, poolCodec, type ReviewPool } from './pool.ts';

/** What the rules of a review share. */
export const REVIEW_META: RuleMeta = {
  id: 'review-sample',
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
 * Keeps a pool from which `size` records are drawn: the same one however the file is read. `found` is told it when all was read, once
 * for each split: a pool is no finding, and which of it is read depends on the findings.
 */
export function reviewRule(size: number, found: (pool: ReviewPool) => void): FoldRule<ReviewPool> {
  return {
    type: 'fold',
    every: true,
    meta: REVIEW_META,
    init: () => createPool(size),
    add: addTo,
    merge: mergePools,
    finish: found,
    codec: poolCodec,
  };
}
