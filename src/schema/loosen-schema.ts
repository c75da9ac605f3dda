import { schemaType } from './schema-types.ts';

/** Subschemas below each other, and in all, that are read: a schema is part of the data, and the data is hostile. */
const DEEPEST = 32;
const MOST = 2048;

type Json = Readonly<Record<string, unknown>>;

/** What is left of a schema; `exact`: it still refuses all that the original refuses. */
interface Loose {
  readonly schema: object | boolean;
  readonly exact: boolean;
}
const ANYTHING: Loose = { schema: true, exact: false };

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isNumber = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value);
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;

/** Keywords that are kept as they are where their value is of the right type; one that is not says nothing about arguments. */
const PLAIN: ReadonlyMap<string, (value: unknown) => boolean> = new Map(
  Object.entries({
    required: (value) => Array.isArray(value) && value.every((name) => typeof name === 'string'),
    enum: (value) => Array.isArray(value) && value.length > 0,
    minimum: isNumber,
    maximum: isNumber,
    exclusiveMinimum: isNumber,
    exclusiveMaximum: isNumber,
    multipleOf: (value) => isNumber(value) && (value as number) > 0,
    minLength: isCount,
    maxLength: isCount,
    minItems: isCount,
    maxItems: isCount,
    minProperties: isCount,
    maxProperties: isCount,
  }),
);

/**
 * Keywords that are left out: regular expressions of strangers, quadratic ones, and rare ones that hang on others.
 * Leaving one out makes a schema accept more, never less.
 */
const LEFT_OUT: ReadonlySet<string> = new Set(
  (
    'pattern patternProperties format uniqueItems prefixItems additionalItems contains unevaluatedItems ' +
    'unevaluatedProperties propertyNames dependentRequired dependentSchemas dependencies $dynamicRef $recursiveRef'
  ).split(' '),
);

/**
 * A copy of a JSON Schema (drafts 4 to 2020-12, and the dialects of tool declarations) that is safe to interpret and accepts
 * at least what the original accepts: no regular expressions, no references (local ones are put in place), bounded depth and size.
 */
export function loosenSchema(source: unknown): object | boolean {
  let left = MOST;

  function read(value: unknown, depth: number, open: ReadonlySet<string>): Loose {
    if (typeof value === 'boolean') return { schema: value, exact: true };
    if (!isObject(value) || depth > DEEPEST || left-- <= 0) return ANYTHING;
    const into = (part: unknown): Loose => read(part, depth + 1, open);
    const kept: Record<string, unknown> = Object.create(null);
    let exact = true;
    for (const keyword of Object.keys(value)) {
      if (value[keyword] === null) continue;
      if (LEFT_OUT.has(keyword)) exact = false;
      const fits = PLAIN.get(keyword);
      if (fits === undefined) continue;
      if (fits(value[keyword])) kept[keyword] = value[keyword];
      else exact = false;
    }
    const keep = (keyword: string, found: Loose): void => {
      kept[keyword] = found.schema;
      exact &&= found.exact;
    };
    if (value.const != null) kept.const = value.const;
    // Null may be what Arrow writes for a keyword that other schemas have.
    else if (value.const === null) exact = false;
    if (value.type != null) {
      const type = schemaType(value.type);
      if (type === undefined) exact = false;
      else kept.type = type;
    }
    if (isObject(value.properties)) {
      const properties: Record<string, unknown> = Object.create(null);
      for (const [name, part] of Object.entries(value.properties)) {
        // Arrow writes null for a property that another record's schema has.
        if (part === null) continue;
        const found = into(part);
        properties[name] = found.schema;
        exact &&= found.exact;
      }
      kept.properties = properties;
    }
    // Beside a reference, drafts do not agree what the other properties are.
    if (value.additionalProperties != null && value.patternProperties == null && value.$ref == null)
      keep('additionalProperties', into(value.additionalProperties));
    if (isObject(value.items) || typeof value.items === 'boolean') {
      if (value.prefixItems == null) keep('items', into(value.items));
    } else if (value.items != null) exact = false;
    for (const keyword of ['allOf', 'anyOf', 'oneOf'] as const) {
      const parts = value[keyword];
      if (!Array.isArray(parts) || parts.length === 0) continue;
      const found = parts.map(into);
      const whole = found.every((part) => part.exact);
      exact &&= whole;
      // Of alternatives that accept more than was meant, several may hold.
      const combined = keyword === 'oneOf' && !whole ? 'anyOf' : keyword;
      const schemas = found.map(({ schema }) => schema);
      if (combined === 'anyOf' && kept.anyOf !== undefined) exact = false;
      else kept[combined] = schemas;
    }
    if (value.not != null) {
      const found = into(value.not);
      // What is refused must be known exactly.
      if (found.exact) kept.not = found.schema;
      else exact = false;
    }
    if (value.if != null) {
      const found = into(value.if);
      if (found.exact) {
        kept.if = found.schema;
        if (value.then != null) keep('then', into(value.then));
        if (value.else != null) keep('else', into(value.else));
      } else exact = false;
    }
    const whole = value.$ref == null ? { schema: kept, exact } : together(kept, exact, refer(value.$ref, depth, open));
    // OpenAPI's way to allow null, which Gemini and older generators write.
    return value.nullable === true ? { ...whole, schema: { anyOf: [{ type: 'null' }, whole.schema] } } : whole;
  }

  /** The schema that a reference inside the document names; anything, where it names itself or nothing. */
  function refer(ref: unknown, depth: number, open: ReadonlySet<string>): Loose {
    if (typeof ref !== 'string' || !ref.startsWith('#') || open.has(ref)) return ANYTHING;
    let at: unknown = source;
    for (const step of ref.split('/').slice(1)) {
      const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
      if (!isObject(at) || !Object.hasOwn(at, key)) return ANYTHING;
      at = at[key];
    }
    return read(at, depth + 1, new Set([...open, ref]));
  }

  return read(source, 0, new Set(['#'])).schema;
}

function together(own: object, exact: boolean, other: Loose): Loose {
  const schema = Object.keys(own).length === 0 ? other.schema : { allOf: [own, other.schema] };
  return { schema, exact: exact && other.exact };
}
