import { type OutputUnit, validate } from '@cfworker/json-schema';
import { loosenSchema } from './loosen-schema.ts';

/** Where arguments break their schema. */
export interface ArgumentsFault {
  /** JSON Pointer inside the arguments; empty: the arguments themselves. */
  readonly at: string;
  /** What is wrong there, as the predicate of a sentence. */
  readonly why: string;
}
/** What judging may still cost, in UTF-16 units of schema × values of arguments. */
export interface Budget {
  left: number;
}
/** `undefined`: nothing is known against them; also where the budget does not reach. */
export type ArgumentsCheck = (args: unknown, budget: Budget) => ArgumentsFault | undefined;

/** UTF-16 units of a schema beyond which it is not compiled. */
const SCHEMA_MOST = 1 << 18;
/** Budget of one record: some 1,000 calls as people write them, and some 20 ms of hostile ones. */
const RECORD_MOST = 1 << 21;
/** UTF-16 units of a pointer that a message shows. */
const SHOWN = 80;

/** What the calls of one record may cost together. */
export const recordBudget = (): Budget => ({ left: RECORD_MOST });

/**
 * Compiles the parameters of a declared tool. An interpreter judges, never generated code: schemas are part of the data.
 * A schema that is broken, too large or too odd to judge by accepts everything.
 */
export function compileArguments(parameters: unknown): ArgumentsCheck {
  const schema = loosenSchema(parameters);
  const size = unitsOf(schema);
  if (typeof schema === 'boolean' || size > SCHEMA_MOST) return () => undefined;
  const judge = (args: unknown, budget: Budget): readonly OutputUnit[] => {
    const cost = size * countValues(args, budget.left / size);
    if (cost > budget.left) return [];
    budget.left -= cost;
    try {
      // No reference is left, so there is nothing to look up: the table of all subschemas by address is the dear part.
      return validate(args, schema, '2020-12', {}).errors;
    } catch {
      // Keys that no URI can hold, or more errors than the stack: nothing is said about them.
      return [];
    }
  };
  return (args, budget) => {
    if (judge(args, budget).length === 0) return undefined;
    // Arrow and many clients write null for what is left out.
    const errors = judge(withoutNulls(args), budget);
    const fault = errors.find(({ keyword }) => !WRAPPERS.has(keyword));
    return fault && describe(fault);
  };
}

/** UTF-16 units of a schema; Infinity for one whose values are nested deeper than the stack. */
function unitsOf(schema: object | boolean): number {
  try {
    return JSON.stringify(schema).length;
  } catch {
    return Infinity;
  }
}

/** Keywords whose error only says that something below is wrong; that follows in the list. */
const WRAPPERS: ReadonlySet<string> = new Set([
  'properties',
  'additionalProperties',
  'items',
  'allOf',
  'if',
  'then',
  'else',
]);

const REASONS: Readonly<Record<string, string>> = {
  false: 'is not declared',
  enum: 'is none of the declared values',
  const: 'is not the declared value',
  anyOf: 'matches none of the declared alternatives',
  oneOf: 'does not match exactly one of the declared alternatives',
  not: 'is what the schema excludes',
  minimum: 'is below the declared minimum',
  exclusiveMinimum: 'is below the declared minimum',
  maximum: 'is above the declared maximum',
  exclusiveMaximum: 'is above the declared maximum',
  multipleOf: 'is not a multiple of the declared number',
  minLength: 'is shorter than declared',
  maxLength: 'is longer than declared',
  minItems: 'has fewer items than declared',
  maxItems: 'has more items than declared',
};

function describe({ keyword, instanceLocation, error }: OutputUnit): ArgumentsFault {
  const at = readable(instanceLocation.slice(1)).slice(0, SHOWN);
  if (keyword === 'required') {
    const name = error.slice(error.indexOf('"') + 1, error.lastIndexOf('"'));
    return { at: `${at}/${name}`.slice(0, SHOWN), why: 'is missing' };
  }
  const types = /^Instance type "(\w+)" is invalid\. Expected "([\w", ]{1,100})"\.$/.exec(error);
  if (keyword === 'type' && types !== null)
    return { at, why: `is of type ${types[1]}, declared is ${types[2].replaceAll('"', '')}` };
  return { at, why: REASONS[keyword] ?? `breaks "${keyword}" of the schema` };
}

function readable(pointer: string): string {
  try {
    return decodeURI(pointer);
  } catch {
    return pointer;
  }
}

/** Values in a tree, counted up to a limit: a stack of its own, because arguments may be nested without end. */
function countValues(root: unknown, limit: number): number {
  const open: unknown[] = [root];
  let count = 0;
  while (open.length > 0 && count <= limit) {
    count++;
    const value = open.pop();
    if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) open.push(part);
  }
  return count;
}

/** Members that are null, at the depth of the arguments and of the objects in them; deeper ones stay. */
function withoutNulls(value: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null || depth > 16) return value;
  if (Array.isArray(value)) return value.map((item) => withoutNulls(item, depth + 1));
  const kept: Record<string, unknown> = Object.create(null);
  for (const [key, part] of Object.entries(value)) if (part !== null) kept[key] = withoutNulls(part, depth + 1);
  return kept;
}
