import { TARGET_ROLES } from './target-types.ts';

/** JSON Schema of a list of strings with one member at least. */
export const textList = { type: 'array', items: { type: 'string' }, minItems: 1 } as const;
/** JSON Schema of a list of roles, by the names in `TARGET_ROLES`. */
export const roleList = { type: 'array', items: { enum: TARGET_ROLES }, minItems: 1 } as const;

/** JSON Schema of a rule's options: these properties and no others. */
export function optionsOf(properties: Readonly<Record<string, object>>, required: readonly string[] = []): object {
  return { type: 'object', additionalProperties: false, properties, required };
}

/** JSON Schema of the option that names the one fault that a check reports. */
export const faults = (...names: readonly string[]): object => ({ enum: names });
