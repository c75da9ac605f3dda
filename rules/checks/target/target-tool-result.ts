import {
  type AskTurn,
  callsIn,
  defineTargetRule,
  faults,
  idsAnswered,
  optionsOf,
  resultsIn,
  roleNumber,
  shortText,
  type TargetRecord,
  type TargetTurns,
  ValueType,
} from '../../../src/rule.ts';

type Fault = 'no-call' | 'id-missing' | 'id-unknown';
interface Options {
  readonly fault: Fault;
  /** Of `no-call`: key that marks the message before as a call by true; absent: calls are those that stand in messages. */
  readonly flag?: string;
}

const TOOL = roleNumber('tool');

/** Whether a list can hold results at all: a quick look, without opening a message. */
function mayAnswer({ view }: TargetRecord, { role, content, length }: TargetTurns): boolean {
  for (let i = 0; i < length; i++) if (role[i] >= TOOL || (content[i] >= 0 && !view.isString(content[i]))) return true;
  return false;
}

/** A message that answers with a role of its own, without saying what. */
const idMissing: AskTurn = ({ view }, turns, i, report) => {
  if (turns.role[i] !== TOOL || view.filled(view.child(turns.entry[i], 'tool_call_id'))) return false;
  if (idsAnswered(view, turns, i).some((id) => id !== '')) return false;
  report('id-missing', { entry: turns.entry[i], data: { number: i + 1 } });
  return true;
};

/** Results before their call, and more of them than calls. */
function noCall(): AskTurn {
  let open = 0;
  return ({ view }, turns, i, report) => {
    if (i === 0) open = 0;
    const results = resultsIn(view, turns, i);
    if (results > open) {
      report('no-call', { entry: turns.entry[i], data: { number: i + 1 } });
      return true;
    }
    open += callsIn(view, turns, i).length - results;
    return false;
  };
}

/** Results behind a message that is not marked as a call by a key that is true. */
function notMarked(flag: string): AskTurn {
  return ({ view }, turns, i, report) => {
    if (turns.role[i] < TOOL) return false;
    const mark = i === 0 ? -1 : view.child(turns.entry[i - 1], flag);
    if (mark >= 0 && view.type(mark) === ValueType.true) return false;
    report('not-marked', { entry: turns.entry[i], data: { number: i + 1, flag } });
    return true;
  };
}

/** Results whose id belongs to no earlier call. */
function idUnknown(): AskTurn {
  let called = new Set<string>();
  return ({ view }, turns, i, report) => {
    if (i === 0) called = new Set();
    for (const id of idsAnswered(view, turns, i)) {
      if (id === '' || called.has(id)) continue;
      report('id-unknown', { entry: turns.entry[i], data: { number: i + 1, id: shortText(id) } });
      return true;
    }
    for (const { id } of callsIn(view, turns, i)) if (id !== undefined) called.add(id);
    return false;
  };
}

/** Reports the result of a tool that belongs to no call. */
export const targetToolResult = defineTargetRule<Options>({
  meta: {
    id: 'target-tool-result',
    group: 'target',
    since: '0.1.0',
    title: {
      one: '1 record has the result of a tool that {target} cannot match with a call',
      other: '{count} records have the result of a tool that {target} cannot match with a call',
    },
    messages: {
      'no-call':
        'message {number} is the result of a tool and no call is open; {target} expects the call before it; add the call, or remove the result',
      'not-marked':
        'message {number} is the result of a tool, and "{flag}" is not true in the message before it; {target} expects the call there; mark the call, or remove the result',
      'id-missing':
        'message {number} has no "tool_call_id"; {target} expects the id of the call that it answers; add it',
      'id-unknown':
        'message {number} answers the call "{id}", which is not there; {target} expects the id of an earlier call; mend the id',
    },
    options: optionsOf({ fault: faults('no-call', 'id-missing', 'id-unknown'), flag: { type: 'string' } }, ['fault']),
    fix: 'none',
  },
  compile({ fault, flag }) {
    const ask: AskTurn =
      fault === 'no-call'
        ? flag === undefined
          ? noCall()
          : notMarked(flag)
        : fault === 'id-unknown'
          ? idUnknown()
          : idMissing;
    return (record, report) => {
      for (const turns of record.turns) {
        if (!mayAnswer(record, turns)) continue;
        for (let i = 0; i < turns.length; i++) if (ask(record, turns, i, report)) return;
      }
    };
  },
});
