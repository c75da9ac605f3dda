import * as jinja from '@huggingface/jinja';

/** A value while a template runs, as @huggingface/jinja 0.5.11 lays it out. */
export interface Value {
  /** `StringValue`, `ArrayValue`, `NullValue` … */
  readonly type: string;
  readonly value: unknown;
  readonly builtins: ReadonlyMap<string, Value>;
  __bool__(): { readonly value: boolean };
  toString(): string;
}
/** A node of a parsed template; which members it has depends on `type`. */
export interface Node {
  readonly type: string;
  readonly [member: string]: unknown;
}
/** Variables of a scope. */
export interface Scope {
  set(name: string, value: unknown): Value;
}
/** A function of a template. */
export type Call = (args: readonly Value[], scope: Scope) => Value;

/** What the interpreter has and its declarations hide or, for want of file extensions, lose. */
export interface Machine {
  run(program: Node): Value;
  evaluate(node: Node | undefined, scope: Scope): Value;
  evaluateBlock(nodes: readonly Node[], scope: Scope): Value;
  applyFilter(operand: Value, filter: Node, scope: Scope): Value;
  evaluateArguments(args: readonly Node[], scope: Scope): [Value[], ReadonlyMap<string, Value>];
}

interface Library {
  readonly Environment: new () => Scope;
  readonly Interpreter: new (scope: Scope) => Machine;
  tokenize(source: string, options: { readonly lstrip_blocks: boolean; readonly trim_blocks: boolean }): unknown;
  parse(tokens: unknown): Node;
}
const library = jinja as unknown as Library;

/** A fresh scope without globals. */
export const newScope = (): Scope => new library.Environment();

/** An interpreter over a scope, without bounds of its own. */
export const newMachine = (scope: Scope): Machine => new library.Interpreter(scope);

/** A template as nodes, with the white space rules of transformers. Throws what the parser throws. */
export const parseTemplate = (source: string): Node =>
  library.parse(library.tokenize(source, { lstrip_blocks: true, trim_blocks: true }));

/** A JavaScript value as the template sees it. */
export const valueOf = (value: unknown): Value => newScope().set('v', value);

/** A value of the same class as another: the classes themselves are not exported. */
export const valueLike = (like: Value, value: unknown): Value =>
  new (like.constructor as new (value: unknown) => Value)(value);

/** Text of a string value; undefined: it is none. */
export const textIn = (value: Value): string | undefined =>
  value.type === 'StringValue' ? (value.value as string) : undefined;

/** Members of a list or tuple; undefined: it is none. */
export const listIn = (value: Value): readonly Value[] | undefined =>
  value.type === 'ArrayValue' || value.type === 'TupleValue' ? (value.value as readonly Value[]) : undefined;

const MAPS: ReadonlySet<string> = new Set(['ObjectValue', 'KeywordArgumentsValue', 'NamespaceValue']);
/** Members of a mapping or namespace; undefined: it is none. */
export const mapIn = (value: Value): ReadonlyMap<string, Value> | undefined =>
  MAPS.has(value.type) ? (value.value as ReadonlyMap<string, Value>) : undefined;
