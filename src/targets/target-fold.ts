import type { RecordView } from '../core/record.ts';
import {
  type Fate,
  FATES,
  type Target,
  type TargetCheck,
  type TargetRecord,
  type TargetRule,
} from '../core/target-types.ts';
import type { Data, FoldRule, Report, RuleMeta } from '../core/rule-types.ts';
import { plainCodec } from '../stats/codec.ts';
import { addLength } from '../stats/lengths.ts';
import { keepSmallest } from '../stats/smallest.ts';
import type { RememberingCounter } from '../tokens/remember.ts';
import type { AskedTarget } from './asked-types.ts';
import { lengthOf } from './length-rule.ts';
import { lengthMeter, type Measured } from './measure-length.ts';
import { holds, numberOf } from './parameters.ts';
import { TargetReader } from './read-record.ts';
import { createTargetState, mergeTargets, OVER, placeOrder, type Reported, type TargetState } from './target-state.ts';

const rank = (fate: Fate | undefined): number => (fate === undefined ? 0 : FATES.indexOf(fate));
const [CHANGED, TRUNCATED, UNTRAINED, DROPPED, CRASH] = FATES.slice(1).map(rank);

/** A check that is asked about records of one shape. */
interface Ask {
  /** Its number in the target's file. */
  readonly number: number;
  readonly fate: number;
  readonly check: (record: TargetRecord, report: Report) => void;
}

/** Checks that the parameters leave on, with their numbers. */
function asksOf(
  { target, parameters }: AskedTarget,
  rules: ReadonlyMap<string, TargetRule>,
  shape: Target['shapes'][number] | undefined,
): readonly Ask[] {
  return target.checks.flatMap((check: TargetCheck, number): Ask[] => {
    const rule = rules.get(check.rule);
    if (rule === undefined) throw new Error(`${target.id}: no target rule is called ${check.rule}`);
    if (!holds(check.if, parameters) || (rule.meta.unread === true) !== (shape === undefined)) return [];
    if (shape !== undefined && check.shapes?.includes(shape.id) === false) return [];
    return [{ number, fate: rank(check.fate), check: rule.compile(check.options ?? {}, shape, target) }];
  });
}

/** Id of the fold that stands for a target in the states of a pass. */
export const foldId = (asked: AskedTarget): string => `target:${asked.label}`;

/**
 * One target as a fold over all records that parse: the fate of each, what every check reports, and lengths in tokens.
 * `keep`: places kept of each check; `first`: it is the first of those that share the counter, and sees each record first.
 */
export function targetFold(
  asked: AskedTarget,
  rules: ReadonlyMap<string, TargetRule>,
  counter: RememberingCounter,
  keep: number,
  first: boolean,
): FoldRule<TargetState> {
  const { target, parameters } = asked;
  const reader = new TargetReader(target);
  const shapes = target.shapes.map((shape) => {
    const length = lengthOf(asked, shape);
    const limit = numberOf(length.limit, parameters);
    return { asks: asksOf(asked, rules, shape), measure: lengthMeter(shape, length, limit, counter), length, limit };
  });
  const unread = asksOf(asked, rules, undefined);
  const unreadFate = rank(target.unread.fate);

  // One closure for all checks of all records: what it needs lies beside it.
  let state: TargetState;
  let view: RecordView;
  let ask: Ask;
  let fate = 0;
  let reported = false;
  const report: Report = (message, at) => {
    if (reported) return;
    reported = true;
    fate = Math.max(fate, ask.fate);
    const entry = at?.entry ?? -1;
    note(
      state.checks[ask.number],
      view,
      keep,
      message,
      at?.data,
      () => at?.pointer ?? (entry < 0 ? '' : view.pointer(entry)),
    );
  };
  const askAll = (asks: readonly Ask[], record: TargetRecord): void => {
    for (let i = 0; i < asks.length; i++) {
      ask = asks[i];
      reported = false;
      ask.check(record, report);
    }
  };

  return {
    type: 'fold',
    every: true,
    meta: metaOf(asked),
    init: () => createTargetState(target.shapes.length, target.checks.length),
    add(to, record) {
      state = to;
      view = record;
      fate = 0;
      to.records++;
      if (first) counter.next();
      const number = reader.shapeOf(record);
      const read = reader.read(record, number);
      if (number < 0) {
        fate = unreadFate;
        askAll(unread, read);
        const missing = reader.missingKey(record);
        note(to.shapes[shapes.length], record, keep, missing === '' ? 'none' : 'unread', { missing });
        to.fates[shapes.length * FATES.length + fate]++;
        return;
      }
      const { asks, measure } = shapes[number];
      askAll(asks, read);
      note(to.shapes[number], record, 1, 'shape', undefined);
      const measured = measure(read);
      addTokens(to, measured);
      if (measured.over) {
        const own = overFate(to, record, measured, shapes[number]);
        if (fate < UNTRAINED && own >= UNTRAINED) to.tokens.alone++;
        fate = Math.max(fate, own);
      }
      to.fates[number * FATES.length + fate]++;
      if (fate >= DROPPED) return;
      addLength(to.tokens.read, measured.read);
      if (fate < UNTRAINED) to.tokens.trained += measured.trained - measured.lost;
    },
    merge: (a, b) => mergeTargets(a, b, keep),
    // What it says is put together with the facts about files: run/targets/judge-target.
    finish() {},
    codec: plainCodec<TargetState>(2),
  };

  function overFate(
    to: TargetState,
    record: RecordView,
    { tokens, trained, lost, cut, gone }: Measured,
    { length, limit }: (typeof shapes)[number],
  ): number {
    const { policy, nothingLeft = 'untrained' } = length;
    // Where the loss sees the prompt too, a record without its answer still trains: on the prompt.
    const empty = lost >= trained && trained > 0;
    let own = CHANGED;
    if (policy === 'fail') own = CRASH;
    else if (policy === 'drop') own = rank('dropped');
    else if (empty) own = Math.max(UNTRAINED, rank(nothingLeft));
    else if (lost > 0) own = TRUNCATED;
    else if (policy === 'none') own = 0;
    const cutOff = gone ? 'gone' : lost > 0 ? 'cut' : 'longer';
    const how = policy === 'fail' ? 'fails' : policy === 'drop' ? 'dropped' : cutOff;
    to.tokens.how[OVER.indexOf(how)]++;
    note(to.tokens.over, record, keep, how, { tokens, limit: limit ?? 0, lost: cut > 0 ? cut : lost });
    return own;
  }
}

function addTokens({ tokens }: TargetState, measured: Measured): void {
  addLength(tokens.records, measured.tokens);
  tokens.total += measured.tokens;
  for (let role = 0; role < tokens.byRole.length; role++) tokens.byRole[role] += measured.byRole[role];
}

/** Counts a record, and keeps its place if it is among the first. */
function note(
  to: Reported,
  view: RecordView,
  keep: number,
  message: string,
  data: Data | undefined,
  pointerOf?: () => string,
): void {
  to.count++;
  const last = to.places[keep - 1];
  // A segment is read from its first byte on.
  if (last !== undefined && last.ref.segment <= view.segment) return;
  const ref = view.ref();
  if (to.places.length >= keep && placeOrder({ ref, message, data: {} }, to.places[to.places.length - 1]) >= 0) return;
  const pointer = pointerOf?.() ?? '';
  keepSmallest(to.places, { ref, message, ...(pointer !== '' && { pointer }), data: data ?? {} }, keep, placeOrder);
}

function metaOf(asked: AskedTarget): RuleMeta {
  return {
    id: foldId(asked),
    group: 'target',
    since: '0.1.0',
    severity: 'error',
    stage: 'sample',
    title: { one: '', other: '' },
    messages: {},
    evidence: { class: 'vendor', source: asked.target.evidence.source, read: asked.target.evidence.read },
    memory: 'constant',
    fix: 'none',
  };
}
