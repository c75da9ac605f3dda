import type { Entry, RecordView } from '../core/record.ts';
import { collapse } from './collapse.ts';
import { factsOf } from './facts-of.ts';
import { plainTurn, type Probe, type TurnFacts } from './turn-facts.ts';
import type { TurnList } from './turn-lists.ts';

/** Turns that are rendered at most, once rounds that repeat are left out. */
const MOST = 256;
/** Forms of turns that are kept. */
const FORMS = 1 << 12;

/** A record as a template sees it. */
export interface ReadRecord {
  readonly probe: Probe;
  /** What decides how it is rendered; equal for equal probes. */
  readonly key: string;
  /** Entry and number (from 1) in the record of the probe's turns. */
  readonly entries: readonly Entry[];
  readonly numbers: readonly number[];
}

/** Why a record is not rendered: a key of the rule's messages. */
export type Unread = 'form' | 'long';

/** Reads records as templates see them; forms of turns that are alike are one object with a short name. */
export function recordReader(): (record: RecordView, turns: TurnList, tools: Entry) => ReadRecord | Unread {
  const names = new Map<string, { readonly facts: TurnFacts; readonly name: string }>();
  const plain = new WeakMap<TurnFacts, { readonly facts: TurnFacts; readonly name: string }>();
  let serial = 0;
  const form = (facts: TurnFacts) => {
    const same = plain.get(facts);
    if (same !== undefined) return same;
    const long = JSON.stringify(facts);
    let known = names.get(long);
    if (known === undefined) {
      if (names.size >= FORMS) names.clear();
      known = { facts, name: `${serial++}.` };
      names.set(long, known);
    }
    // Objects of turns that call or answer live no longer than their record.
    if (facts.calls === 0 && !facts.answers) plain.set(facts, known);
    return known;
  };
  return (record, turns, declared) => {
    const forms: { readonly facts: TurnFacts; readonly name: string }[] = [];
    const entries: Entry[] = [];
    const beside = systemBeside(record, turns);
    if (beside >= 0) {
      forms.push(form(plainTurn('system')));
      entries.push(beside);
    }
    for (let i = 0; i < turns.length; i++) {
      const facts = factsOf(record, turns, i);
      if (facts === undefined) return 'form';
      forms.push(form(facts));
      entries.push(turns.entry[i]);
    }
    const kept = collapse(
      forms.map(({ name }) => name),
      (i) => forms[i].facts.role === 'user',
    );
    if (kept.length > MOST) return 'long';
    const tools = record.filled(declared);
    const before = beside >= 0 ? 0 : 1;
    return {
      probe: { turns: kept.map((i) => forms[i].facts), tools },
      key: `${tools ? 'T' : ''}${kept.map((i) => forms[i].name).join('')}`,
      entries: kept.map((i) => entries[i]),
      numbers: kept.map((i) => i + before),
    };
  };
}

/** A filled system text beside the turns: trainers make it the first of them. */
function systemBeside(record: RecordView, turns: TurnList): Entry {
  for (const key of ['system', 'system_prompt']) {
    const entry = record.child(record.root, key);
    if (record.isString(entry) && record.filled(entry) && turns.entry[0] !== entry) return entry;
  }
  return -1;
}
