import { add, type BottomK, createBottomK, entries, merge, prune } from '../stats/bottom-k.ts';
import { type Codec, plainCodec } from '../stats/codec.ts';
import { addLength, createLengths, type Lengths, mergeLengths } from '../stats/lengths.ts';
import { hex } from './hash.ts';
import { createLabels, LabelCounter, type LabelState, mergeLabels } from './label-counter.ts';
import type { Evidence } from './measures.ts';
import { type Conversation, Role, type Sample, type SampleKind, type Side } from './record.ts';
import { NameCounter } from './name-counter.ts';
import { markupTemplate, wordTemplate } from './rendered.ts';
import { ROLE_CAP, type RoleCount, RoleCounter } from './role-counter.ts';
import { SAMPLE_SIZE } from './sample-rule.ts';
import { Trait } from './traits.ts';
import { ValueType } from './tape.ts';
import type { View } from './view.ts';

/** What every run counts for one split, whatever rules are on. A monoid of integers. */
export interface Tally {
  records: number;
  invalid: number;
  unfit: number;
  empty: number;
  blankInputs: number;
  blankOutputs: number;
  /** Records that lack what is learnt: an answer, a label, a side. */
  lacking: number;
  kinds: Map<SampleKind, number>;
  formats: Map<string, number>;
  labels: LabelState;
  outputs: LabelState;
  roles: BottomK<RoleCount>;
  turns: Lengths;
  oneTurn: number;
  tooled: number;
  input: Lengths;
  output: Lengths;
  textBytes: number;
  /** Bit 0: the answer looks like code; bit 1: it condenses its input; bit 2: a raw text holds whole turns. */
  evidence: BottomK<number>;
}

export function createTally(): Tally {
  return {
    records: 0,
    invalid: 0,
    unfit: 0,
    empty: 0,
    blankInputs: 0,
    blankOutputs: 0,
    lacking: 0,
    kinds: new Map(),
    formats: new Map(),
    labels: createLabels(),
    outputs: createLabels(),
    roles: createBottomK(ROLE_CAP),
    turns: createLengths(),
    oneTurn: 0,
    tooled: 0,
    input: createLengths(),
    output: createLengths(),
    textBytes: 0,
    evidence: createBottomK(SAMPLE_SIZE),
  };
}

const plain = plainCodec<Tally>(2);
/** Equal states have equal bytes: what is above the caps and not yet dropped is no part of them. */
export const tallyCodec: Codec<Tally> = {
  ...plain,
  encode(tally) {
    for (const table of [tally.labels.table, tally.outputs.table, tally.roles, tally.evidence]) prune<unknown>(table);
    return plain.encode(tally);
  },
};

function sumMaps<K>(a: ReadonlyMap<K, number>, b: ReadonlyMap<K, number>): Map<K, number> {
  const out = new Map(a);
  for (const [key, n] of b) out.set(key, (out.get(key) ?? 0) + n);
  return out;
}

export function mergeTally(a: Tally, b: Tally): Tally {
  return {
    records: a.records + b.records,
    invalid: a.invalid + b.invalid,
    unfit: a.unfit + b.unfit,
    empty: a.empty + b.empty,
    blankInputs: a.blankInputs + b.blankInputs,
    blankOutputs: a.blankOutputs + b.blankOutputs,
    lacking: a.lacking + b.lacking,
    kinds: sumMaps(a.kinds, b.kinds),
    formats: sumMaps(a.formats, b.formats),
    labels: mergeLabels(a.labels, b.labels),
    outputs: mergeLabels(a.outputs, b.outputs),
    roles: merge(a.roles, b.roles, (x, y) => ({ name: x.name, count: x.count + y.count })),
    turns: mergeLengths(a.turns, b.turns),
    oneTurn: a.oneTurn + b.oneTurn,
    tooled: a.tooled + b.tooled,
    input: mergeLengths(a.input, b.input),
    output: mergeLengths(a.output, b.output),
    textBytes: a.textBytes + b.textBytes,
    evidence: merge(a.evidence, b.evidence, (x) => x),
  };
}

/** Bytes of a text's beginning in which a question and its answer are looked for. */
const RENDERED_BYTES = 16_384;

/** Adds records to a tally; holds caches that are no part of the state. */
export class Tallier {
  readonly tally: Tally;
  private readonly labels: LabelCounter;
  private readonly outputs: LabelCounter;
  private readonly kinds: NameCounter<SampleKind>;
  private readonly formats: NameCounter<string>;
  private readonly roles: RoleCounter;

  constructor(tally: Tally) {
    this.tally = tally;
    this.kinds = new NameCounter(tally.kinds);
    this.formats = new NameCounter(tally.formats);
    this.labels = new LabelCounter(tally.labels);
    this.outputs = new LabelCounter(tally.outputs);
    this.roles = new RoleCounter(tally.roles);
  }

  /** Brings the tally up to date: at the end of a batch. */
  settle(): void {
    this.kinds.settle();
    this.formats.settle();
    this.labels.settle();
    this.outputs.settle();
    this.roles.settle();
  }

  /** A record whose sample fits. */
  fitting(view: View, sample: Sample): void {
    const { tally } = this;
    this.kinds.add(sample.kind);
    this.formats.add(view.format as string);
    const blankOutput = blankAnswer(sample);
    if (sample.input.blank) tally.blankInputs++;
    if (blankOutput) tally.blankOutputs++;
    if (sample.input.blank || blankOutput) tally.empty++;
    // A conversation without a question still has its answer: not usable, but trained on.
    if (blankOutput || (sample.input.blank && sample.kind !== 'conversation')) tally.lacking++;
    // The input of a verdict is prompt and answer; the prompt alone is what its length means.
    const answer = sample.kind === 'unpaired' ? Math.min(sample.completion.codePoints, sample.input.codePoints) : 0;
    if (sample.kind !== 'token-ids') addLength(tally.input, sample.input.codePoints - answer);
    const { start, end } = view.tape;
    for (let i = 0; i < sample.texts; i++) tally.textBytes += end[sample.text[i]] - start[sample.text[i]];
    this.answer(view, sample);
    if (sample.kind === 'conversation') this.conversation(view, sample);
  }

  private answer(view: View, sample: Sample): void {
    const { labels, outputs } = this;
    const { output, input, kind } = sample;
    // A text and a prompt have no answer, and numbers have no characters.
    if (kind === 'text' || kind === 'prompt' || kind === 'token-ids') return;
    addLength(this.tally.output, answerOf(sample).codePoints);
    if (kind === 'pair' || kind === 'conversation') outputs.add(view, output.entry, output, input.blank);
    else if (kind === 'unpaired') labels.add(view, sample.labelEntry, output, input.blank);
    else if (kind === 'tagged') labels.addEach(view, sample.tagsEntry, output, input.blank);
    else if (kind === 'labelled-text') {
      const { labelEntry } = sample;
      if (labelEntry >= 0 && view.type(labelEntry) === ValueType.array)
        labels.addEach(view, labelEntry, output, input.blank);
      else labels.add(view, labelEntry, output, input.blank);
    }
  }

  private conversation(view: View, { turns, tools }: Conversation): void {
    const { tally } = this;
    const { role, length } = turns;
    addLength(tally.turns, length);
    let users = 0;
    let answers = 0;
    for (let i = 0; i < length; i++) {
      if (role[i] === Role.user) users++;
      else if (role[i] === Role.assistant) answers++;
    }
    if (users <= 1 && answers === 1) tally.oneTurn++;
    if ((view.traits & Trait.tools) !== 0 || view.filled(tools)) tally.tooled++;
    this.roles.add(view, turns);
  }

  /** A record of the sample, of one of `EVIDENCE_KINDS`. */
  evidence(view: View): void {
    const { sample } = view;
    if (sample === undefined || (sample.kind !== 'text' && sample.output.entry < 0)) return;
    add(this.tally.evidence, hex(view.hashLo, view.hashHi), () => evidenceIn(view, sample));
  }
}

/** Samples whose texts tell what task they are for. */
export const EVIDENCE_KINDS: readonly SampleKind[] = ['text', 'pair', 'conversation'];

function evidenceIn(view: View, sample: Sample): number {
  if (sample.kind === 'text') {
    const head = view.head(sample.textEntry, RENDERED_BYTES);
    return (markupTemplate(head) ?? wordTemplate(head)) === undefined ? 0 : 4;
  }
  const { output, input } = sample;
  const code = view.isString(output.entry) && looksLikeCode(view.text(output.entry)) ? 1 : 0;
  const condensed = input.codePoints > 400 && output.codePoints * 3 < input.codePoints ? 2 : 0;
  return code | condensed;
}

/** The side that the model learns to say; of a preference, the chosen one. */
function answerOf(sample: Sample): Side {
  if (sample.kind === 'unpaired') return sample.completion;
  return sample.kind === 'preference' ? sample.chosen : sample.output;
}

export function blankAnswer(sample: Sample): boolean {
  switch (sample.kind) {
    case 'text':
    case 'prompt':
      return false;
    case 'preference':
      return sample.chosen.blank || sample.rejected.blank;
    case 'unpaired':
      return sample.completion.blank || sample.output.blank;
    default:
      return sample.output.blank;
  }
}

const CODE = [
  /^[ \t]*(?:def|class|import|from|public|private|static|func|fn|var|let|const|#include|package|using|async def|return)\b/m,
  /^\s*(?:select|insert|update|delete|create|with)\b[\s\S]*\b(?:from|into|set|table|as)\b/i,
  /[;{}]\s*$/m,
  /=>|\)\s*:\s*$|<\/\w+>/m,
];

/** Two signs of code, one of them at a line's start; or an SQL statement, or a fenced block that is most of the answer. */
function looksLikeCode(text: string): boolean {
  const fence = /```[\s\S]*?```/.exec(text);
  if (fence !== null && fence[0].length * 2 > text.length) return true;
  if (CODE[1].test(text) && /^\s*(?:select|insert|update|delete|create|with)\b/i.test(text)) return true;
  return CODE[0].test(text) && (CODE[2].test(text) || CODE[3].test(text) || /^[ \t]{2,}\S/m.test(text));
}

export function evidenceOf(tally: Tally): Evidence {
  const sample = entries(tally.evidence);
  return {
    sampled: sample.length,
    code: sample.filter(([, bits]) => bits & 1).length,
    condensed: sample.filter(([, bits]) => bits & 2).length,
    rendered: sample.filter(([, bits]) => bits & 4).length,
  };
}
