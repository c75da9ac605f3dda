import { Budget } from './budget.ts';
import { NotSupported, Raised } from './failure.ts';
import { filterName, holdFilter, holdReplace, operandFor } from './filters.ts';
import {
  type Call,
  listIn,
  type Machine,
  newMachine,
  type Node,
  type Scope,
  textIn,
  type Value,
  valueLike,
  valueOf,
} from './jinja.ts';
import { operate, OWN_OPERATORS } from './operators.ts';
import { hasInPython, lacks, literal, UNDEFINED } from './python-members.ts';
import { pythonText } from './python-text.ts';

/** Nodes that print nothing: what they evaluate to is no None of the template's. */
const SILENT: ReadonlySet<string> = new Set(['Set', 'Macro', 'Comment', 'Break', 'Continue']);
const NO_FUNCTION = 'Cannot call something that is not a function: got Undefined';

/**
 * An interpreter that answers as Python does where the two differ (None, lists, mixed types) and that counts every step:
 * whatever a template does, it ends. It takes the place of three methods of @huggingface/jinja's.
 */
export function boundedMachine(scope: Scope): Machine {
  const machine = newMachine(scope);
  const plain = Object.getPrototypeOf(machine) as Machine;
  const budget = new Budget();
  /** Nodes that a loop goes over: Python walks the characters of a string. */
  const looped = new WeakSet<Node>();
  /** What Python says of a value that is not there. */
  const missing = new WeakMap<Value, string>();
  let lastMissing = UNDEFINED;

  machine.evaluate = (node, scope) => {
    if (node === undefined) return plain.evaluate.call(machine, node, scope);
    budget.enter();
    try {
      const value = evaluated(node, scope);
      if (!looped.has(node)) return budget.take(value);
      const over = budget.take(iterable(value));
      // A scope is made for every round before the first of them.
      budget.spend(3 * (listIn(over)?.length ?? 0));
      return over;
    } finally {
      budget.leave();
    }
  };

  function evaluated(node: Node, scope: Scope): Value {
    switch (node.type) {
      case 'Macro':
      case 'CallStatement':
        budget.walk(node);
        break;
      case 'For': {
        const over = node['iterable'] as Node;
        looped.add(over.type === 'SelectExpression' ? (over['lhs'] as Node) : over);
        break;
      }
      case 'BinaryExpression': {
        const operator = (node['operator'] as { readonly value: string }).value;
        if (!OWN_OPERATORS.has(operator)) break;
        const left = machine.evaluate(node['left'] as Node, scope);
        const right = machine.evaluate(node['right'] as Node, scope);
        // Looking for a long text in another takes longer than reading both.
        budget.spend(((textIn(left) ?? '').length + (textIn(right) ?? '').length) >> 2);
        for (const side of [left, right])
          if (operator === '+' && side.type === 'UndefinedValue') throw new Raised(missing.get(side) ?? UNDEFINED);
        return operate(operator, left, right);
      }
      case 'MemberExpression':
        return member(node, scope);
      case 'CallExpression':
        return call(node, scope);
    }
    const value = plain.evaluate.call(machine, node, scope);
    if (value.type !== 'UndefinedValue') return value;
    // The search through all scopes ends in an exception inside.
    budget.spend(20);
    if (node.type === 'Identifier' && !missing.has(value))
      missing.set(value, `'${String(node['value'])}' is undefined`);
    lastMissing = missing.get(value) ?? UNDEFINED;
    return value;
  }

  function call(node: Node, scope: Scope): Value {
    try {
      return plain.evaluate.call(machine, node, scope);
    } catch (error) {
      // The function is evaluated last: it is what is missing.
      if (error instanceof Error && error.message.startsWith(NO_FUNCTION)) throw new Raised(lastMissing);
      throw error;
    }
  }

  function member(node: Node, scope: Scope): Value {
    const object = machine.evaluate(node['object'] as Node, scope);
    if (object.type === 'UndefinedValue') throw new Raised(missing.get(object) ?? UNDEFINED);
    const found = plain.evaluate.call(standIn(node['object'] as Node, object), node, scope);
    const property = node['property'] as Node;
    const name = node['computed'] === true ? undefined : String(property['value']);
    // `text['replace']` would go past the counts.
    if (name === undefined && object.type === 'StringValue' && found.type === 'FunctionValue')
      throw new NotSupported('a method is called by a computed name');
    if (found.type === 'UndefinedValue' && hasInPython(object, name)) throw new NotSupported(`Unknown method: ${name}`);
    if (found.type === 'UndefinedValue') {
      lastMissing = lacks(object, name ?? literal(property));
      missing.set(found, lastMissing);
    }
    const text = textIn(object);
    if (found.type !== 'FunctionValue' || text === undefined || name !== 'replace') return found;
    const replace: Call = (args, scope) => {
      holdReplace(budget, text, args);
      return (found.value as Call)(args, scope);
    };
    return valueLike(found, replace);
  }

  /** The interpreter with the object of a member expression evaluated already. */
  function standIn(of: Node, object: Value): Machine {
    const given = Object.create(machine) as Machine;
    given.evaluate = (node, scope) => (node === of ? object : machine.evaluate(node, scope));
    return given;
  }

  machine.evaluateBlock = (nodes, scope) => {
    let text = '';
    for (const node of nodes) {
      const value = machine.evaluate(node, scope);
      if (SILENT.has(node.type)) continue;
      text += pythonText(value);
      budget.hold(text.length);
    }
    return valueOf(text);
  };

  machine.applyFilter = (operand, filter, scope) => {
    const seen = budget.take(operandFor(filterName(filter), operand));
    holdFilter(machine, budget, seen, filter, scope);
    return plain.applyFilter.call(machine, seen, filter, scope);
  };
  return machine;
}

function iterable(value: Value): Value {
  const text = textIn(value);
  if (text !== undefined) return valueOf([...text]);
  return value.type === 'UndefinedValue' ? valueOf([]) : value;
}
