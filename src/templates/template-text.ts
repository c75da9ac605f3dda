import { FtlintError } from '../core/error.ts';
import type { TemplateSpec } from './spec.ts';

/** Bytes of a file with a template. */
export const LARGEST_TEMPLATE = 1 << 18;
/** White space in a row: the library's lexer takes the square of it. */
const GAP = 512;

/**
 * The template in a file's text: a tokenizer_config.json (`chat_template`, `eos_token`, `bos_token`), or the template itself.
 * `path`: for messages. Throws FtlintError when there is none.
 */
export function templateIn(path: string, text: string): TemplateSpec {
  const plain = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  const spec =
    /\.json$/i.test(path) || /^\s{0,100}\{\s{0,100}"/.test(plain) ? configured(path, plain) : bare(path, plain);
  for (const template of [spec.text, spec.toolUse ?? '']) refuseUnreadable(path, template);
  return spec;
}

const bare = (path: string, text: string): TemplateSpec => ({
  path,
  text,
  toolUse: undefined,
  bos: undefined,
  eos: undefined,
});

function refuseUnreadable(path: string, template: string): void {
  if (template.length > LARGEST_TEMPLATE)
    throw refused(path, `a template of ${template.length} characters`, `expected ${LARGEST_TEMPLATE} at most`);
  if (longestGap(template) > GAP) throw refused(path, `more than ${GAP} blanks in a row`, 'remove them');
}

/** A loop and not an expression: this looks at what the expressions of others choke on. */
function longestGap(text: string): number {
  let [longest, gap] = [0, 0];
  for (let i = 0; i < text.length; i++) {
    gap = text.charCodeAt(i) <= 32 || (text.charCodeAt(i) > 127 && text[i].trim() === '') ? gap + 1 : 0;
    if (gap > longest) longest = gap;
  }
  return longest;
}

/** An error about `--chat-template`. */
export const refused = (path: string, what: string, hint?: string): FtlintError =>
  new FtlintError('chat-template', `--chat-template ${path}: ${what}`, hint);

type Members = Readonly<Record<string, unknown>>;
const membersOf = (value: unknown): Members | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : undefined;

function configured(path: string, text: string): TemplateSpec {
  let config: Members | undefined;
  try {
    config = membersOf(JSON.parse(text));
  } catch (error) {
    throw refused(path, `not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const found = config?.['chat_template'];
  const named = Array.isArray(found) ? namedTemplates(found) : undefined;
  const template = typeof found === 'string' ? found : (named?.get('default') ?? named?.values().next().value);
  if (config === undefined || template === undefined)
    throw refused(
      path,
      'no chat_template in it',
      'newer models keep it in chat_template.jinja beside it: name that file, or the folder',
    );
  return {
    path,
    text: template,
    toolUse: named?.get('tool_use'),
    bos: tokenIn(config['bos_token']),
    eos: tokenIn(config['eos_token']),
  };
}

/** `[{ "name": "default", "template": "…" }]`. */
function namedTemplates(list: readonly unknown[]): ReadonlyMap<string, string> {
  const named = list.map(membersOf).flatMap((entry): [string, string][] => {
    const [name, template] = [entry?.['name'], entry?.['template']];
    return typeof name === 'string' && typeof template === 'string' ? [[name, template]] : [];
  });
  return new Map(named);
}

/** A token as a string, or as an object with `content`. */
function tokenIn(value: unknown): string | undefined {
  const token = membersOf(value)?.['content'] ?? value;
  return typeof token === 'string' && token !== '' ? token : undefined;
}

/** The tokens of a tokenizer_config.json that lies beside a template; nothing of it is required. */
export function withTokensOf(spec: TemplateSpec, config: string): TemplateSpec {
  try {
    const members = membersOf(JSON.parse(config));
    return { ...spec, bos: tokenIn(members?.['bos_token']), eos: tokenIn(members?.['eos_token']) };
  } catch {
    return spec;
  }
}
