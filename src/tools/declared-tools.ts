import type { RecordView } from '../core/record.ts';
import { type ArgumentsCheck, compileArguments } from '../schema/check-arguments.ts';

/** The tools that a record declares. */
export interface DeclaredTools {
  /** By name. */
  readonly tools: ReadonlyMap<string, DeclaredTool>;
  /** Every declaration was understood: a name that is not there is not declared. */
  readonly complete: boolean;
}
export interface DeclaredTool {
  /** Judges the arguments of a call; compiled when it is asked for the first time. */
  check: ArgumentsCheck;
}

/** UTF-16 units of one list of tools, and of all that are remembered. */
const LIST_MOST = 1 << 18;
const REMEMBERED_MOST = 1 << 22;
/** Lists inside lists: Bedrock's `toolConfig.tools`, Gemini's `functionDeclarations`. */
const DEEPEST = 4;

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Data sets declare the same few lists again and again: each is read once, by its text. */
const remembered = new Map<string, DeclaredTools | undefined>();
let rememberedUnits = 0;

/** The tools that a record of conversation declares, in the shapes of OpenAI, Anthropic, Bedrock and Gemini, as JSON or as text that holds it; undefined: none, or nothing that we understand. */
export function declaredTools(record: RecordView): DeclaredTools | undefined {
  const { sample } = record;
  if (sample?.kind !== 'conversation' || !record.filled(sample.tools)) return undefined;
  const text = record.text(sample.tools);
  if (text.length > LIST_MOST) return undefined;
  if (remembered.has(text)) return remembered.get(text);
  if (rememberedUnits + text.length > REMEMBERED_MOST) {
    remembered.clear();
    rememberedUnits = 0;
  }
  const declared = readTools(parsed(text));
  remembered.set(text, declared);
  rememberedUnits += text.length;
  return declared;
}

/** Reads a value that declares tools. */
export function readTools(value: unknown): DeclaredTools | undefined {
  const tools = new Map<string, DeclaredTool>();
  const complete = collect(value, tools, 0);
  return tools.size === 0 ? undefined : { tools, complete };
}

/** Adds the tools of a value; whether all of it was understood. */
function collect(value: unknown, tools: Map<string, DeclaredTool>, depth: number): boolean {
  if (depth > DEEPEST) return false;
  if (typeof value === 'string') return collect(parsed(value), tools, depth + 1);
  if (Array.isArray(value)) return value.map((item) => collect(item, tools, depth + 1)).every(Boolean);
  if (!isObject(value)) return false;
  for (const key of ['tools', 'functionDeclarations', 'function_declarations'])
    if (Array.isArray(value[key])) return collect(value[key], tools, depth + 1);
  const inner = [value.function, value.toolSpec].find(isObject) ?? value;
  if (typeof inner.name !== 'string' || inner.name === '') return false;
  tools.set(inner.name, lazily(parametersOf(inner)));
  return true;
}

function parametersOf(tool: Json): unknown {
  const found = tool.parameters ?? tool.input_schema ?? tool.inputSchema ?? tool.parametersJsonSchema;
  const schema = isObject(found) && isObject(found.json) ? found.json : found;
  return typeof schema === 'string' ? parsed(schema) : schema;
}

function lazily(parameters: unknown): DeclaredTool {
  const tool: DeclaredTool = {
    check(args, budget) {
      tool.check = compileArguments(parameters);
      return tool.check(args, budget);
    },
  };
  return tool;
}
