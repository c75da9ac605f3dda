import type { Room } from '../../plan/fit.ts';
import type { DataPlan, PlanReport, Recommendation } from '../../plan/plan-report.ts';
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

/** The data set in lines: rows, tokens, padding, steps, what is billed. */
export function dataLines(data: DataPlan, { settings }: PlanReport): readonly string[] {
  const about = data.error > 0 ? 'about ' : '';
  const { padding, steps, billed } = data;
  const money = billed.money === undefined ? '' : ` = $${billed.money.toFixed(2)}`;
  return [
    `${grouped(data.rows)} rows train in ${data.target}: ${about}${grouped(data.tokens)} tokens an epoch, the loss sees ${grouped(data.trainedTokens)}`,
    `padding at ${grouped(settings.sequence)} tokens: ${percentOf(padding.alone)} a row alone, ${percentOf(padding.packed)} packed`,
    `steps: ${grouped(steps.perEpoch)} an epoch, ${grouped(steps.all)} in ${settings.epochs}`,
    `a hosted place that bills ${billed.rule}: ${about}${grouped(billed.tokens)} tokens${money}`,
  ];
}

/** What else would fit: a longer sequence or a larger batch, or a shorter one where the planned does not surely fit. */
function roomLine({ sequence, batch }: Room, planned: number): string {
  if (sequence !== undefined && sequence < planned && batch === undefined)
    return `shorten to ${grouped(sequence)} tokens to have it fit surely`;
  const words = [
    ...(sequence === undefined ? [] : [`sequences up to ${grouped(sequence)} tokens`]),
    ...(batch === undefined ? [] : [`a batch of ${grouped(batch)}`]),
  ];
  return `there is room for ${words.join(', or for ')}`;
}

/** A recommendation in lines; `planned`: tokens of a sequence. Flags are one a line, as a file or a shell takes them. */
export function recommendationLines(
  { model, line, room, flags }: Recommendation,
  several: boolean,
  planned: number,
): readonly string[] {
  const lines = [several ? `${model}: ${line}` : line];
  if (room !== undefined) lines.push(roomLine(room, planned));
  if (flags !== undefined) lines.push('to paste:', ...flags);
  return lines;
}
