import type { TargetRole } from '../core/target-types.ts';
import { isMapping, type Mapping, type RunDocuments } from './run-keys.ts';
import type { OtherNames } from './renamed-shapes.ts';

/** Columns of a dataset_info.json, and the keys that stand for them by default (LLaMA-Factory's data/parser.py). */
const COLUMNS: Readonly<Record<string, readonly string[]>> = {
  // Of texts to pre-train on, the prompt is all there is.
  prompt: ['instruction', 'text'],
  query: ['input'],
  response: ['output'],
  messages: ['messages', 'conversations'],
  history: ['history'],
  system: ['system'],
  tools: ['tools'],
  images: ['images'],
  videos: ['videos'],
  audios: ['audios'],
  chosen: ['chosen'],
  rejected: ['rejected'],
  kto_tag: ['kto_tag'],
};
const TAGS: Readonly<Record<string, Exclude<TargetRole, 'unknown'>>> = {
  user_tag: 'user',
  assistant_tag: 'assistant',
  observation_tag: 'tool',
  function_tag: 'function',
  system_tag: 'system',
};

const text = (from: Mapping, key: string): string | undefined =>
  Object.hasOwn(from, key) && typeof from[key] === 'string' && from[key] !== '' ? from[key] : undefined;

/** Names that the declaration of a data set gives to columns and tags. */
function declaredNames(entry: Mapping): OtherNames {
  const columns = isMapping(entry['columns']) ? entry['columns'] : {};
  const tags = isMapping(entry['tags']) ? entry['tags'] : {};
  const formatting = text(entry, 'formatting') ?? 'alpaca';
  const fields = Object.entries(COLUMNS).flatMap(([column, keys]) => {
    const key = text(columns, column);
    return key === undefined ? [] : keys.map((own) => [own, key] as const);
  });
  const roles = Object.entries(TAGS).flatMap(([tag, role]) => {
    const spelling = text(tags, tag);
    return spelling === undefined ? [] : [[role, spelling] as const];
  });
  const role = text(tags, 'role_tag');
  const content = text(tags, 'content_tag');
  return {
    speaksOf: ({ id }) => id.startsWith(formatting) || id === 'text',
    fields: new Map(fields),
    ...(role !== undefined && { role }),
    ...(content !== undefined && { content }),
    roles: Object.fromEntries(roles),
  };
}

/** Names that an Axolotl run gives to the text, and to the messages where they are none of the two that the target knows. */
function axolotlNames(run: Mapping): OtherNames | undefined {
  const sets = Array.isArray(run['datasets']) ? (run['datasets'] as readonly unknown[]) : [];
  const set = sets.find(isMapping) ?? {};
  const mapped = isMapping(set['message_property_mappings']) ? set['message_property_mappings'] : {};
  const messages = text(set, 'field_messages') ?? 'messages';
  const role = text(mapped, 'role') ?? text(set, 'message_field_role');
  const content = text(mapped, 'content') ?? text(set, 'message_field_content');
  const field = text(set, 'field') ?? 'text';
  const known = ['messages', 'conversations'].includes(messages) && ['role', 'from', undefined].includes(role);
  if (known && field === 'text') return undefined;
  return {
    speaksOf: ({ id }) => id === 'text' || (id === 'messages' && !known),
    fields: new Map([
      ['messages', messages],
      ['text', field],
    ]),
    ...(role !== undefined && { role }),
    ...(content !== undefined && { content }),
  };
}

/** Other names of columns and messages that a run file tells the trainer of a target; undefined where it tells none. */
export function runNames(target: string, { run, declared }: RunDocuments): OtherNames | undefined {
  if (target === 'axolotl') return axolotlNames(run);
  return declared.length === 0 ? undefined : declaredNames(declared[0]);
}
