import {
  askTurns,
  type AskTurn,
  type CallFault,
  callFault,
  callsIn,
  type Data,
  defineTargetRule,
  faults,
  firstUnanswered,
  hasCalls,
  listedTools,
  optionsOf,
  type Report,
  roleBits,
  roleList,
  shortText,
  shortValue,
  spellings,
  textFault,
  type TargetRecord,
  type TargetRole,
  ValueType,
  valueOf,
} from '../../../src/rule.ts';

type TurnFault = 'not-allowed' | 'empty' | 'with-content' | 'parallel' | 'role';
type Fault = CallFault | TurnFault | 'id-repeated' | 'undeclared' | 'unanswered' | 'text-not-call';
interface Options {
  readonly fault: Fault;
  /** Regular expression that an id or a name must match. */
  readonly pattern?: string;
  /** Roles whose messages may call; of `text-not-call`: whose whole text is a call. */
  readonly roles?: readonly TargetRole[];
}

const TURN_FAULTS = ['not-allowed', 'empty', 'with-content', 'parallel', 'role'] as const;
const CALL_FAULTS = [
  'type',
  'arguments-not-string',
  'arguments-not-object',
  'arguments-not-json',
  'id-missing',
  'id-pattern',
  'name-pattern',
] as const satisfies readonly CallFault[];

const isTurnFault = (fault: Fault): fault is TurnFault => (TURN_FAULTS as readonly string[]).includes(fault);

/** Whether a message has a fault that needs no look into its calls. */
const ofTurn: Readonly<Record<TurnFault, AskTurn>> = {
  'not-allowed': ({ view }, turns, i) => hasCalls(view, turns, i),
  role: ({ view }, turns, i) => hasCalls(view, turns, i),
  empty: ({ view }, { calls }, i) =>
    calls[i] >= 0 && view.type(calls[i]) === ValueType.array && view.first(calls[i]) < 0,
  'with-content': ({ view }, { calls, call, content }, i) =>
    (view.filled(calls[i]) || view.filled(call[i])) && isFull(view, content[i]),
  parallel: ({ view }, turns, i) => callsIn(view, turns, i).length > 1,
};

/** Neither absent, null, an empty string nor an empty list: what Python takes for true. */
const isFull = (view: TargetRecord['view'], entry: number): boolean =>
  entry >= 0 && view.type(entry) !== ValueType.null && view.codePoints(entry) > 0;

/** Names of the tools that a record declares; undefined: a declaration has none, so nothing can be said about the others. */
function declaredNames(record: TargetRecord): ReadonlySet<string> | undefined {
  const names = listedTools(record.view, valueOf(record, 'tools')).map(({ inner }) => inner.name);
  return names.every((name): name is string => typeof name === 'string') ? new Set(names) : undefined;
}

/** Reports calls of tools that are not allowed, or are written in a way that is not taken. */
export const targetToolCalls = defineTargetRule<Options>({
  meta: {
    id: 'target-tool-calls',
    group: 'target',
    since: '0.1.0',
    title: {
      one: '1 record calls a tool in a way that {target} does not take',
      other: '{count} records call a tool in a way that {target} does not take',
    },
    messages: {
      'not-allowed': 'message {number} calls a tool; {target} takes no calls; remove it, or drop the record',
      empty: 'message {number} has an empty list of calls; {target} expects a call or no list at all; remove the key',
      type: 'a call has {found} as its type; {target} expects "function"; write "type": "function"',
      'arguments-not-string':
        'the arguments of a call are {found}; {target} expects a string; write them with json.dumps',
      'arguments-not-object':
        'the arguments of a call are {found}; {target} expects an object; parse them with json.loads',
      'arguments-not-json':
        'the arguments of a call are {found}; {target} expects a string that holds one JSON object; write them with json.dumps',
      'id-missing': 'a call has no id; {target} expects one; number the calls, and their results',
      'id-pattern':
        'the id "{found}" does not match {pattern}; {target} expects that; rename it, and in the result too',
      'id-repeated': 'two calls have the id "{found}"; {target} expects an id of its own for each; number them',
      'name-pattern': 'the name "{found}" does not match {pattern}; {target} expects that; rename the tool',
      undeclared:
        'the record calls "{found}", which it does not declare; {target} expects it among its tools; declare it',
      'with-content':
        'message {number} has a text and calls a tool; {target} expects one of the two; move the text into a message of its own',
      parallel:
        'message {number} calls {found} tools at once; {target} expects one call in a message; put them one behind the other',
      unanswered:
        'message {number} has calls that no tool answers; {target} expects a result for each; add them, or end the record there',
      'text-not-call':
        'message {number} is a call and holds {found}; {target} expects JSON with name and arguments; write it with json.dumps',
      role: 'message {number} has the role "{role}" and calls a tool; {target} expects calls in messages of role {expected} only; mend the role',
    },
    options: optionsOf(
      {
        fault: faults(...TURN_FAULTS, ...CALL_FAULTS, 'id-repeated', 'undeclared', 'unanswered', 'text-not-call'),
        pattern: { type: 'string' },
        roles: roleList,
      },
      ['fault'],
    ),
    fix: 'none',
  },
  compile({ fault, pattern, roles = ['assistant'] }) {
    const allowed = roleBits(roles);
    if (isTurnFault(fault)) {
      return askTurns(fault === 'role' ? ~allowed : ~0, (record, turns, i, report) => {
        if (!ofTurn[fault](record, turns, i, report)) return false;
        const { view } = record;
        const data: Data = {
          number: i + 1,
          role: shortValue(view, turns.roleEntry[i]),
          expected: spellings(record, roles),
          found: fault === 'parallel' ? callsIn(view, turns, i).length : '',
        };
        report(fault, { entry: turns.entry[i], data });
        return true;
      });
    }
    if (fault === 'unanswered') {
      return ({ view, turns: lists }, report) => {
        for (const turns of lists) {
          const i = firstUnanswered(view, turns);
          if (i >= 0) return report('unanswered', { entry: turns.entry[i], data: { number: i + 1 } });
        }
      };
    }
    if (fault === 'text-not-call') return askTurns(allowed, textNotCall);
    if (fault === 'id-repeated' || fault === 'undeclared') return fault === 'undeclared' ? undeclared : repeated;
    const matches = pattern === undefined ? undefined : new RegExp(pattern);
    return askTurns(~0, ({ view }, turns, i, report) => {
      for (const call of callsIn(view, turns, i)) {
        // The older `function_call` has neither.
        if (call.entry === turns.call[i] && (fault === 'type' || fault === 'id-missing')) continue;
        const found = callFault(fault, view, call, matches);
        if (found === undefined) continue;
        report(fault, { entry: found.entry, data: { found: found.found, pattern: pattern ?? '' } });
        return true;
      }
      return false;
    });
  },
});

const textNotCall: AskTurn = ({ view }, { content }, i, report) => {
  if (!view.isString(content[i])) return false;
  const found = textFault(view.text(content[i]));
  if (found === undefined) return false;
  report('text-not-call', { entry: content[i], data: { number: i + 1, found } });
  return true;
};

type Check = (record: TargetRecord, report: Report) => void;

const repeated: Check = ({ view, turns: lists }, report) => {
  let seen: Set<string> | undefined;
  for (const turns of lists)
    for (let i = 0; i < turns.length; i++)
      for (const { id, entry } of callsIn(view, turns, i)) {
        if (id === undefined || id === '') continue;
        if (seen?.has(id)) return report('id-repeated', { entry, data: { found: shortText(id) } });
        (seen ??= new Set()).add(id);
      }
};

const undeclared: Check = (record, report) => {
  let names: ReadonlySet<string> | undefined;
  for (const turns of record.turns)
    for (let i = 0; i < turns.length; i++)
      for (const { name, entry } of callsIn(record.view, turns, i)) {
        names ??= declaredNames(record);
        if (names === undefined) return;
        if (name === undefined || names.has(name)) continue;
        return report('undeclared', { entry, data: { found: shortText(name) } });
      }
};
