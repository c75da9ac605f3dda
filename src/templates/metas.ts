import type { RuleMeta } from '../core/rule-types.ts';
import { WITH_MESSAGES } from './turn-lists.ts';

const EVIDENCE = {
  class: 'measured',
  source: '35 chat templates of TRL and Axolotl; transformers docs, chat_templating.md',
  read: '2026-11-22',
} as const;

const COMMON = {
  group: 'template',
  since: '0.1.0',
  stage: 'sample',
  kinds: WITH_MESSAGES,
  depends: 'record',
  evidence: EVIDENCE,
  memory: 'constant',
  fix: 'none',
} as const satisfies Partial<RuleMeta>;

/** What the rules of `--chat-template` say, by id; they are asked only when a template is given. */
export const TEMPLATE_METAS = {
  'system-role-unsupported': {
    ...COMMON,
    id: 'system-role-unsupported',
    severity: 'error',
    title: {
      one: '1 conversation has a system turn that the template refuses',
      other: '{count} conversations have a system turn that the template refuses',
    },
    messages: {
      found:
        'the template fails on the system turn: {says}; expected a conversation without one; put its text at the beginning of the first user turn, or train with another template',
    },
  },
  'template-double-encodes': {
    ...COMMON,
    id: 'template-double-encodes',
    severity: 'warn',
    title: {
      one: '1 conversation teaches calls whose arguments are a quoted string',
      other: '{count} conversations teach calls whose arguments are a quoted string',
    },
    messages: {
      found:
        'the arguments of turn {turn} are a string, and the template encodes them again; expected an object; write the arguments as an object, not as JSON in a string',
    },
  },
  'template-drops-content': {
    ...COMMON,
    id: 'template-drops-content',
    severity: 'warn',
    title: {
      one: '1 conversation loses a part of what it says in the template',
      other: '{count} conversations lose a part of what they say in the template',
    },
    messages: {
      turn: 'turn {turn} ({role}) never reaches the rendered text; expected every turn there; use a role and an order that the template knows, or another template',
      call: 'the tool call of turn {turn} never reaches the rendered text; expected its name there; use a template that writes tool calls',
      arguments:
        'the arguments of the tool call in turn {turn} never reach the rendered text; expected them there; use a template that writes tool calls',
      reasoning:
        'the reasoning in turn {turn} never reaches the rendered text; many templates keep that of the last answer alone; cut the conversation behind that turn, or train with a template that keeps it',
      tools:
        'the declared tools never reach the rendered text; expected them in the prompt; use a template that writes tools, or put them into the system turn',
    },
  },
  'template-error': {
    ...COMMON,
    id: 'template-error',
    severity: 'error',
    title: {
      one: '1 conversation ends the run: the template fails on it',
      other: '{count} conversations end the run: the template fails on them',
    },
    messages: {
      turn: 'the template fails at turn {turn} ({role}): {says}; expected roles and values that it can write; change the turn, or train with another template',
      found:
        'the template fails: {says}; expected roles and values that it can write; change the record, or train with another template',
    },
  },
  'template-no-eos': {
    ...COMMON,
    id: 'template-no-eos',
    severity: 'warn',
    title: {
      one: '1 conversation never shows the model where an answer ends',
      other: '{count} conversations never show the model where an answer ends',
    },
    messages: {
      found:
        'nothing stands behind the last answer in the rendered text; expected a token such as <|im_end|> or </s>; add {eos} to the template behind an assistant turn, unless your trainer does',
    },
  },
  'template-not-rendered': {
    ...COMMON,
    id: 'template-not-rendered',
    severity: 'warn',
    title: {
      one: '1 conversation could not be rendered here, and is not checked against the template',
      other: '{count} conversations could not be rendered here, and are not checked against the template',
    },
    messages: {
      form: 'the turns are not written as role and content; expected messages as trainers hand them to a template; convert them first',
      long: 'too many turns of different forms; expected 256 at most; render some of them with transformers',
      unsupported:
        'the template uses what this version cannot do: {says}; render some of the records with transformers to be sure',
      cost: 'the render was given up: {says}; expected a template that ends; read what it does before you train with it',
    },
  },
  'template-prints-none': {
    ...COMMON,
    id: 'template-prints-none',
    severity: 'warn',
    title: {
      one: '1 conversation teaches the model to write what stands for no text',
      other: '{count} conversations teach the model to write what stands for no text',
    },
    messages: {
      found:
        'the template prints {found} for the content of turn {turn} ({role}); expected text; give the turn a string, an empty one where it only calls a tool',
    },
  },
} as const satisfies Readonly<Record<string, RuleMeta>>;
