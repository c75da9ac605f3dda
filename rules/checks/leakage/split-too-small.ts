import { defineFoldRule, plainCodec } from '../../../src/rule.ts';

/** Records of a default evaluation batch: `per_device_eval_batch_size` of HF TrainingArguments. */
const BATCH = 8;
/** Records from which a share is known to ten points (95 %): 1.96 · √(0.25 / 100). */
const ENOUGH = 100;
/** Share of the training split; our convention. */
const SHARE = 0.01;

/** An evaluation split that is too small to tell one model from another. */
export const splitTooSmall = defineFoldRule<null>({
  meta: {
    id: 'split-too-small',
    group: 'leakage',
    since: '0.1.0',
    severity: 'warn',
    stage: 'sample',
    title: {
      one: 'the {split} split has 1 record: its score says nothing',
      other: 'the {split} split has {count} records: its score is chance',
    },
    messages: {
      batch:
        'fewer records in the {split} split ({records}) than in a batch; expected at least 8, better 100; move some from training, without copies on both sides (MLX-LM says: Dataset must have at least batch_size=4 examples)',
      share:
        'the {split} split has {records} records, {percent} % of the training split; expected 100 or 1 %; move some from training, without copies on both sides (one record moves its score by {points} points)',
    },
    evidence: {
      class: 'convention',
      source:
        'ml-explore/mlx-lm tuner/trainer.py (a batch at least); HF TrainingArguments (batch of 8); 100 records are the ten-point interval of a share',
      read: '2026-11-22',
    },
    memory: 'constant',
    fix: 'none',
  },
  init: () => null,
  add() {},
  merge: () => null,
  finish(_state, { measures: { fit }, splits, split, report }) {
    const train = splits.get('train')?.fit ?? 0;
    // Seen alone, or without a record that fits, it is judged by other rules.
    if (split === 'train' || train === 0 || fit === 0) return;
    const data = { split, records: fit };
    if (fit < BATCH) report({ message: 'batch', data, count: fit });
    else if (fit < ENOUGH && fit < train * SHARE) {
      const percent = Math.round((fit / train) * 1000) / 10;
      report({ message: 'share', data: { ...data, percent, points: Math.round(1000 / fit) / 10 }, count: fit });
    }
  },
  codec: plainCodec<null>(1),
});
