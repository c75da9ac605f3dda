import { lengthOf } from '../../../plan/memory.ts';
import type { DataPlan, PlanReport, Recommendation } from '../../../plan/plan-report.ts';
import type { Settings } from '../../../plan/plan-types.ts';
import type { Room } from '../../../plan/room.ts';
import { grouped } from '../../../reporters/numbers.ts';
import { percentOf } from './words.ts';

/** The settings in one line, those alone that change a number. */
export function settingsLine({ settings: s, gpus, sharding }: PlanReport): string {
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
    `${gpus === 1 ? 'several' : grouped(gpus)} cards by ${sharding}`,
  ];
  return words.join(' · ');
}

/** What the loss sees of the tokens, as a clause. */
const SEEN: Readonly<Record<DataPlan['learns'], (tokens: string) => string>> = {
  answers: (tokens) => `the loss sees ${tokens}, the answers`,
  'last-answer': (tokens) => `the loss sees ${tokens}, the last answers`,
  all: (tokens) => `the loss sees ${tokens}, all that is read`,
  some: (tokens) => `the loss sees ${tokens}`,
  pairs: (tokens) => `the loss sees ${tokens}, the answers of both sides`,
  labels: () => 'the loss sees one label a row',
  texts: () => 'the loss sees whole texts',
  samples: () => 'the loss sees none of them',
};

/** Padding in one line: of each row to the sequence, of packed rows, of batches as planned. */
function paddingWords({ padding }: DataPlan, { sequence, batch, packing }: Settings): string {
  const [alone, packed] = [percentOf(padding.alone), percentOf(padding.packed)];
  const planned = packing
    ? ''
    : batch === 1
      ? '; none as planned, a row at a time'
      : `; ${percentOf(padding.batch)} as planned, each ${grouped(batch)} to their longest`;
  return `padding at ${grouped(sequence)} tokens: ${alone} a row alone, ${packed} packed${planned}`;
}

/** How many of the rows are read, by whom, and what became of the others. */
function rowsWords({ rows, records, reasons, target, stops }: DataPlan): string {
  const of = rows === records ? grouped(rows) : `${grouped(rows)} of ${grouped(records)}`;
  const word = records === 1 ? 'row' : 'rows';
  const gone = reasons.length === 0 ? '' : ` (${reasons.join('; ')})`;
  if (target === 'rows') return `${of} ${word}, planned by themselves${gone}`;
  const verb = stops === undefined ? (rows === 1 ? 'is' : 'are') : 'would be';
  return `${of} ${word} ${verb} read by ${target}${gone}`;
}

/** Dollars of a bill; a range where its tokens are estimated. */
const dollars = (money: number, error: number): string =>
  error === 0 ? `$${money.toFixed(2)}` : `$${(money * (1 - error)).toFixed(2)}–${(money * (1 + error)).toFixed(2)}`;

/** The data set in lines: what stops the run, rows, tokens, padding, steps, what is billed. */
export function dataLines(data: DataPlan, { settings }: PlanReport): readonly string[] {
  const about = data.error > 0 ? 'about ' : '';
  const { steps, billed, hosted, stops } = data;
  const money = billed.money === undefined ? '' : ` = ${dollars(billed.money, data.error)}`;
  const who = hosted ? `${data.target} bills` : 'a hosted place that bills';
  const bill = `${who} ${billed.rule}: ${about}${grouped(billed.tokens)} tokens${money}`;
  const run = [
    paddingWords(data, settings),
    `steps: ${grouped(steps.perEpoch)} an epoch, ${grouped(steps.all)} in ${settings.epochs}`,
  ];
  return [
    ...(stops === undefined ? [] : [stops]),
    `${rowsWords(data)}: ${about}${grouped(data.tokens)} tokens an epoch, ${SEEN[data.learns](grouped(data.trainedTokens))}`,
    ...(hosted ? [bill, ...run.map((line) => `trained by yourself, ${line}`)] : [...run, bill]),
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
      : [`a batch of ${grouped(batch)} at ${grouped(lengthOf(planned))} tokens${inFlags(flaggedBatch)}`]),
  ];
  return `there is room for ${words.join(', or for ')}`;
}

/** A recommendation in lines. Flags are one a line, as a file or a shell takes them. */
export function recommendationLines(
  { model, line, room, flags, unspelt, roomFlags = {} }: Recommendation,
  several: boolean,
  planned: Settings,
): readonly string[] {
  const lines = [several ? `${model}: ${line}` : line];
  if (room !== undefined) lines.push(roomLine(room, roomFlags, planned));
  if (flags !== undefined) lines.push('to paste:', ...flags);
  if (unspelt !== undefined) lines.push(`set it there yourself, no spelling is known here: ${unspelt.join(', ')}`);
  return lines;
}
