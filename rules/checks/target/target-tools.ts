import {
  defineTargetRule,
  type Entry,
  faults,
  optionsOf,
  type RecordView,
  schemaFault,
  shortText,
  type TargetRecord,
  type TargetTool,
  listedTools,
  textList,
  typeWord,
  ValueType,
  valueOf,
} from '../../../src/rule.ts';

type Fault = 'not-allowed' | 'not-list' | 'not-string' | 'empty' | 'function-type' | 'function-key' | 'schema';
interface Options {
  readonly fault: Fault;
  /** Keys that the description of a function must have. */
  readonly keys?: readonly string[];
  readonly field?: string;
}

/** What is wrong with one tool, as a message says it; undefined: nothing. */
type ToolFault = (tool: TargetTool) => string | undefined;

const inWords = (value: unknown): string =>
  value === undefined ? 'nothing' : typeof value === 'string' ? `"${shortText(value)}"` : shortText(String(value));

function toolFault({ fault, keys = [] }: Options): ToolFault | undefined {
  if (fault === 'function-type') return ({ tool }) => (tool.type === 'function' ? undefined : inWords(tool.type));
  if (fault === 'function-key')
    return ({ inner }) => keys.find((key) => inner[key] === undefined || inner[key] === null || inner[key] === '');
  if (fault === 'schema') return ({ inner }) => schemaFault(inner);
  return undefined;
}

/** What is wrong with the value as a whole; undefined: nothing. */
const WHOLE: Readonly<Partial<Record<Fault, (view: RecordView, entry: Entry) => boolean>>> = {
  'not-allowed': (view, entry) => view.filled(entry),
  'not-list': (view, entry) => view.type(entry) !== ValueType.array && view.type(entry) !== ValueType.null,
  'not-string': (view, entry) => view.type(entry) !== ValueType.string && view.type(entry) !== ValueType.null,
  empty: (view, entry) => view.type(entry) !== ValueType.null && !view.filled(entry),
};

/** Reports declared tools that are not allowed, of a type that is not taken, or not fully described. Null counts as absent. */
export const targetTools = defineTargetRule<Options>({
  meta: {
    id: 'target-tools',
    group: 'target',
    since: '0.1.0',
    title: {
      one: '1 record declares tools in a way that {target} does not take',
      other: '{count} records declare tools in a way that {target} does not take',
    },
    messages: {
      'not-allowed': '"{key}" is there; {target} takes no tools; remove it, or drop the record',
      'not-list': '"{key}" is {found}; {target} expects a list; write it as a JSON list and not as text',
      'not-string': '"{key}" is {found}; {target} expects a string that holds JSON; write it with json.dumps',
      empty: '"{key}" is empty; {target} expects a tool or no "{key}" at all; remove the key',
      'function-type': 'a tool has {found} as its type; {target} expects "function"; write "type": "function"',
      'function-key': 'a tool has no "{found}"; {target} expects {keys} of every function; add it',
      schema: 'the parameters of a tool are no JSON Schema: {found}; {target} expects one; mend the declaration',
    },
    options: optionsOf(
      {
        fault: faults('not-allowed', 'not-list', 'not-string', 'empty', 'function-type', 'function-key', 'schema'),
        keys: textList,
        field: { type: 'string' },
      },
      ['fault'],
    ),
    fix: 'none',
  },
  compile(options) {
    const { fault, keys = [], field = 'tools' } = options;
    const ofOne = toolFault(options);
    return (record: TargetRecord, report) => {
      const { view } = record;
      const entry = valueOf(record, field);
      if (entry < 0) return;
      const key = record.keyOf(field) || field;
      if (ofOne === undefined) {
        if (WHOLE[fault]?.(view, entry)) report(fault, { entry, data: { key, found: typeWord(view, entry) } });
        return;
      }
      for (const tool of listedTools(view, entry)) {
        const found = ofOne(tool);
        if (found === undefined) continue;
        report(fault, { entry: tool.entry, data: { key, found, keys: keys.join(', ') } });
        return;
      }
    };
  },
});
