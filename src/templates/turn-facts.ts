/** What a template can see of a turn besides its words. */
export interface TurnFacts {
  /** As the template gets it: `user`, `gpt` where a `role` key says so. */
  readonly role: string;
  /** `image`: parts with others than text; `think`: a text that begins with `<think>`; `other`: a number or an object. */
  readonly content: 'text' | 'empty' | 'null' | 'absent' | 'parts' | 'image' | 'think' | 'other';
  /** Calls of tools, at most two: what more are is the same again. */
  readonly calls: 0 | 1 | 2;
  /** `old`: `function_call` in place of `tool_calls`. */
  readonly callForm: 'list' | 'old';
  readonly args: 'object' | 'string' | 'absent';
  /** `nine`: nine letters and digits, which Mistral's templates ask for. */
  readonly callId: 'absent' | 'nine' | 'other';
  /** A result says which call it answers, by the tool's name too. */
  readonly answers: boolean;
  readonly named: boolean;
  /** Key of reasoning beside the content. */
  readonly thinking: 'reasoning_content' | 'thinking' | undefined;
}

/** A conversation without its words: what decides how a template renders it. */
export interface Probe {
  readonly turns: readonly TurnFacts[];
  /** Tools are declared. */
  readonly tools: boolean;
}

/** A turn of plain text. */
export const plainTurn = (role: string, content: TurnFacts['content'] = 'text'): TurnFacts => ({
  role,
  content,
  calls: 0,
  callForm: 'list',
  args: 'object',
  callId: 'absent',
  answers: false,
  named: false,
  thinking: undefined,
});
