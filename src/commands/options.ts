import { OPTIMIZERS, PRECISIONS, SHARDINGS } from '../plan/plan-types.ts';

/** One flag of the command line. */
export interface OptionSpec {
  readonly name: string;
  /** What the value is called in the help; absent: a switch. */
  readonly value?: string;
  /** May be given several times. */
  readonly repeat?: true;
  readonly choices?: readonly string[];
  readonly help: string;
  readonly group: string;
  readonly alias?: string;
}

/** Groups of the help. */
export const INPUT = 'What is read';
const TARGET = 'Where it will be trained';
const RULES = 'What is checked';
export const OUTPUT = 'What is printed';
const CODE = 'What decides the exit code';
const RUN = 'How much of the machine';

const column = (name: string): OptionSpec => ({
  name,
  value: 'column',
  group: INPUT,
  help: `column or key that holds the ${name}`,
});

/** Flags of every command. */
export const COMMON: readonly OptionSpec[] = [
  { name: 'help', alias: 'h', group: 'Options', help: 'this page' },
  { name: 'version', group: 'Options', help: 'the version' },
];

/** Flags of the commands that list what ftlint knows. */
export const LISTING: readonly OptionSpec[] = [{ name: 'json', group: 'Options', help: 'one JSON array' }, ...COMMON];

/** Where a command writes; the help says what. */
export const OUT: OptionSpec = {
  name: 'out',
  alias: 'o',
  value: 'file',
  group: OUTPUT,
  help: 'where the partial result is written; - is stdout',
};

/** Flags of `ftlint check`. */
export const CHECK: readonly OptionSpec[] = [
  {
    name: 'task',
    value: 'id',
    group: INPUT,
    help: 'what it is for: classification, dialogue, dpo … (ftlint tasks); auto: inferred',
  },
  { name: 'train', value: 'file', repeat: true, group: INPUT, help: 'the training split, whatever the name says' },
  { name: 'eval', value: 'file', repeat: true, group: INPUT, help: 'an evaluation split of the same data set' },
  ...['text', 'label', 'prompt', 'completion', 'messages', 'chosen', 'rejected'].map(column),
  { ...column('group'), help: 'column of what must stay in one split: a patient, a document, an author' },
  { name: 'lines', group: INPUT, help: 'a text file (.txt, .md) is one text a line, not one a file' },
  { name: 'stdin-filename', value: 'name', group: INPUT, help: 'what to call the input `-`' },
  { name: 'skip-unknown', group: INPUT, help: 'files that are no training data are listed, not refused' },
  { name: 'force-exclude', group: INPUT, help: 'leave out node_modules and .git even when named' },
  { name: 'no-error-on-unmatched', group: INPUT, help: 'no input left is no error' },
  {
    name: 'for',
    alias: 'target',
    value: 'target',
    repeat: true,
    group: TARGET,
    help: 'what this place does to it: openai-sft, trl-sft:max_length=2048, axolotl.yml … (ftlint targets); also --target',
  },
  {
    name: 'tokenizer',
    value: 'name|file',
    group: TARGET,
    help: 'what counts tokens: o200k_base, cl100k_base …, or a tokenizer.json; without it they are estimated',
  },
  {
    name: 'chat-template',
    value: 'file',
    group: TARGET,
    help: 'what this template does to conversations: a .jinja file, a tokenizer_config.json, or a folder with either',
  },
  { name: 'rules-dir', value: 'folder', group: TARGET, help: 'targets of your own, targets/*.json in this folder' },
  { name: 'rule', value: 'id=severity', repeat: true, group: RULES, help: 'error, warn, info or off for one rule' },
  { name: 'only', value: 'id|group', repeat: true, group: RULES, help: 'these rules alone' },
  { name: 'skip', value: 'id|group', repeat: true, group: RULES, help: 'all but these rules' },
  {
    name: 'reporter',
    value: 'name[=path]',
    repeat: true,
    group: OUTPUT,
    help: 'pretty, concise, json, jsonl; several, one of them to stdout',
  },
  { name: 'limit', value: 'n', group: OUTPUT, help: 'places shown for each finding; 0: all (default 5)' },
  {
    name: 'excerpts',
    value: 'how',
    choices: ['none', 'short', 'full'],
    group: OUTPUT,
    help: 'record text: none, short, full (default: short on a terminal, else none)',
  },
  { name: 'quiet', group: OUTPUT, help: 'errors and the verdict alone' },
  { name: 'no-progress', group: OUTPUT, help: 'no progress line' },
  { name: 'color', value: 'when', choices: ['auto', 'always', 'never'], group: OUTPUT, help: 'auto, always, never' },
  {
    name: 'fail-on',
    value: 'severity',
    choices: ['error', 'warn', 'info'],
    group: CODE,
    help: 'error (default), warn, info',
  },
  { name: 'max-warnings', value: 'n', group: CODE, help: 'exit 1 beyond n warnings' },
  {
    name: 'accept',
    value: 'gate[=value][:reason]',
    repeat: true,
    group: CODE,
    help: 'let a gate pass down or up to a value: samples.minimum=300:"style only", records.broken=0.1%',
  },
  { name: 'exit-zero', group: CODE, help: '1 becomes 0; 2 stays' },
  { name: 'threads', value: 'n|auto', group: RUN, help: 'threads that read; auto (default): as many as pay' },
  {
    name: 'max-memory',
    value: 'size',
    group: RUN,
    help: 'for the table of records, 32 bytes each: 500M, 2G; a temporary file takes the rest (default: no bound)',
  },
  ...COMMON,
];

/** Flags of `check` by name or group, for other commands. */
export const named = (...names: readonly string[]): readonly OptionSpec[] =>
  CHECK.filter(({ name, group }) => names.includes(name) || names.includes(group));

/** Where targets of one's own are: of `ftlint targets` and `ftlint explain`. */
export const OWN_TARGETS = named('rules-dir');

/** Flags of `ftlint scan`: what decides a state. */
export const SCAN: readonly OptionSpec[] = [
  {
    name: 'shard',
    value: 'i/n',
    group: INPUT,
    help: 'the i-th of n equal stretches of all inputs together, from 1 (default 1/1)',
  },
  ...named(INPUT, TARGET),
  OUT,
  { name: 'limit', value: 'n', group: OUTPUT, help: 'places kept for each finding; 0: all (default 5)' },
  ...named('quiet', 'no-progress', RUN),
  ...COMMON,
];

/** Flags of `ftlint merge`. */
export const MERGE: readonly OptionSpec[] = [
  {
    name: 'close',
    group: OUTPUT,
    help: 'group the entries of all shards: what is left is small, and nothing can be added',
  },
  OUT,
  ...named('quiet'),
  ...COMMON,
];

/** Flags of `ftlint report`: what decides how states are judged and shown. */
export const REPORT: readonly OptionSpec[] = [
  ...named(RULES, OUTPUT, CODE).filter(({ name }) => name !== 'no-progress'),
  ...COMMON,
];

const MODEL = 'What is trained, and how';
const MACHINE = 'Where it runs';

/** Flags of `ftlint plan`. */
export const PLAN: readonly OptionSpec[] = [
  {
    name: 'model',
    value: 'name,…',
    group: MODEL,
    help: 'llama-3.1-8b, qwen2.5-7b … (ftlint plan lists them), a size (7B, 13B, 70B), a config.json or its folder; several with commas',
  },
  { name: 'rank', value: 'n', group: MODEL, help: 'of LoRA (default 16)' },
  { name: 'target-modules', value: 'names', group: MODEL, help: 'q_proj,v_proj … (default all-linear)' },
  { name: 'prompt-tokens', value: 'n', group: MODEL, help: 'virtual tokens of prompt tuning (default 20)' },
  { name: 'sequence', value: 'tokens', group: MODEL, help: 'longest sequence (default 2048, or the --for target’s)' },
  { name: 'batch', value: 'n', group: MODEL, help: 'sequences on a card at once (default 1)' },
  { name: 'accumulation', value: 'n', group: MODEL, help: 'batches until a step (default 8)' },
  { name: 'epochs', value: 'n', group: MODEL, help: 'default 3' },
  {
    name: 'optimizer',
    value: 'name',
    choices: OPTIMIZERS,
    group: MODEL,
    help: 'adamw (default), adamw-8bit, sgd',
  },
  {
    name: 'precision',
    value: 'how',
    choices: PRECISIONS,
    group: MODEL,
    help: 'mixed (default): what is trained is also kept in fp32; bf16: nothing is',
  },
  { name: 'packing', group: MODEL, help: 'several rows share a sequence' },
  { name: 'no-checkpointing', group: MODEL, help: 'keep all activations (default: blocks are computed again)' },
  { name: 'offload-activations', group: MODEL, help: 'kept activations wait in the memory of the host' },
  { name: 'compile', group: MODEL, help: 'torch.compile' },
  { name: 'loss-chunks', group: MODEL, help: 'the loss is computed in chunks' },
  { name: 'double-quant', group: MODEL, help: 'QLoRA: the scales are quantized too' },
  { name: 'eager-attention', group: MODEL, help: 'attention without a fused kernel' },
  {
    name: 'gpu',
    value: 'name,…',
    group: MACHINE,
    help: 'rtx-4090, a100-80gb, h100 …: what fits it, what is cheapest there',
  },
  { name: 'gpus', value: 'n', group: MACHINE, help: 'cards of the run (default 1): what fits, time and steps' },
  {
    name: 'sharding',
    value: 'how',
    choices: SHARDINGS,
    group: MACHINE,
    help: 'what several cards share: zero-2, zero-3 (default), fsdp',
  },
  {
    name: 'price',
    value: 'usd|low-high|file',
    group: MACHINE,
    help: 'dollars an hour and card, or a .json file of them',
  },
  { name: 'token-price', value: 'usd', group: MACHINE, help: 'dollars for a million tokens, of a hosted place' },
  {
    name: 'evaluations',
    value: 'n',
    group: MACHINE,
    help: 'how often a hosted place reads the --eval file, where it bills that',
  },
  ...named('stdin-filename', 'eval', 'for', 'tokenizer', 'chat-template', 'rules-dir'),
  { name: 'json', group: OUTPUT, help: 'the plan as JSON' },
  { ...OUT, help: 'also write the plan as Markdown' },
  ...COMMON,
];
