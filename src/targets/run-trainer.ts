import { FtlintError } from '../core/error.ts';
import type { Mapping } from './run-keys.ts';

/** Keys that only one trainer of TRL has (their *_config.py): `trl sft --config` and the others write no name into the file. */
const TRL: Readonly<Record<string, readonly string[]>> = {
  'trl-sft': [
    'dataset_text_field',
    'packing',
    'packing_strategy',
    'eval_packing',
    'assistant_only_loss',
    'completion_only_loss',
  ],
  'trl-dpo': ['precompute_ref_log_probs', 'rpo_alpha', 'ld_alpha', 'f_divergence_type', 'use_weighting'],
  'trl-kto': ['desirable_weight', 'undesirable_weight'],
  'trl-reward': ['center_rewards_coefficient'],
  'trl-grpo': ['num_generations', 'reward_funcs', 'reward_weights', 'scale_rewards'],
};
/** Keys of transformers' TrainingArguments and TRL's ScriptArguments. */
const TRAINER = ['model_name_or_path', 'dataset_name', 'output_dir', 'per_device_train_batch_size', 'max_length'];
const AXOLOTL = ['base_model', 'sequence_len', 'sample_packing', 'micro_batch_size'];
const MLX = ['iters', 'lora_parameters', 'mask_prompt', 'adapter_path'];
/** Stages of LLaMA-Factory; a reward model reads the same pairs as DPO. */
const STAGES: Readonly<Record<string, string>> = {
  sft: 'llama-factory-sft',
  pt: 'llama-factory-pt',
  dpo: 'llama-factory-dpo',
  rm: 'llama-factory-dpo',
  kto: 'llama-factory-kto',
};

function cannotTell(name: string, why: string, write: string): never {
  throw new FtlintError('run-file', `${name}: ${why}`, write);
}

/** The target that a run file is for, by its keys. Throws FtlintError that says what to write, where they do not tell. */
export function trainerOf(run: Mapping, name: string): string {
  const has = (key: string): boolean => Object.hasOwn(run, key) && run[key] !== null;
  const some = (keys: readonly string[], least: number): boolean => keys.filter(has).length >= least;
  if (typeof run['stage'] === 'string') {
    const stage = run['stage'];
    if (Object.hasOwn(STAGES, stage)) return STAGES[stage];
    cannotTell(
      name,
      `stage "${stage.slice(0, 40)}" of LLaMA-Factory is not known; expected ${Object.keys(STAGES).join(', ')}`,
      `say which target reads the records: --for llama-factory-sft:${name}`,
    );
  }
  if (some(AXOLOTL, 2) || (has('base_model') && Array.isArray(run['datasets']))) {
    if (!has('rl')) return 'axolotl';
    cannotTell(
      name,
      `rl: ${String(run['rl']).slice(0, 40)} trains on preferences, and target axolotl describes supervised runs`,
      `check it as one: --for axolotl:${name}; ftlint targets lists what else there is`,
    );
  }
  const trl = Object.keys(TRL).filter((id) => some(TRL[id], 1));
  if (trl.length === 1) return trl[0];
  if (trl.length > 1 || some(TRAINER, 1)) {
    const which = trl.length > 1 ? trl : [...Object.keys(TRL), 'trl-orpo'];
    cannotTell(
      name,
      `its keys do not tell which trainer of TRL runs it`,
      `say which: ${which.map((id) => `--for ${id}:${name}`).join(', ')}`,
    );
  }
  if (some(MLX, 2)) return 'mlx-lm';
  cannotTell(
    name,
    'its keys are not those of a run of TRL, Axolotl, LLaMA-Factory or mlx-lm',
    `say which target it is for: --for <target>:${name}; ftlint targets lists them`,
  );
}
