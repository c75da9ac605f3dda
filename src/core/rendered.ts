/** Two markers of one chat template, in the order in which it writes them. */
type Template = readonly [name: string, first: RegExp, second: RegExp];

/** Tokens that nobody writes but a template. */
const MARKUP: readonly Template[] = [
  ['ChatML', /<\|im_start\|>/, /<\|im_end\|>/],
  ['Llama 3', /<\|start_header_id\|>/, /<\|eot_id\|>/],
  ['Llama 2 or Mistral', /\[INST\]/, /\[\/INST\]/],
  ['Gemma', /<start_of_turn>/, /<end_of_turn>/],
  ['Phi or Zephyr', /<\|(?:user|system)\|>/, /<\|(?:assistant|end)\|>/],
  ['gpt-oss', /<\|start\|>/, /<\|message\|>/],
  ['DeepSeek', /<｜User｜>/, /<｜Assistant｜>/],
];
/** Words between the turns: a template's, or those of a prompt that is meant to be so. */
const WORDS: readonly Template[] = [
  ['Alpaca', /^#{2,3} ?(?:Instruction|Input|Human|User):/m, /^#{2,3} ?(?:Response|Assistant|Output):/m],
  ['Guanaco', /### Human:/, /### Assistant:/],
  ['Vicuna', /^(?:Human|User|USER): ?\S/m, /^(?:Assistant|ASSISTANT):/m],
];
/** The token that a tokenizer puts in front itself; `<s>` that is closed inside the text is the strike-through of HTML. */
const BOS = /^\s{0,8}(<bos>|<\|begin_of_text\|>|<｜begin▁of▁sentence｜>|<s>(?![^]{0,4000}<\/s>\s{0,8}[^\s<]))/;

/** The template in whose tokens a text holds whole turns already, by name; undefined: none that is known here. */
export const markupTemplate = (text: string): string | undefined => templateOf(MARKUP, text);

/** The same for templates that write words between turns (`### Response:`, `Assistant:`). */
export const wordTemplate = (text: string): string | undefined => templateOf(WORDS, text);

function templateOf(templates: readonly Template[], text: string): string | undefined {
  for (const [name, first, second] of templates) {
    const at = text.search(first);
    if (at >= 0 && second.test(text.slice(at + 1))) return name;
  }
  return undefined;
}

/** The token of a text's beginning that is typed at the beginning of this one. */
export function typedBos(text: string): string | undefined {
  return BOS.exec(text)?.[1];
}
