import { listIn, type Node, type Value } from './jinja.ts';
import { pythonType } from './python-text.ts';

/** Methods of Python's strings, lists and mappings that the interpreter lacks and templates use. */
const LACKING: Readonly<Record<string, ReadonlySet<string>>> = {
  StringValue: new Set([
    'format',
    'join',
    'rsplit',
    'find',
    'rfind',
    'index',
    'count',
    'partition',
    'rpartition',
    'splitlines',
    'removeprefix',
    'removesuffix',
    'isdigit',
    'isspace',
    'isupper',
    'islower',
    'isalpha',
    'isalnum',
    'zfill',
    'ljust',
    'rjust',
    'center',
    'encode',
    'casefold',
    'swapcase',
    'translate',
  ]),
  ArrayValue: new Set(['append', 'extend', 'insert', 'pop', 'index', 'count', 'copy', 'reverse', 'sort', 'remove']),
  ObjectValue: new Set(['pop', 'update', 'copy', 'setdefault']),
};

/** Whether Python's value has the method that the interpreter's lacks. */
export const hasInPython = (object: Value, name: string | undefined): boolean =>
  name !== undefined && LACKING[object.type]?.has(name) === true;

/** What is said of a value of which nobody knows why it is not there. */
export const UNDEFINED = 'a value is undefined';

/** The member that a literal names: `'content'`, `0`. */
export const literal = (property: Node): string | undefined =>
  property.type === 'StringLiteral' || property.type === 'IntegerLiteral' ? String(property['value']) : undefined;

/** What Python says of a member that is not there; `name`: undefined where it is computed. */
export function lacks(object: Value, name: string | undefined): string {
  if (listIn(object) !== undefined) return `list object has no element ${name ?? ''}`.trimEnd();
  const type = object.type === 'NullValue' ? "'None'" : `'${pythonType(object)} object'`;
  return name === undefined ? `${type} has no such member` : `${type} has no attribute '${name}'`;
}
