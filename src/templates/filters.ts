import type { Budget } from './budget.ts';
import { Raised } from './failure.ts';
import { listIn, type Machine, mapIn, type Node, type Scope, textIn, type Value, valueOf } from './jinja.ts';
import { pythonText, pythonType } from './python-text.ts';

/** Filters that read a value as text whatever it is. */
const TEXTUAL: ReadonlySet<string> = new Set(['trim', 'string', 'upper', 'lower', 'title', 'capitalize', 'replace']);
/** Filters that may write much more than they read. */
const PADDING: ReadonlySet<string> = new Set(['indent', 'tojson', 'join', 'replace']);
/** Levels and spaces that somebody would indent by. */
const WIDEST = 64;

/** Name of the filter that a node applies. */
export function filterName(filter: Node): string {
  const callee = (filter.type === 'CallExpression' ? filter['callee'] : filter) as Node;
  return String(callee['value']);
}

/** The operand as Python's filters see it. Throws Raised where Python does and the interpreter says something else. */
export function operandFor(name: string, operand: Value): Value {
  const { type } = operand;
  if (TEXTUAL.has(name)) return type === 'StringValue' ? operand : valueOf(pythonText(operand));
  const missing = type === 'UndefinedValue';
  if (name === 'tojson' && missing) throw new Raised('Object of type Undefined is not JSON serializable');
  if (name === 'items' && missing) return valueOf({});
  if (name === 'items' && mapIn(operand) === undefined) throw new Raised('Can only get item pairs from a mapping.');
  if (name === 'dictsort' && mapIn(operand) === undefined)
    throw new Raised(`'${pythonType(operand)}' object has no attribute 'items'`);
  if (missing && ['length', 'list', 'join', 'first', 'last', 'map', 'selectattr', 'rejectattr'].includes(name))
    return valueOf([]);
  const text = textIn(operand);
  if (text !== undefined && ['list', 'first', 'last'].includes(name)) return valueOf([...text]);
  const map = mapIn(operand);
  return map !== undefined && name === 'list' ? valueOf([...map.keys()]) : operand;
}

/** Refuses a filter whose answer would be too long before it is applied. */
export function holdFilter(machine: Machine, budget: Budget, operand: Value, filter: Node, scope: Scope): void {
  const name = filterName(filter);
  if (filter.type !== 'CallExpression' || !PADDING.has(name)) return;
  const [args, named] = machine.evaluateArguments(filter['args'] as readonly Node[], scope);
  const all = [...args, ...named.values()];
  const text = textIn(operand);
  if (name === 'replace') {
    holdReplace(budget, text ?? '', all);
    return;
  }
  const widest = Math.max(0, ...all.map((arg) => widthOf(arg)));
  if (name !== 'join' && !(widest <= WIDEST)) budget.hold(Infinity);
  const lines = text === undefined ? (listIn(operand)?.length ?? 0) : text.length;
  if (name === 'join') budget.hold(widest * lines);
  else if (text !== undefined) budget.hold(widest * text.split('\n').length);
}

function widthOf(value: Value): number {
  const text = textIn(value);
  if (text !== undefined) return text.length;
  const list = listIn(value);
  if (list !== undefined) return Math.max(0, ...list.map((member) => textIn(member)?.length ?? 0));
  return value.type === 'IntegerValue' ? Math.abs(value.value as number) : 0;
}

/** `text.replace(old, new)`: as long as its answer may be, and as slow as looking for the old text may be. */
export function holdReplace(budget: Budget, text: string, args: readonly Value[]): void {
  const [old = '', fresh = ''] = args.map((arg) => textIn(arg) ?? '');
  budget.hold(text.length + Math.ceil((text.length + 1) / Math.max(1, old.length)) * fresh.length);
  budget.spend((text.length * Math.max(1, old.length)) >> 6);
}
