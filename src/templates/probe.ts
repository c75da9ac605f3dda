import type { Failure } from './failure.ts';
import { ARGUMENT, type Marker, messagesOf, type Part } from './messages.ts';
import { render, type Template } from './render.ts';
import { plainTurn, type Probe } from './turn-facts.ts';

/** What a template does to a conversation; numbers of turns are from 0. */
export interface Outcome {
  readonly failure?: Failure;
  /** The turn at which it fails; -1: not known. */
  readonly failsAt?: number;
  /** It fails because there is a system turn. */
  readonly system?: number;
  /** The first part that never reaches the text. */
  readonly dropped?: { readonly part: Part; readonly turn: number };
  /** A word or a list that is printed in place of content. */
  readonly prints?: { readonly found: string; readonly turn: number };
  /** A turn whose arguments are a string and are encoded again. */
  readonly twice?: number;
  /** The last answer, when nothing ends it. */
  readonly endless?: number;
}

const SYSTEM: ReadonlySet<string> = new Set(['system', 'developer']);

/** Renders a conversation with a word in place of every text, and says what became of the words. Never throws. */
export function probe(template: Template, of: Probe): Outcome {
  const { messages, markers, tools } = messagesOf(of);
  const { text, failure } = render(template, messages, tools);
  if (failure !== undefined) return failure.why === 'raised' ? failed(template, of, failure) : { failure };
  const dropped = lost(text, markers);
  const prints = printed(template, of, text);
  const twice = text.includes(`\\"${ARGUMENT}\\"`) ? of.turns.findIndex(isEncoded) : -1;
  const endless = unended(of, text, markers);
  return {
    ...(dropped !== undefined && { dropped: { part: dropped.part, turn: dropped.turn } }),
    ...(prints !== undefined && { prints }),
    ...(twice >= 0 && { twice }),
    ...(endless >= 0 && { endless }),
  };
}

const isEncoded = ({ calls, args }: Probe['turns'][number]): boolean => calls > 0 && args === 'string';

const PARTS: readonly Part[] = ['turn', 'call', 'arguments', 'reasoning', 'tools'];

/** Of the words that are not there the one that matters most: a whole turn before what hangs on one. */
function lost(text: string, markers: readonly Marker[]): Marker | undefined {
  const missing = markers.filter(({ word }) => !text.includes(word));
  return missing.sort((a, b) => PARTS.indexOf(a.part) - PARTS.indexOf(b.part) || a.turn - b.turn)[0];
}

const failsWith = (template: Template, of: Probe): string | undefined => {
  const { messages, tools } = messagesOf(of);
  return render(template, messages, tools).failure?.says;
};

function failed(template: Template, of: Probe, failure: Failure): Outcome {
  const system = of.turns.findIndex(({ role }) => SYSTEM.has(role));
  if (system >= 0) {
    const { role } = of.turns[system];
    const alone = { turns: [plainTurn(role), plainTurn('user'), plainTurn('assistant')], tools: false };
    if (failsWith(template, alone) !== undefined) return { failure, system };
  }
  return { failure, failsAt: failingTurn(template, of, failure) };
}

/** Turns that are taken away, one by one, to see at which it fails. */
const TRIED = 64;

/** The last turn without which it does not fail, or fails otherwise; -1: not found. */
function failingTurn(template: Template, { turns, tools }: Probe, { says }: Failure): number {
  const least = Math.max(1, turns.length - TRIED);
  for (let length = turns.length - 1; length >= least; length--)
    if (failsWith(template, { turns: turns.slice(0, length), tools }) !== says) return length;
  return least > 1 ? -1 : 0;
}

const NOTHINGS = /\b(?:None|null|undefined)\b/g;
const count = (text: string, words: RegExp): number => text.match(words)?.length ?? 0;

/** `None` where content is null or absent, compared with the same conversation full of words; a list where it is parts. */
function printed(template: Template, of: Probe, text: string): Outcome['prints'] {
  const listed = of.turns.findIndex(({ content }) => content === 'parts' || content === 'image');
  if (listed >= 0) {
    const found = /['"]type['"]: ?['"](?:text|image)['"]/.exec(text);
    if (found !== null) return { found: `[{${found[0]} ...}]`, turn: listed };
  }
  const bare = of.turns.findIndex(({ content }) => content === 'null' || content === 'absent');
  if (bare < 0) return undefined;
  const full = {
    ...of,
    turns: of.turns.map((facts) => (isBare(facts) ? { ...facts, content: 'text' as const } : facts)),
  };
  const { messages, tools } = messagesOf(full);
  const filled = render(template, messages, tools).text;
  if (filled === undefined || count(text, NOTHINGS) <= count(filled, NOTHINGS)) return undefined;
  return { found: text.match(NOTHINGS)?.at(-1) ?? 'None', turn: bare };
}

const isBare = ({ content }: Probe['turns'][number]): boolean => content === 'null' || content === 'absent';

/** Number of the last turn, an assistant's, behind whose words there is nothing but blanks; -1: something ends it. */
function unended({ turns }: Probe, text: string, markers: readonly Marker[]): number {
  const last = turns.length - 1;
  if (turns[last]?.role !== 'assistant') return -1;
  const ends = markers.filter(({ turn }) => turn === last).map(({ word }) => [text.lastIndexOf(word), word.length]);
  const [at, length] = ends.reduce((a, b) => (b[0] > a[0] ? b : a), [-1, 0]);
  return at >= 0 && text.slice(at + length).trim() === '' ? last : -1;
}
