import type { Probe, TurnFacts } from './turn-facts.ts';

/** A message as a trainer hands it to a template. */
export type Message = Readonly<Record<string, unknown>>;

/** What a marker stands for. */
export type Part = 'turn' | 'call' | 'arguments' | 'reasoning' | 'tools';

/** A word that must reach the rendered text, and whose it is. */
export interface Marker {
  readonly word: string;
  readonly part: Part;
  /** Number of the turn, from 0; -1: of none. */
  readonly turn: number;
}

/** Letters and digits alone: no filter changes them, nobody else writes them. */
const word = (kind: string, turn: number): string => `zq${kind}${turn}qz`;
/** The key of every call's argument. */
export const ARGUMENT = 'zqkeyqz';

/** Messages of a probe with a word of its own in place of every text, and those words. */
export function messagesOf({ turns, tools }: Probe): {
  readonly messages: readonly Message[];
  readonly markers: readonly Marker[];
  readonly tools: readonly object[] | null;
} {
  const markers: Marker[] = [];
  const messages = turns.map((facts, turn) => messageOf(facts, turn, lastCall(turns, turn), markers));
  if (tools) markers.push({ word: word('tool', 0), part: 'tools', turn: -1 });
  return { messages, markers, tools: tools ? [DECLARED] : null };
}

const DECLARED = {
  type: 'function',
  function: {
    name: word('tool', 0),
    description: 'Looks something up.',
    parameters: {
      type: 'object',
      properties: { [ARGUMENT]: { type: 'string', description: 'What.' } },
      required: [ARGUMENT],
    },
  },
};

function messageOf(facts: TurnFacts, turn: number, answered: number, markers: Marker[]): Message {
  const message: Record<string, unknown> = { role: facts.role };
  const mark = (kind: string, part: Part): string => {
    const marker = { word: word(kind, turn), part, turn };
    markers.push(marker);
    return marker.word;
  };
  if (facts.content !== 'absent') message['content'] = contentOf(facts.content, mark);
  if (facts.thinking !== undefined) message[facts.thinking] = mark('reason', 'reasoning');
  if (facts.calls > 0) {
    const calls = Array.from({ length: facts.calls }, (_, i) => callOf(facts, turn, i, mark));
    if (facts.callForm === 'old') message['function_call'] = calls[0].function;
    else message['tool_calls'] = calls;
  }
  if (facts.answers) message['tool_call_id'] = idOf(facts.callId === 'absent' ? 'nine' : facts.callId, answered);
  if (facts.named) message['name'] = word('name', Math.max(answered, 0));
  return message;
}

function contentOf(content: TurnFacts['content'], mark: (kind: string, part: Part) => string): unknown {
  switch (content) {
    case 'empty':
      return '';
    case 'null':
    case 'absent':
      return null;
    case 'other':
      return 7;
    case 'text':
      return mark('text', 'turn');
    case 'think':
      return `<think>\n${mark('think', 'reasoning')}\n</think>\n\n${mark('text', 'turn')}`;
    case 'parts':
      return [{ type: 'text', text: mark('text', 'turn') }];
    case 'image':
      return [
        { type: 'image', image: 'zq.png' },
        { type: 'text', text: mark('text', 'turn') },
      ];
  }
}

function callOf(facts: TurnFacts, turn: number, i: number, mark: (kind: string, part: Part) => string) {
  const value = facts.args === 'absent' ? '' : mark(`arg${i}x`, 'arguments');
  const given = { [ARGUMENT]: value };
  const args = facts.args === 'absent' ? {} : { arguments: facts.args === 'string' ? JSON.stringify(given) : given };
  const id = facts.callId === 'absent' ? {} : { id: idOf(facts.callId, turn) };
  return { ...id, type: 'function', function: { name: mark(i === 0 ? 'name' : 'second', 'call'), ...args } };
}

const idOf = (kind: TurnFacts['callId'], turn: number): string =>
  kind === 'nine' ? `call${String(Math.max(turn, 0)).padStart(5, '0')}` : `call_${Math.max(turn, 0)}`;

/** Number of the turn with the last call before this one; -1: there is none. */
function lastCall(turns: readonly TurnFacts[], turn: number): number {
  let at = turn - 1;
  while (at >= 0 && turns[at].calls === 0) at--;
  return at;
}
