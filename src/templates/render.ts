import { type Failure, failureOf } from './failure.ts';
import { globals } from './globals.ts';
import { type Node, parseTemplate } from './jinja.ts';
import { boundedMachine } from './machine.ts';
import type { Message } from './messages.ts';
import type { TemplateSpec } from './spec.ts';
import { refused } from './template-text.ts';

/** A template that is ready to render. */
export interface Template {
  readonly plain: Node;
  readonly withTools: Node;
  readonly bos: string;
  readonly eos: string;
}

/** What a render gave. */
export type Rendered =
  { readonly text: string; readonly failure?: undefined } | { readonly text?: undefined; readonly failure: Failure };

/** Stand-ins for tokens that are not known: nobody writes them. */
const BOS = '<|ftlint_bos|>';
const EOS = '<|ftlint_eos|>';

/** The parser runs past the end of what is not closed, and over its stack where it nests. */
function parserSays(error: unknown): string {
  if (error instanceof RangeError) return 'it nests too deeply';
  if (error instanceof TypeError) return 'it ends in the middle of a statement';
  return error instanceof Error ? error.message : 'unread';
}

/** Parses the templates of a spec. Throws FtlintError with the parser's own words. */
export function parseSpec({ path, text, toolUse, bos, eos }: TemplateSpec): Template {
  const read = (source: string): Node => {
    try {
      return parseTemplate(source);
    } catch (error) {
      const says = parserSays(error);
      throw refused(path, `not a template that can be read: ${says}`, 'expected the Jinja of a chat template');
    }
  };
  const plain = read(text);
  return { plain, withTools: toolUse === undefined ? plain : read(toolUse), bos: bos ?? BOS, eos: eos ?? EOS };
}

/** Renders messages as transformers' apply_chat_template does for training. Never throws, and always ends. */
export function render(template: Template, messages: readonly Message[], tools: readonly object[] | null): Rendered {
  try {
    const scope = globals();
    const variables = { messages, tools, documents: null, add_generation_prompt: false };
    const tokens = { bos_token: template.bos, eos_token: template.eos, pad_token: template.eos, unk_token: '<unk>' };
    for (const [name, value] of Object.entries({ ...variables, ...tokens })) scope.set(name, value);
    const program = tools === null ? template.plain : template.withTools;
    return { text: String(boundedMachine(scope).run(program).value) };
  } catch (thrown) {
    return { failure: failureOf(thrown) };
  }
}
