type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const TYPES: ReadonlySet<unknown> = new Set(['object', 'array', 'string', 'number', 'integer', 'boolean', 'null']);
/** Keywords that hold one schema, a list of them, and schemas by name. */
const ONE = ['items', 'additionalProperties', 'not', 'if', 'then', 'else', 'contains', 'propertyNames'];
const MANY = ['anyOf', 'oneOf', 'allOf', 'prefixItems'];
const NAMED = ['properties', 'patternProperties', '$defs', 'definitions'];
/** Schemas below one another that are looked at. */
const DEEPEST = 24;

/** Why the parameters of a tool are no JSON Schema (keywords that every draft from 4 on shares), in words; undefined: they are one, or there are none. */
export function schemaFault(tool: Json): string | undefined {
  const parameters = tool.parameters ?? tool.input_schema ?? tool.inputSchema ?? tool.parametersJsonSchema;
  if (parameters === undefined || parameters === null) return undefined;
  // Converse wraps it.
  const schema = isObject(parameters) && isObject(parameters.json) ? parameters.json : parameters;
  return isObject(schema) ? faultIn(schema, 0) : 'expected an object';
}

function faultIn(schema: unknown, depth: number): string | undefined {
  if (typeof schema === 'boolean' || depth > DEEPEST) return undefined;
  if (!isObject(schema)) return 'a schema inside it is no object';
  return ownFault(schema) ?? inside(schema, depth + 1);
}

function ownFault({ type, required, enum: values }: Json): string | undefined {
  if (type !== undefined) {
    const types = Array.isArray(type) ? type : [type];
    const odd = types.length === 0 ? type : types.find((name) => !TYPES.has(name));
    // Gemini writes types in capitals, which is another dialect.
    if (odd !== undefined && !(typeof odd === 'string' && TYPES.has(odd.toLowerCase()) && odd === odd.toUpperCase()))
      return typeof odd === 'string' ? `"${odd.slice(0, 24)}" is no type` : 'its type is no name of a type';
  }
  const names = Array.isArray(required) && required.every((name) => typeof name === 'string');
  // A boolean `required` was draft 3.
  if (required !== undefined && !names) return '"required" is no list of names';
  if (values !== undefined && !Array.isArray(values)) return '"enum" is no list';
  return undefined;
}

function inside(schema: Json, depth: number): string | undefined {
  for (const key of NAMED) {
    const named = schema[key];
    if (named === undefined) continue;
    if (!isObject(named)) return `"${key}" is no object`;
    const fault = first(Object.values(named), depth);
    if (fault !== undefined) return fault;
  }
  for (const key of MANY) {
    const many = schema[key];
    if (many === undefined) continue;
    if (!Array.isArray(many)) return `"${key}" is no list`;
    const fault = first(many, depth);
    if (fault !== undefined) return fault;
  }
  const ones = ONE.filter((key) => schema[key] !== undefined);
  return first(
    ones.flatMap((key) => schema[key]),
    depth,
  );
}

function first(schemas: readonly unknown[], depth: number): string | undefined {
  for (const schema of schemas) {
    const fault = faultIn(schema, depth);
    if (fault !== undefined) return fault;
  }
  return undefined;
}
