import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { DEFAULTS, type Evidence, type Settings } from '../src/plan/plan-types.ts';
import { flagsFor, spellingOf, type TrainerFlags } from '../src/plan/trainer-flags.ts';

const read = <T>(path: string): T =>
  JSON.parse(readFileSync(fileURLToPath(new URL(`../rules/${path}`, import.meta.url)), 'utf8')) as T;
type Sourced = { readonly evidence: Evidence };
const rules = read<TrainerFlags>('plan/flags.json');
const targets = Object.keys(rules.targets);
const flagsOf = (target: string, method: 'full' | 'lora' | 'qlora', settings: Settings, gpus = 1): readonly string[] =>
  flagsFor(spellingOf(target, rules)!, { method, settings, gpus, choices: [] });
const linear: Settings = { ...DEFAULTS, sequence: 2048, batch: 3, accumulation: 5, rank: 24, checkpointing: true };
const some: Settings = { ...linear, targets: ['q_proj', 'v_proj'], packing: true };

describe.each(targets)('%s', (target) => {
  test('spells every value it is given', () => {
    for (const method of ['full', 'lora', 'qlora'] as const)
      for (const settings of [linear, some]) {
        const flags = flagsOf(target, method, settings).join('\n');
        expect(flags).not.toMatch(/undefined|[{}]/);
        expect(flags).toMatch(/2048/);
        expect(/24/.test(flags)).toBe(method !== 'full');
      }
  });

  test('QLoRA is not spelt as LoRA', () => {
    expect(flagsOf(target, 'qlora', linear)).not.toEqual(flagsOf(target, 'lora', linear));
  });

  test('was read where the trainer defines it, at a commit', () => {
    const { evidence } = rules.targets[target] as unknown as Sourced;
    expect(['coded', 'documented']).toContain(evidence.class);
    expect(evidence.source).toMatch(/^[\w-]+\/[\w-]+ \S+.* @[0-9a-f]{7}\b/);
  });
});

test.each([
  ['torchtune', 'qlora', linear, ['model.quantize_base=True', 'model.apply_lora_to_mlp=True']],
  ['ms-swift', 'lora', linear, ['--tuner_type lora', '--target_modules all-linear']],
  ['ms-swift', 'lora', some, ['--packing true', '--attn_impl flash_attn', '--target_modules q_proj v_proj']],
  ['litgpt', 'lora', linear, ['--lora_key true', '--lora_projection true', '--lora_mlp true']],
  ['llama-factory-sft', 'lora', some, ['lora_target: q_proj, v_proj', 'disable_gradient_checkpointing: false']],
  ['unsloth', 'full', linear, ['full_finetuning=True']],
  ['unsloth', 'lora', some, ['target_modules="q_proj v_proj".split()', 'use_gradient_checkpointing="unsloth"']],
  ['trl-sft', 'qlora', linear, ['--load_in_4bit', '--lora_target_modules all-linear']],
] as const)('%s %s', (target, method, settings, wanted) => {
  expect(flagsOf(target, method, settings)).toEqual(expect.arrayContaining([...wanted]));
});

test('a batch of all cards counts them', () => {
  expect(flagsOf('litgpt', 'lora', linear, 4)).toContain('--train.global_batch_size 60');
});

test.each(Object.entries(rules.runFiles))('keys of run files for --%s are each read somewhere', (_flag, setting) => {
  expect(setting.keys.length).toBeGreaterThan(0);
  expect(setting.evidence.source).toMatch(/@[0-9a-f]{7}\b/);
});

test('the date of the price list is not after a day on which a price was read, and bands are bands', () => {
  const { date, gpus } = read<{ date: string; gpus: Record<string, Sourced & { low: number; high: number }> }>(
    'plan/prices.json',
  );
  for (const { low, high, evidence } of Object.values(gpus)) {
    expect(low).toBeLessThanOrEqual(high);
    expect(date <= evidence.read).toBe(true);
  }
});
