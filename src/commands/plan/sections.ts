import type { Room } from '../../plan/fit.ts';
import type { DataPlan, PlanReport, Recommendation } from '../../plan/plan-report.ts';
import type { Settings } from '../../plan/plan-types.ts';
import { grouped } from '../../reporters/numbers.ts';
import { percentOf } from './words.ts';

/** The settings in one line, those alone that change a number. */
export function settingsLine({ settings: s, sharding }: PlanReport): string {
  const words = [
    `LoRA rank ${s.rank} on ${s.targets.join(', ')}`,
    `prompt of ${s.promptTokens} tokens`,
    `batch ${s.batch} × ${grouped(s.sequence)} tokens`,
    `accumulation ${s.accumulation}`,
    s.checkpointing ? 'activation checkpointing' : 'no checkpointing',
    `${s.optimizer}, ${s.precision === 'mixed' ? 'mixed precision' : 'pure bf16'}`,
    ...(s.packing ? ['packing'] : []),
    ...(s.compile ? ['compiled'] : []),
    ...(s.offloading ? ['activations offloaded'] : []),
    ...(s.lossChunks ? ['loss in chunks'] : []),
    ...(s.doubleQuant ? ['double quantization'] : []),
    ...(s.eagerAttention ? ['eager attention'] : []),
    `several cards by ${sharding}`,
  ];
  return words.join(' · ');
}

/** What the loss sees of the tokens, as a clause. */
const SEEN: Readonly<Record<DataPlan['learns'], (tokens: string) => string>> = {
  answers: (tokens) => `the loss sees ${tokens}, the answers`,
  'last-answer': (tokens) => `the loss sees ${tokens}, the last answers`,
  all: (tokens) => `the loss sees ${tokens}, all that is read`,
  some: (tokens) => `the loss sees ${tokens}`,
  pairs: (tokens) => `the loss sees ${tokens}, the answers`,
  labels: () => 'the loss sees one label a row',
  texts: () => 'the loss sees whole texts',
  samples: () => 'the loss sees none of them',
};

/** The data set in lines: rows, tokens, padding, steps, what is billed. */
export function dataLines(data: DataPlan, { settings }: PlanReport): readonly string[] {
  const about = data.error > 0 ? 'about ' : '';
  const { padding, steps, billed } = data;
  const money = billed.money === undefined ? '' : ` = $${billed.money.toFixed(2)}`;
  return [
    `${grouped(data.rows)} rows are read by ${data.target}: ${about}${grouped(data.tokens)} tokens an epoch, ${SEEN[data.learns](grouped(data.trainedTokens))}`,
    `padding at ${grouped(settings.sequence)} tokens: ${percentOf(padding.alone)} a row alone, ${percentOf(padding.packed)} packed`,
    `steps: ${grouped(steps.perEpoch)} an epoch, ${grouped(steps.all)} in ${settings.epochs}`,
    `a hosted place that bills ${billed.rule}: ${about}${grouped(billed.tokens)} tokens${money}`,
  ];
}

/** What else would fit: a longer sequence or a larger batch with their flags, or a shorter one where the planned does not surely fit. */
function roomLine(
  { sequence, batch }: Room,
  { sequence: flagged = [], batch: flaggedBatch = [] }: NonNullable<Recommendation['roomFlags']>,
  planned: Settings,
): string {
  if (sequence !== undefined && sequence < planned.sequence && batch === undefined)
    return `shorten to ${grouped(sequence)} tokens to have it fit surely`;
  const inFlags = (flags: readonly string[]): string => (flags.length === 0 ? '' : ` (${flags.join(' ')})`);
  const words = [
    ...(sequence === undefined
      ? []
      : [`a sequence of ${grouped(sequence)} tokens at a batch of ${grouped(planned.batch)}${inFlags(flagged)}`]),
    ...(batch === undefined
      ? []
      : [`a batch of ${grouped(batch)} at ${grouped(planned.sequence)} tokens${inFlags(flaggedBatch)}`]),
  ];
  return `there is room for ${words.join(', or for ')}`;
}

/** A recommendation in lines. Flags are one a line, as a file or a shell takes them. */
export function recommendationLines(
  { model, line, room, flags, roomFlags = {} }: Recommendation,
  several: boolean,
  planned: Settings,
): readonly string[] {
  const lines = [several ? `${model}: ${line}` : line];
  if (room !== undefined) lines.push(roomLine(room, roomFlags, planned));
  if (flags !== undefined) lines.push('to paste:', ...flags);
  return lines;
}
