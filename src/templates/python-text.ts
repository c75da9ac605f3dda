import { listIn, mapIn, textIn, type Value } from './jinja.ts';

/** What Python prints for a value: `None`, `True`, `{'type': 'text'}`; the interpreter prints nothing, `true` and JSON. */
export function pythonText(value: Value): string {
  switch (value.type) {
    case 'NullValue':
      return 'None';
    case 'UndefinedValue':
      return '';
    case 'BooleanValue':
      return value.value === true ? 'True' : 'False';
    case 'StringValue':
      return value.value as string;
    case 'FunctionValue':
      return '<function>';
    default:
      return isComposite(value) ? pythonRepr(value) : value.toString();
  }
}

const isComposite = (value: Value): boolean => listIn(value) !== undefined || mapIn(value) !== undefined;

function pythonRepr(value: Value): string {
  const text = textIn(value);
  if (text !== undefined) return quoted(text);
  const list = listIn(value);
  if (list !== undefined) return `[${list.map(pythonRepr).join(', ')}]`;
  const map = mapIn(value);
  if (map !== undefined) return `{${[...map].map(([key, v]) => `${quoted(key)}: ${pythonRepr(v)}`).join(', ')}}`;
  return pythonText(value);
}

const quoted = (text: string): string =>
  `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`;

const NAMES: Readonly<Record<string, string>> = {
  NullValue: 'NoneType',
  StringValue: 'str',
  ArrayValue: 'list',
  TupleValue: 'tuple',
  ObjectValue: 'dict',
  IntegerValue: 'int',
  FloatValue: 'float',
  BooleanValue: 'bool',
  UndefinedValue: 'Undefined',
};
/** Python's name for the type of a value. */
export const pythonType = (value: Value): string => NAMES[value.type] ?? 'object';
