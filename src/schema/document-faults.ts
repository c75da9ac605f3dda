import { type Schema, Validator } from '@cfworker/json-schema';

/** One place where a document does not follow its schema. */
export interface DocumentFault {
  /** JSON Pointer into the document; empty: the whole. */
  readonly at: string;
  readonly why: string;
}

/** Keywords whose error only says that something below is wrong; that follows in the list. */
const WRAPPERS: ReadonlySet<string> = new Set(
  'properties items allOf $ref if then else additionalProperties'.split(' '),
);

/** What is wrong with a document by a JSON Schema (2020-12) of ours, a place each; empty where nothing is. */
export function documentFaults(document: unknown, schema: object): readonly DocumentFault[] {
  const { errors } = new Validator(schema as Schema, '2020-12', false).validate(document);
  const faults = errors.filter(({ keyword, error }) => !WRAPPERS.has(keyword) && error !== '');
  const told = faults.length > 0 ? faults : errors;
  const seen = new Map(
    told.map(({ instanceLocation, error }) => [
      instanceLocation + error,
      { at: instanceLocation.slice(1), why: error },
    ]),
  );
  return [...seen.values()];
}
