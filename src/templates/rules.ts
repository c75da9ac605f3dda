import type { RecordView, Sample } from '../core/record.ts';
import type { Data, RecordRule, Report, Rule } from '../core/rule-types.ts';
import { TEMPLATE_METAS } from './metas.ts';
import { type Outcome, probe } from './probe.ts';
import { type ReadRecord, recordReader, type Unread } from './read-record.ts';
import { parseSpec, render } from './render.ts';
import type { TemplateSpec } from './spec.ts';
import { refused } from './template-text.ts';
import { turnLists } from './turn-lists.ts';

/** Outcomes that are remembered; then the memory begins anew, which costs time and never the answer. */
const REMEMBERED = 1 << 13;

/** A record with what the template does to it. */
interface Seen extends ReadRecord {
  readonly outcome: Outcome;
}

/**
 * The rules of one chat template: each distinct form of a conversation is rendered once. Throws FtlintError when the
 * template cannot be read, or fails on a plain question and answer.
 */
export function templateRules(spec: TemplateSpec): readonly Rule[] {
  const template = parseSpec(spec);
  refuseUseless(spec);
  const read = recordReader();
  const known = new Map<string, Outcome>();
  const outcomeOf = (record: ReadRecord): Outcome => {
    let outcome = known.get(record.key);
    if (outcome === undefined) {
      outcome = probe(template, record.probe);
      if (known.size >= REMEMBERED) known.clear();
      known.set(record.key, outcome);
    }
    return outcome;
  };
  const look = (record: RecordView, sample: Sample): readonly (Seen | Unread)[] => {
    const tools = sample.kind === 'conversation' ? sample.tools : record.child(record.root, 'tools');
    return turnLists(record, sample).map((turns) => {
      const form = read(record, turns, tools);
      return typeof form === 'string' ? form : { ...form, outcome: outcomeOf(form) };
    });
  };
  // The rules are asked one after the other about one record: it is read for the first of them.
  let last: { readonly record: RecordView; readonly segment: number; readonly offset: number } | undefined;
  let seen: readonly (Seen | Unread)[] = [];
  const lookOnce = (record: RecordView, sample: Sample): readonly (Seen | Unread)[] => {
    const { segment, offset } = record.ref();
    if (last?.record !== record || last.segment !== segment || last.offset !== offset) seen = look(record, sample);
    last = { record, segment, offset };
    return seen;
  };
  return SAYING.map(({ id, say }): RecordRule => ({
    type: 'record',
    meta: TEMPLATE_METAS[id],
    check(record, report) {
      if (record.sample !== undefined)
        for (const conversation of lookOnce(record, record.sample)) say(conversation, report, spec);
    },
  }));
}

/** A template that fails on the plainest conversation says nothing about data. */
function refuseUseless(spec: TemplateSpec): void {
  const template = parseSpec(spec);
  const contents = ['a', [{ type: 'text', text: 'a' }]];
  const failures = contents.map(
    (content) =>
      render(
        template,
        [
          { role: 'user', content },
          { role: 'assistant', content },
        ],
        null,
      ).failure?.says,
  );
  if (failures.every((says) => says !== undefined))
    throw refused(
      spec.path,
      `it fails on one question and its answer: ${failures[0]}`,
      'expected the chat template of a model that answers; try the one of your tokenizer',
    );
}

type Say = (seen: Seen | Unread, report: Report, spec: TemplateSpec) => void;
interface Saying {
  readonly id: keyof typeof TEMPLATE_METAS;
  readonly say: Say;
}

const isSeen = (seen: Seen | Unread): seen is Seen => typeof seen !== 'string';

/** Entry, number and role of a turn of the probe. */
function placeOf({ entries, numbers, probe: { turns } }: Seen, turn: number): { entry?: number; data: Data } {
  if (turn < 0) return { data: {} };
  return { entry: entries[turn], data: { turn: numbers[turn], role: turns[turn].role } };
}

/** A rule about one member of the outcome. */
function about<K extends keyof Outcome>(
  id: Saying['id'],
  key: K,
  say: (found: NonNullable<Outcome[K]>, seen: Seen, report: Report, spec: TemplateSpec) => void,
): Saying {
  return {
    id,
    say(seen, report, spec) {
      const found = isSeen(seen) ? seen.outcome[key] : undefined;
      if (found !== undefined && found !== null) say(found, seen as Seen, report, spec);
    },
  };
}

const SAYING: readonly Saying[] = [
  about('system-role-unsupported', 'system', (turn, seen, report) => {
    const { entry, data } = placeOf(seen, turn);
    report('found', {
      ...(entry !== undefined && { entry }),
      data: { ...data, says: seen.outcome.failure?.says ?? '' },
    });
  }),
  about('template-double-encodes', 'twice', (turn, seen, report) => report('found', placeOf(seen, turn))),
  about('template-drops-content', 'dropped', ({ part, turn }, seen, report) => report(part, placeOf(seen, turn))),
  about('template-error', 'failure', ({ why, says }, seen, report) => {
    const { system, failsAt = -1 } = seen.outcome;
    if (why !== 'raised' || system !== undefined) return;
    const { entry, data } = placeOf(seen, failsAt);
    report(failsAt < 0 ? 'found' : 'turn', { ...(entry !== undefined && { entry }), data: { ...data, says } });
  }),
  about('template-no-eos', 'endless', (turn, seen, report, { eos }) => {
    const { entry, data } = placeOf(seen, turn);
    const token = eos ?? 'eos_token';
    report('found', { ...(entry !== undefined && { entry }), data: { ...data, eos: token } });
  }),
  {
    id: 'template-not-rendered',
    say(seen, report) {
      if (!isSeen(seen)) report(seen);
      else if (seen.outcome.failure !== undefined && seen.outcome.failure.why !== 'raised')
        report(seen.outcome.failure.why, { data: { says: seen.outcome.failure.says } });
    },
  },
  about('template-prints-none', 'prints', ({ found, turn }, seen, report) => {
    const { entry, data } = placeOf(seen, turn);
    report('found', { ...(entry !== undefined && { entry }), data: { ...data, found } });
  }),
];
