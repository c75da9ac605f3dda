import type { RecordView } from '../core/record.ts';
import { type TargetLength, TARGET_ROLES, type TargetRecord, type TargetShape } from '../core/target-types.ts';
import type { TokenCounter } from '../tokens/counter.ts';
import { SpanReader } from './text-spans.ts';

/** Tokens of one record, as a target counts and cuts them. Reused: valid until the next is measured. */
export interface Measured {
  /** Of the record; of a pair, of its longer side. */
  tokens: number;
  /** Of the same, what is left when it is cut; where longer records are dropped or in pieces, all. */
  read: number;
  /** What the loss sees when nothing is cut. */
  trained: number;
  /** Of those, what the limit takes away. */
  lost: number;
  /** Of what is answered, whatever else the loss sees: what the limit takes away, and whether that is all of it. */
  cut: number;
  gone: boolean;
  /** Over the limit. */
  over: boolean;
  /** By number in `TARGET_ROLES`; 0: what is no message. */
  readonly byRole: Float64Array;
}

const ASSISTANT = TARGET_ROLES.indexOf('assistant');

/** The field beside token ids that says which of them are learnt. */
const LABELS = 'labels';
const MINUS = 0x2d;

/** Measures records of one shape. `limit`: tokens, null where none is known. */
export function lengthMeter(
  shape: TargetShape,
  length: TargetLength,
  limit: number | null,
  counter: TokenCounter,
): (record: TargetRecord) => Measured {
  const reader = new SpanReader(shape);
  const { perMessage = 0, perRecord = 0, policy, trained } = length;
  const out: Measured = {
    tokens: 0,
    read: 0,
    trained: 0,
    lost: 0,
    cut: 0,
    gone: false,
    over: false,
    byRole: new Float64Array(TARGET_ROLES.length),
  };
  let sizes = new Float64Array(64);
  const ids = shape.kind === 'token-ids';

  /** One side from its first token to its last. */
  function side(which: number, last: number): void {
    let [total, learnt, prompt, longest, answers] = [perRecord, 0, perRecord, 0, 0];
    for (let i = 0; i < reader.count; i++) {
      const { side: own, learnt: seen, message } = reader.spans[i];
      if (own >= 0 && own !== which) continue;
      total += sizes[i] + (message ? perMessage : 0);
      if (isTrained(seen, i, last)) learnt += sizes[i];
      if (seen) answers += sizes[i];
      else prompt += sizes[i] + (message ? perMessage : 0);
      if (message && sizes[i] > longest) longest = sizes[i];
    }
    out.trained += learnt;
    if (total > out.tokens) out.tokens = total;
    const counted = length.of === 'record' ? total : length.of === 'prompt' ? prompt : longest;
    const over = limit === null ? 0 : Math.max(0, counted - limit);
    const isCut = policy === 'cut-both' || policy === 'cut-end' || policy === 'cut-start';
    out.read = Math.max(out.read, total - (isCut ? over : 0));
    if (over === 0) return;
    out.over = true;
    const cutBefore = out.cut;
    // A prompt or a turn that is cut leaves the rest of the record as it is.
    if (policy === 'drop' || policy === 'fail') lose(learnt, answers);
    else if (length.of !== 'record') return;
    else if (policy === 'cut-both') lose(...shares([learnt, answers], total));
    else if (policy === 'cut-end' || policy === 'cut-start') cutFrom(which, last, total);
    if (answers > 0 && out.cut - cutBefore >= answers) out.gone = true;
  }

  /** Labels below zero (-100) are not learnt, wherever they stand. */
  function mask(view: RecordView, labels: number): void {
    const all = labels < 0 ? 0 : view.codePoints(labels);
    if (all === 0) return;
    let learnt = 0;
    for (let e = labels + 1; e < view.behind(labels); e++) if (view.byteAt(e, 0) !== MINUS) learnt++;
    out.trained = Math.min(out.trained, learnt);
    out.lost = Math.round((out.lost * learnt) / all);
  }

  function isTrained(seen: boolean, i: number, last: number): boolean {
    if (trained === 'all') return true;
    return trained === 'answers' ? seen : i === last;
  }

  function lose(lost: number, cut: number): void {
    out.lost += lost;
    out.cut += cut;
  }

  /** Prompt and answer lose the same share. */
  function shares(of: readonly [number, number], total: number): [number, number] {
    const [lost, cut] = of.map((part) => Math.min(part, Math.ceil((part * (total - (limit as number))) / total)));
    return [lost, cut];
  }

  /** What lies behind the limit, from the end that is cut. */
  function cutFrom(which: number, last: number, total: number): void {
    let left = total - (limit as number);
    const step = policy === 'cut-end' ? -1 : 1;
    for (let i = step < 0 ? reader.count - 1 : 0; i >= 0 && i < reader.count && left > 0; i += step) {
      const { side: own, learnt: seen, message } = reader.spans[i];
      if (own >= 0 && own !== which) continue;
      if (message) left -= perMessage;
      const cut = Math.max(0, Math.min(left, sizes[i]));
      lose(isTrained(seen, i, last) ? cut : 0, seen ? cut : 0);
      left -= cut;
    }
  }

  return (record) => {
    reader.read(record);
    out.tokens = out.read = out.trained = out.lost = out.cut = 0;
    out.over = out.gone = false;
    out.byRole.fill(0);
    if (reader.count > sizes.length) sizes = new Float64Array(reader.count * 2);
    let last = -1;
    for (let i = 0; i < reader.count; i++) {
      const { entry, role, learnt } = reader.spans[i];
      sizes[i] = ids ? record.view.codePoints(entry) : tokensOf(record.view, entry, counter);
      out.byRole[role] += sizes[i];
      if (learnt || role === ASSISTANT) last = i;
    }
    for (let which = 0; which < reader.sides; which++) side(which, last);
    if (ids) mask(record.view, record.field(LABELS));
    return out;
  };
}

/** Characters that make a token in names and numbers, about. */
const NAME = 4;

/**
 * Tokens of a string; of a list or an object those of its JSON, as templates write it: texts are counted, names and marks
 * between them by their length, because how a template spells them is its own affair.
 */
function tokensOf(view: RecordView, entry: number, counter: TokenCounter): number {
  if (entry < 0) return 0;
  if (view.isString(entry)) return counter.count(view, entry);
  let sum = 1;
  for (let e = entry + 1; e < view.behind(entry); e++) {
    sum += 1 + Math.ceil((view.key(e)?.length ?? 0) / NAME);
    sum += view.isString(e) ? counter.count(view, e) : 1;
  }
  return sum;
}
