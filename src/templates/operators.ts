import { Raised } from './failure.ts';
import { listIn, mapIn, textIn, type Value, valueLike, valueOf } from './jinja.ts';
import { pythonText, pythonType } from './python-text.ts';

/** Operators whose answer for None, lists and mixed types differs from Python's in the interpreter. */
export const OWN_OPERATORS: ReadonlySet<string> = new Set(['+', '~', 'in', 'not in']);

/** `left operator right` as Python has it. Throws Raised where Python raises. */
export function operate(operator: string, left: Value, right: Value): Value {
  if (operator === '~') return valueOf(pythonText(left) + pythonText(right));
  if (operator === '+') return sum(left, right);
  return valueOf(isIn(left, right) === (operator === 'in'));
}

const NUMBERS: ReadonlySet<string> = new Set(['IntegerValue', 'FloatValue', 'BooleanValue']);

function sum(left: Value, right: Value): Value {
  for (const side of [left, right]) if (side.type === 'UndefinedValue') throw new Raised('a value is undefined');
  const [a, b] = [textIn(left), textIn(right)];
  if (a !== undefined && b !== undefined) return valueLike(left, a + b);
  const [first, second] = [listIn(left), listIn(right)];
  if (first !== undefined && second !== undefined) return valueLike(left, [...first, ...second]);
  if (NUMBERS.has(left.type) && NUMBERS.has(right.type)) {
    const total = Number(left.value) + Number(right.value);
    const float = [left, right].find(({ type }) => type === 'FloatValue');
    return float === undefined ? valueOf(total) : valueLike(float, total);
  }
  const [l, r] = [pythonType(left), pythonType(right)];
  if (a !== undefined) throw new Raised(`can only concatenate str (not "${r}") to str`);
  if (first !== undefined) throw new Raised(`can only concatenate list (not "${r}") to list`);
  throw new Raised(`unsupported operand type(s) for +: '${l}' and '${r}'`);
}

function isIn(left: Value, right: Value): boolean {
  const text = textIn(right);
  const word = textIn(left);
  if (text !== undefined) {
    if (word !== undefined) return text.includes(word);
    throw new Raised(`'in <string>' requires string as left operand, not ${pythonType(left)}`);
  }
  const list = listIn(right);
  if (list !== undefined) return list.some(({ value }) => value === left.value);
  const map = mapIn(right);
  if (map !== undefined) return word !== undefined && map.has(word);
  if (right.type === 'UndefinedValue') return false;
  throw new Raised(`argument of type '${pythonType(right)}' is not iterable`);
}
