import type { Task } from '../core/gate-types.ts';
import type { LabelTable, Measures } from '../core/measures.ts';
import type { SampleKind } from '../core/record.ts';
import { grouped } from '../core/template.ts';

/** What the records look like, as one task or several that cannot be told apart. The first is the best guess. */
export interface Guess {
  readonly id: string;
  readonly why: string;
}

/** What inference may know besides the measures: the format and which key plays which field. */
export interface Seen {
  readonly format: string | null;
  /** Kind of sample that the format reads, also where no record fits it. */
  readonly kind: SampleKind | null;
  readonly fields: Readonly<Record<string, string>>;
}

const SENTIMENTS =
  /^(?:very[ _-]?|extremely[ _-]?|slightly[ _-]?|somewhat[ _-]?)?(?:pos(?:iti(?:ve?|vo|f))?|neg(?:ati(?:ve?|vo|f))?|neutral|mixed|ambivalent)$|^(?:joy|anger|sadness|fear|love|surprise|happy|sad|angry)$/i;
const SENTIMENT_COLUMNS = /(?:^|_)(?:sentiment|polarity|stars|rating|emotion)$|^overall$/i;
const OPAQUE = /^-?\d+(?:\.0)?$|^(?:true|false|label_\d+)$/i;
const CODE_COLUMNS = /^(?:sql|code|canonical_solution|snippet|cypher)$/i;

/** Fewer distinct answers than this share of the records: they are labels. Source: openai-python `_validators.py`. */
const LABEL_SHARE = 3;

/** Below so many records even two answers need not be classes. */
const LEAST_RECORDS = 6;

/** Whether short answers repeat enough to be classes; undefined when they do, else why they do not. */
export function notLabels(table: LabelTable | undefined, records: number): string | undefined {
  if (table === undefined) return 'no answers were found';
  if (table.long * 20 > records) return `${grouped(table.long)} of ${grouped(records)} answers are longer than a label`;
  if (table.distinct * LABEL_SHARE > records && (table.distinct > 2 || records < LEAST_RECORDS))
    return `${grouped(table.distinct)} distinct answers in ${grouped(records)} records`;
  return undefined;
}

function labelled(table: LabelTable, column: string | undefined, where: string): Guess[] {
  const shown = `${where} ${grouped(table.distinct)} ${table.distinct === 1 ? 'value' : 'values'}`;
  const names = table.entries.slice(0, 12).map((label) => label.text.trim());
  if (SENTIMENT_COLUMNS.test(column ?? '')) return [{ id: 'sentiment', why: `column \`${column}\`; ${shown}` }];
  if (names.length > 0 && names.length <= 8 && names.every((name) => SENTIMENTS.test(name))) {
    return [{ id: 'sentiment', why: `${shown}: ${names.slice(0, 5).join(', ')}` }];
  }
  if (table.distinct <= 5 && names.every((name) => OPAQUE.test(name))) {
    const why = `${shown}, whose names (${names.join(', ')}) do not say what they mean`;
    return [
      { id: 'classification', why },
      { id: 'sentiment', why },
    ];
  }
  return [{ id: 'classification', why: shown }];
}

/** A sentence is no label, however often it is repeated: refusals and greetings are answers. */
function areSentences({ entries }: LabelTable): boolean {
  const common = entries.slice(0, 20);
  const sentences = common.filter(({ text }) => /[.!?]\s*$/.test(text) && text.trim().split(/\s+/).length >= 4);
  return sentences.reduce((sum, e) => sum + e.count, 0) * 2 > common.reduce((sum, e) => sum + e.count, 0);
}

/** Distinct numbers above which numeric answers are results, not ratings or class ids. */
const RATINGS = 20;

/** Answers that mostly occur once, or many different numbers, are no classes, however few they are. */
function areResults({ entries }: LabelTable): boolean {
  const single = entries.filter(({ count }) => count === 1).length;
  const numeric = entries.filter(({ text }) => /^[-+]?[$€£]?\d[\d.,]*%?$/.test(text.trim())).length;
  return single * 2 > entries.length || (entries.length > RATINGS && numeric * 2 > entries.length);
}

function fromAnswers(measures: Measures): Guess[] | undefined {
  const { outputs, fit } = measures;
  if (outputs === undefined || outputs.distinct < 2 || notLabels(outputs, fit) !== undefined) return undefined;
  if (areSentences(outputs) || areResults(outputs)) return undefined;
  return labelled(outputs, undefined, `the answers have`).map(({ id, why }) => ({
    id,
    why: `${why} in ${grouped(fit)} records`,
  }));
}

function fromConversation(measures: Measures): Guess[] {
  const { fit, tooled, oneTurn, turns } = measures;
  const labels = oneTurn * 10 >= fit * 9 ? fromAnswers(measures) : undefined;
  if (labels !== undefined) return labels;
  if (tooled * 10 >= fit * 3)
    return [{ id: 'tool-calling', why: `tools in ${grouped(tooled)} of ${grouped(fit)} conversations` }];
  if (oneTurn * 10 >= fit * 9) {
    const why = `one question and one answer in ${grouped(oneTurn)} of ${grouped(fit)} conversations`;
    return [
      { id: 'dialogue', why },
      { id: 'instruction-following', why },
    ];
  }
  return [
    {
      id: 'dialogue',
      why: `several turns in ${grouped(fit - oneTurn)} of ${grouped(fit)} conversations, ${grouped(turns?.max ?? 0)} at most`,
    },
  ];
}

function fromPair(measures: Measures, seen: Seen): Guess[] {
  const { evidence } = measures;
  const { output } = seen.fields;
  if (seen.format === 'summary-pair')
    return [{ id: 'summarization', why: `column \`${output}\` beside \`${seen.fields.input}\`` }];
  if (CODE_COLUMNS.test(output ?? '')) return [{ id: 'code-generation', why: `column \`${output}\` holds code` }];
  if (seen.fields['tools'] !== undefined)
    return [{ id: 'tool-calling', why: `column \`${seen.fields['tools']}\` beside \`${output}\`` }];
  const labels = fromAnswers(measures);
  if (labels !== undefined) return labels;
  if (evidence.code * 2 > evidence.sampled)
    return [{ id: 'code-generation', why: `${evidence.code} of ${evidence.sampled} sampled answers are code` }];
  const instruction = { id: 'instruction-following', why: `\`${seen.fields.input}\` answered by \`${output}\`` };
  // An answer from a passage is short, and no summary of it.
  const asks = seen.fields.context !== undefined && /^(?:question|query)$/i.test(seen.fields.input ?? '');
  if (!asks && evidence.condensed * 10 > evidence.sampled * 8) {
    const why = `${evidence.condensed} of ${evidence.sampled} sampled answers are under a third of a long input`;
    return [{ id: 'summarization', why }, instruction];
  }
  return [instruction];
}

/** Texts that a chat template has written are no prose: the trainer sees the turns. */
function fromText({ evidence }: Measures, seen: Seen): Guess[] {
  if (evidence.rendered * 2 <= evidence.sampled)
    return [{ id: 'domain-adaptation', why: `raw text in \`${seen.fields.text}\`` }];
  const why = `${evidence.rendered} of ${evidence.sampled} sampled texts hold whole turns of a chat template`;
  return [
    { id: 'dialogue', why },
    { id: 'instruction-following', why },
  ];
}

/** Tasks that the merged evidence of the training split allows, best first; empty when nothing fits. */
export function inferTask(measures: Measures, seen: Seen, tasks: readonly Task[]): readonly Guess[] {
  const guesses = guess(measures, seen);
  return guesses.filter(({ id }) => tasks.some((task) => task.id === id));
}

const asClasses = ({ why }: Guess): Guess => ({ id: 'classification', why });

function guess(measures: Measures, seen: Seen): Guess[] {
  const { kind, labels, fit } = measures;
  switch (kind) {
    case null:
      return usual(seen);
    case 'labelled-text': {
      if (labels === undefined) return [];
      const column = seen.fields.label;
      const guesses = labelled(labels, column, `\`${column}\` has`);
      // How two texts stand to each other is no sentiment.
      const fitting = seen.fields.second === undefined ? guesses : guesses.slice(0, 1).map(asClasses);
      return fitting.map(({ id, why }) => ({ id, why: `${why} in ${grouped(fit)} records` }));
    }
    case 'conversation':
      return fromConversation(measures);
    case 'pair':
      return fromPair(measures, seen);
    case 'preference':
      return [
        { id: 'preference', why: `\`${seen.fields.chosen ?? seen.fields.turns}\` against \`${seen.fields.rejected}\`` },
      ];
    case 'unpaired':
      return [{ id: 'unpaired-preference', why: `answers with a verdict in \`${seen.fields.label}\`` }];
    case 'text':
      return fromText(measures, seen);
    case 'prompt':
      return [{ id: 'rl-prompts', why: `prompts without answers in \`${seen.fields.prompt}\`` }];
    case 'tuple':
      return [{ id: 'embedding', why: `\`${seen.fields.anchor}\` beside \`${seen.fields.positive}\`` }];
    case 'tagged':
      return [
        { id: 'token-classification', why: `each of \`${seen.fields.words}\` has one of \`${seen.fields.tags}\`` },
      ];
    case 'stepwise':
      return [{ id: 'stepwise-supervision', why: `steps with a verdict each in \`${seen.fields.labels}\`` }];
    case 'segments':
      return [
        { id: 'instruction-following', why: `pieces of text, trained on or not, in \`${seen.fields.segments}\`` },
      ];
    case 'token-ids':
      // Numbers do not say what they teach.
      return [];
  }
}

function usual({ kind, format }: Seen): Guess[] {
  const id = kind === null ? undefined : USUAL[kind];
  return id === undefined ? [] : [{ id, why: `the keys are those of ${format}` }];
}

/** The task that a kind of sample usually is for, where no record can be looked at. */
const USUAL: Readonly<Record<SampleKind, string | undefined>> = {
  'labelled-text': 'classification',
  pair: 'instruction-following',
  conversation: 'dialogue',
  preference: 'preference',
  unpaired: 'unpaired-preference',
  text: 'domain-adaptation',
  prompt: 'rl-prompts',
  tuple: 'embedding',
  tagged: 'token-classification',
  stepwise: 'stepwise-supervision',
  segments: 'instruction-following',
  'token-ids': undefined,
};

/** Whether a task that was asked for can be a view of these records; why not, when it cannot. */
export function viewFails(task: Task, measures: Measures, seen: Seen): string | undefined {
  const { fit } = measures;
  const kind = measures.kind ?? seen.kind;
  if (kind === null) return undefined;
  if (!task.kinds.includes(kind)) return `${KIND_NAMES[kind]} cannot be read as ${task.title.toLowerCase()}`;
  if (!task.labelled || kind === 'labelled-text' || fit === 0) return undefined;
  return notLabels(measures.outputs, fit);
}

const KIND_NAMES = {
  'labelled-text': 'texts with a label',
  pair: 'pairs of an input and an answer',
  conversation: 'conversations',
  preference: 'preference pairs',
  unpaired: 'answers with a verdict',
  text: 'raw texts',
  prompt: 'prompts without answers',
  tuple: 'texts that belong together',
  tagged: 'words with tags',
  'token-ids': 'token ids',
  stepwise: 'steps with a verdict',
  segments: 'pieces of text, trained on or not',
} as const;
