/** A render that costs more than it may: the template loops, nests or pads without end. */
export class TooMuch extends Error {}

/** The interpreter lacks what the template uses; Python's Jinja has it. */
export class NotSupported extends Error {}

/** What transformers would raise too. */
export class Raised extends Error {}

/** Why a render gave no text. `raised`: a trainer meets it too; `unsupported`, `cost`: nothing is known about the data. */
export interface Failure {
  readonly why: 'raised' | 'unsupported' | 'cost';
  readonly says: string;
}

/** Characters of a message that are kept. */
const MESSAGE = 200;
/** What @huggingface/jinja says of filters, tests and operators that it does not have. */
const LACKS = /^(?:Unknown |Cannot convert to JSON|`map` expressions|arguments of `|If set, )/;

/** Sorts what a render threw. */
export function failureOf(thrown: unknown): Failure {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const says = (message === '' ? 'an error without words' : message).slice(0, MESSAGE);
  if (thrown instanceof TooMuch) return { why: 'cost', says };
  // The stack or a string ran over before a count did.
  if (thrown instanceof RangeError) return { why: 'cost', says: 'it nests or pads without end' };
  if (thrown instanceof Raised) return { why: 'raised', says };
  if (thrown instanceof NotSupported || LACKS.test(message)) return { why: 'unsupported', says };
  return { why: 'raised', says: inPython(says) };
}

const PYTHON: Readonly<Record<string, string>> = { Null: 'NoneType', Integer: 'int', Float: 'float', Boolean: 'bool' };

/** The words that a person meets in Python for the interpreter's own. */
function inPython(says: string): string {
  if (says === 'Cannot perform operation on null values') return "unsupported operand type: 'NoneType'";
  const looped = /^Expected iterable or object type in for loop: got (\w+)Value/.exec(says)?.[1];
  if (looped !== undefined) return `'${PYTHON[looped] ?? looped}' object is not iterable`;
  const [, filter, type] = /^Cannot apply filter "(\w+)" to type: (\w+)Value/.exec(says) ?? [];
  return filter === undefined ? says : `filter ${filter}: not for '${PYTHON[type] ?? type}'`;
}
