import { FtlintError } from '../core/error.ts';
import { nearest } from '../core/nearest.ts';
import { type Architecture, parameters } from './architecture.ts';
import { groupedAttention, latentAttention } from './attention.ts';
import { badConfig, type Config, type ConfigFields, configFields } from './config-fields.ts';
import { FAMILIES } from './families.ts';
import { denseFeedForward, mixture } from './feed-forward.ts';

/** The part of a config that speaks about text: models that also see keep it inside. */
function textPart(config: Config): Config {
  const inner = config['text_config'];
  if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return config;
  const type = (inner as Config)['model_type'] ?? config['model_type'];
  return { ...(inner as Config), model_type: type };
}

/** Refuses heads that do not divide what they share: such a model cannot be built. */
function refuseOddHeads(fields: ConfigFields, name: string): void {
  const hidden = fields.count('hidden_size');
  const heads = fields.count('num_attention_heads');
  const shared = fields.countOr('num_key_value_heads', heads);
  if (fields.countOr('head_dim', undefined) === undefined && hidden % heads !== 0)
    throw badConfig(
      name,
      `"hidden_size" ${hidden} cannot be divided by ${heads} "num_attention_heads", and no "head_dim" is given`,
    );
  if (heads % shared !== 0)
    throw badConfig(name, `${heads} "num_attention_heads" cannot be divided by ${shared} "num_key_value_heads"`);
}

/** Reads a parsed config.json; `name` is what messages call it. Throws FtlintError for missing keys and unknown families. */
export function readConfig(whole: unknown, name: string): Architecture {
  if (typeof whole !== 'object' || whole === null || Array.isArray(whole))
    throw new FtlintError('bad-config', `${name}: expected a JSON object, as config.json is one`);
  const config = textPart(whole as Config);
  const fields = configFields(config, name);
  const known = Object.keys(FAMILIES);
  if (fields.type === '')
    throw new FtlintError('bad-config', `${name}: the key is missing: "model_type"`, `known: ${known.join(', ')}`);
  if (!Object.hasOwn(FAMILIES, fields.type)) {
    const near = nearest(fields.type, known);
    throw new FtlintError(
      'unknown-family',
      `${name}: models of the type "${fields.type}" are not known`,
      near === undefined ? `known: ${known.join(', ')}` : `the nearest that is known: ${near}`,
    );
  }
  const family = FAMILIES[fields.type];
  const vocabulary = fields.count('vocab_size');
  const hidden = fields.count('hidden_size');
  const layers = fields.count('num_hidden_layers');
  // Latent attention has widths of its own.
  if (family.experts !== 'deepseek') refuseOddHeads(fields, name);
  const attention = family.experts === 'deepseek' ? latentAttention(fields) : groupedAttention(fields, family);
  const feedForward = family.experts === undefined ? denseFeedForward(fields, family) : mixture(fields, family.experts);
  const tied = fields.flag('tie_word_embeddings', family.tied === true);
  const perNorm = family.normBias === true ? 2 * hidden : hidden;
  const norms = (layers * (family.norms ?? 2) + 1) * perNorm;
  const model: Architecture = {
    type: fields.type,
    vocabulary,
    hidden,
    layers,
    heads: fields.count('num_attention_heads'),
    context: fields.countOr('max_position_embeddings', undefined),
    linears: [...attention.linears, ...feedForward.linears],
    embeddings: vocabulary * hidden * (tied ? 1 : 2),
    rest: attention.rest + feedForward.rest + norms + (family.headBias === true ? vocabulary : 0),
    kept: 4 * hidden + attention.kept + feedForward.kept,
  };
  if (!Number.isSafeInteger(parameters(model)))
    throw new FtlintError('bad-config', `${name}: these sizes make more parameters than can be counted`);
  return model;
}
