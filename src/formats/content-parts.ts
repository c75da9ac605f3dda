import { hashText } from '../core/hash.ts';
import { HashIds } from '../core/hash-ids.ts';
import type { Entry } from '../core/record.ts';
import { Flag, ValueType } from '../core/tape.ts';
import type { View } from '../core/view.ts';
import { KeyPlaces } from './key-places.ts';
import type { SideBuilder } from './side.ts';
import type { TextList } from './text-list.ts';

/** What a part of a message's content is. `media`: known to be no text (an image, a file, a marker). */
export const Part = { unknown: 0, text: 1, call: 2, result: 3, media: 4 } as const;
export type Part = (typeof Part)[keyof typeof Part];

/**
 * Keys of a part, by what they make it. Sources: OpenAI chat and responses (type, text, refusal, image_url, input_audio,
 * file), Anthropic messages (thinking, tool_use, tool_result), Gemini (functionCall, functionResponse, fileData,
 * inlineData …), Bedrock converse (toolUse, toolResult, reasoningContent …), LLaMA-Factory v1 (type, value).
 */
const KEYS = {
  type: ['type'],
  text: ['text', 'thinking', 'refusal', 'value'],
  call: ['toolUse', 'functionCall', 'function_call', 'tool_use'],
  result: ['toolResult', 'functionResponse', 'function_response', 'tool_result'],
  body: ['content', 'output'],
  reasoning: ['reasoningContent'],
  media: [
    'audio',
    'cachePoint',
    'codeExecutionResult',
    'document',
    'executableCode',
    'file',
    'fileData',
    'file_data',
    'guardContent',
    'image',
    'image_url',
    'inlineData',
    'inline_data',
    'input_audio',
    'video',
    'video_url',
  ],
} as const;
const GROUPS = Object.keys(KEYS) as readonly (keyof typeof KEYS)[];
const NAMES = GROUPS.flatMap((group) => [...KEYS[group]] as readonly string[]);
/** Number of the group of each name. */
const GROUP = Uint8Array.from(GROUPS.flatMap((group, i) => KEYS[group].map(() => i)));
const [TYPE, TEXT, CALL, RESULT, BODY, REASONING] = GROUPS.keys();

/** Values of `type` that make a part something else than media. */
const TYPES: Readonly<Record<string, Part>> = {
  text: Part.text,
  input_text: Part.text,
  output_text: Part.text,
  thinking: Part.text,
  reasoning: Part.text,
  refusal: Part.text,
  tool_use: Part.call,
  server_tool_use: Part.call,
  tool_call: Part.call,
  function_call: Part.call,
  tool_result: Part.result,
  tool_response: Part.result,
  function_call_output: Part.result,
};
const typeIds = new HashIds(Object.keys(TYPES).length);
const TYPE_PARTS = Object.entries(TYPES).map(([name, part]) => {
  const { lo, hi } = hashText(name);
  typeIds.add(lo, hi);
  return part;
});

/** Reads the parts of a message's content, where it is a list: what each is, and which of its values say it. */
export class ContentParts {
  private readonly keys = new KeyPlaces(NAMES);
  /** What `look` found in the list: bit n for a `Part` n that is there. */
  has = 0;
  /** A part says something: text that is not blank, or what is no text. */
  says = false;
  /** The call, as an object with its name (the part itself, or the value of its one key); the whole list where it holds several; -1: none. */
  call: Entry = -1;
  /** What the part that `read` was given last says: a string, or a container of which every string counts; -1: nothing. */
  private said: Entry = -1;

  /** Reads a list once: fills `has`, `says` and `call`. */
  look(view: View, content: Entry): void {
    this.has = 0;
    this.says = false;
    this.call = -1;
    this.keys.start(view.batch);
    const { next } = view.tape;
    for (let e = content + 1, end = next[content]; e < end; e = next[e]) {
      const part = this.read(view, e);
      this.has |= 1 << part;
      if (part === Part.call) this.call = this.call < 0 ? this.said : content;
      if (part === Part.text ? this.said >= 0 && view.filled(this.said) : part !== Part.unknown) this.says = true;
    }
  }

  /**
   * Adds what the parts of a list say to a side, and lists their texts: texts and calls with their length, media by their
   * hash; what a trainer tokenises, calls left out as everywhere. A result may be a list of parts itself, where what is no
   * part (`json`) counts as it stands.
   */
  say(view: View, content: Entry, side: SideBuilder | undefined, texts: TextList | undefined, inResult = false): void {
    this.keys.start(view.batch);
    const { tape } = view;
    const { next, type } = tape;
    for (let e = content + 1, end = next[content]; e < end; e = next[e]) {
      const part = this.read(view, e);
      const said = part === Part.unknown && inResult ? e : this.said;
      if (part === Part.result && said >= 0 && type[said] === ValueType.array) {
        this.say(view, said, side, texts, true);
        continue;
      }
      if (part !== Part.call && part !== Part.media) texts?.add(view, said);
      if (side === undefined) continue;
      if (part === Part.media) mark(side, view, e);
      else side.add(tape, said);
      if (part === Part.call) side.fill();
    }
  }

  /** What one part is; `said` has its value. A key whose value is null is not there: columnar files give every part all keys. */
  private read(view: View, e: Entry): Part {
    this.said = -1;
    const { type, key, next } = view.tape;
    if (type[e] !== ValueType.object) return Part.unknown;
    const { places } = this.keys;
    let typed = -1;
    let text = -1;
    let call = -1;
    let result = -1;
    let body = -1;
    let reasoning = -1;
    let media = -1;
    for (let m = e + 1, end = next[e]; m < end; m = next[m]) {
      const id = key[m];
      const place = id >= 0 && id < places.length ? places[id] - 1 : -1;
      if (place < 0 || type[m] === ValueType.null) continue;
      const group = GROUP[place];
      if (group === TYPE) typed = m;
      else if (group === TEXT) text = m;
      else if (group === CALL) call = m;
      else if (group === RESULT) result = m;
      else if (group === BODY) body = m;
      else if (group === REASONING) reasoning = m;
      else media = m;
    }
    if (typed >= 0 && type[typed] === ValueType.string) {
      const { hashLo, hashHi } = view.tape;
      const id = typeIds.find(hashLo[typed], hashHi[typed]);
      const part = id < 0 ? Part.media : TYPE_PARTS[id];
      if (part === Part.text) this.said = text;
      else if (part === Part.call) this.said = call >= 0 ? call : e;
      else if (part === Part.result) this.said = body >= 0 ? body : text;
      return part;
    }
    if (call >= 0) {
      this.said = call;
      return Part.call;
    }
    if (result >= 0) {
      this.said = resultOf(view, result);
      return Part.result;
    }
    if (text >= 0) {
      if (type[text] !== ValueType.string) return Part.unknown;
      this.said = text;
      return Part.text;
    }
    if (reasoning >= 0) {
      this.said = view.child(view.child(reasoning, 'reasoningText'), 'text');
      return this.said < 0 ? Part.media : Part.text;
    }
    return media >= 0 ? Part.media : Part.unknown;
  }
}

/** What a tool answered, without the names and ids around it. */
function resultOf(view: View, result: Entry): Entry {
  const content = view.child(result, 'content');
  if (content >= 0) return content;
  const response = view.child(result, 'response');
  return response >= 0 ? response : result;
}

/** Media set samples apart and are no text: hashes without length. */
function mark(side: SideBuilder, { tape }: View, part: Entry): void {
  const { type, next, flags, hashLo, hashHi } = tape;
  for (let e = part + 1, end = next[part]; e < end; e++) {
    if (type[e] <= ValueType.array || type[e] === ValueType.null || (flags[e] & Flag.blank) !== 0) continue;
    side.mark(hashLo[e], hashHi[e]);
  }
  side.fill();
}
