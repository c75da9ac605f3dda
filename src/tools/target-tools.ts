import type { Entry, RecordView } from '../core/record.ts';
import { ValueType } from '../core/tape.ts';

/** A tool as a record declares it. */
export interface TargetTool {
  /** Where a finding points. */
  readonly entry: Entry;
  /** The declaration, parsed. */
  readonly tool: Readonly<Record<string, unknown>>;
  /** What describes the function: the member `function` or `toolSpec`, else the tool itself. */
  readonly inner: Readonly<Record<string, unknown>>;
}

/** Code points of a list in a string, and bytes of one on the tape that has no more entries: beyond it nothing is read. */
const TEXT_MOST = 1 << 20;
const ENTRIES_MOST = 1 << 16;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The tools of a list, or of a string that holds one as JSON; members that are no objects are `{}`. Lists inside (`functionDeclarations`) are opened. */
export function listedTools(view: RecordView, list: Entry): readonly TargetTool[] {
  if (list < 0 || view.behind(list) - list > ENTRIES_MOST) return [];
  const type = view.type(list);
  if (type === ValueType.string) return view.codePoints(list) > TEXT_MOST ? [] : toolsIn(parsed(view.text(list)), list);
  if (type === ValueType.object) return toolsIn(view.value(list), list);
  if (type !== ValueType.array) return [];
  const found: TargetTool[] = [];
  for (let e = view.first(list); e >= 0; e = view.sibling(e, list)) found.push(...toolsIn([view.value(e)], e));
  return found;
}

function toolsIn(value: unknown, entry: Entry): TargetTool[] {
  const all = Array.isArray(value) ? value : [value];
  return all.flatMap((item) => {
    const tool = isObject(item) ? item : {};
    const inside = [tool.tools, tool.functionDeclarations, tool.function_declarations].find(Array.isArray);
    if (inside !== undefined) return inside.map((inner) => toolOf(inner, entry));
    return [toolOf(tool, entry)];
  });
}

function toolOf(value: unknown, entry: Entry): TargetTool {
  const tool = isObject(value) ? value : {};
  return { entry, tool, inner: [tool.function, tool.toolSpec].find(isObject) ?? tool };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return [];
  }
}
