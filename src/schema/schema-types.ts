/** JSON Schema's names of types, each with those that declarations of tools write instead (Python, Gemini, BFCL). */
const NAMES: Readonly<Record<string, string>> = {
  object: 'object dict map struct',
  array: 'array list tuple set',
  string: 'string str',
  number: 'number float double',
  integer: 'integer int long',
  boolean: 'boolean bool',
  null: 'null',
};
const TYPES: ReadonlyMap<string, string> = new Map(
  Object.entries(NAMES).flatMap(([type, names]) => names.split(' ').map((name) => [name, type] as const)),
);

function typeName(value: unknown): string | undefined {
  return typeof value === 'string' ? TYPES.get(value.toLowerCase()) : undefined;
}

/** The value of a schema's `type` in JSON Schema's names; undefined when it is none, or names a type that we do not know. */
export function schemaType(value: unknown): string | readonly string[] | undefined {
  if (!Array.isArray(value)) return typeName(value);
  const names = value.map(typeName);
  return names.length > 0 && names.every((name) => name !== undefined) ? (names as string[]) : undefined;
}
