import { type Entry, type RecordView, defineSampleRule, hashText, hex, ValueType } from '../../../src/rule.ts';

/** What a record shows of each place: hashes of the sets of keys of its objects. */
interface Seen {
  readonly parameters: readonly string[];
  readonly arguments: readonly string[];
}
/** Distinct sets of keys that are kept of a record and place: two already say it. */
const MOST = 4;

/** Reports tool declarations and arguments whose objects have other keys from one to the next. */
export const nestedSchemaUnion = defineSampleRule<Seen>({
  meta: {
    id: 'nested-schema-union',
    group: 'shape',
    since: '0.1.0',
    severity: 'info',
    stage: 'shape',
    kinds: ['conversation'],
    // Parquet and Arrow files hold the union already.
    containers: ['jsonl', 'json-array', 'json-object'],
    title: {
      one: '1 record has tool objects with keys of their own: Arrow fills them with nulls',
      other: '{count} records have tool objects with keys of their own: Arrow fills each with the nulls of all others',
    },
    messages: {
      found:
        '{places} are objects with {sets} different sets of keys; expected one set, or JSON written as a string; store them with json.dumps (Arrow gives every object the keys of all, and a chat template prints the nulls)',
    },
    evidence: {
      class: 'vendor',
      source: 'axolotl pull requests 2909, 3136, 3238; TRL documentation on tool calling data',
      read: '2026-11-22',
    },
    memory: 'constant',
    fix: 'none',
  },
  look(record) {
    const { sample } = record;
    if (sample?.kind !== 'conversation') return undefined;
    const [parameters, args] = [new Set<string>(), new Set<string>()];
    const { tools, turns } = sample;
    for (const tool of elements(record, tools)) {
      const named = within(record, tool, 'function');
      addKeys(record, record.child(record.child(named, 'parameters'), 'properties'), parameters);
      addKeys(record, record.child(record.child(named, 'input_schema'), 'properties'), parameters);
    }
    for (let i = 0; i < turns.length; i++)
      for (const call of elements(record, turns.calls[i]))
        addKeys(record, record.child(within(record, call, 'function'), 'arguments'), args);
    if (parameters.size === 0 && args.size === 0) return undefined;
    return { parameters: [...parameters].toSorted(), arguments: [...args].toSorted() };
  },
  judge(sample, _whole, { measures, report }) {
    const sets = (of: keyof Seen): number => new Set(sample.flatMap(({ seen }) => seen[of])).size;
    const [parameters, args] = [sets('parameters'), sets('arguments')];
    const places = [
      ...(parameters > 1 ? ['the parameters of declared tools'] : []),
      ...(args > 1 ? ['the arguments of tool calls'] : []),
    ].join(' and ');
    if (places !== '')
      report({ message: 'found', data: { places, sets: Math.max(parameters, args) }, count: measures.tooled });
  },
});

function elements(record: RecordView, list: Entry): readonly Entry[] {
  if (list < 0 || record.type(list) !== ValueType.array) return [];
  const found: Entry[] = [];
  for (let e = record.first(list); e >= 0; e = record.sibling(e, list)) found.push(e);
  return found;
}

/** OpenAI wraps a tool and a call in an object with the key `function`; others do not. */
function within(record: RecordView, entry: Entry, key: string): Entry {
  const wrapped = record.child(entry, key);
  return wrapped >= 0 ? wrapped : entry;
}

function addKeys(record: RecordView, object: Entry, to: Set<string>): void {
  if (object < 0 || record.type(object) !== ValueType.object || to.size >= MOST) return;
  const keys: string[] = [];
  for (let e = record.first(object); e >= 0; e = record.sibling(e, object)) keys.push(record.key(e) ?? '');
  const { lo, hi } = hashText(JSON.stringify(keys.toSorted()));
  to.add(hex(lo, hi));
}
