import {
  afterUnit,
  defineRecordRule,
  firstMark,
  Flag,
  lastMark,
  type RecordView,
  type Entry,
  unitAt,
  ValueType,
} from '../../../src/rule.ts';

/** Characters of a list's ends that are looked at: white space, and its first quote. */
const LOOK = 64;
const [SINGLE, DOUBLE] = [0x27, 0x22];

/** Why a string is no JSON list of tools, by its ends and its first quote: nothing is decoded. */
function fault(record: RecordView, tools: Entry): string | undefined {
  const first = firstMark(record, tools, LOOK);
  const last = lastMark(record, tools, LOOK);
  const closed = (first === 0x5b && last === 0x5d) || (first === 0x7b && last === 0x7d);
  if (!closed) return 'a string that is no JSON list';
  for (let at = 0, left = LOOK; left > 0; left--) {
    const unit = unitAt(record, tools, at);
    if (unit < 0 || unit === DOUBLE) return undefined;
    if (unit === SINGLE) return 'the repr of a Python list';
    at = afterUnit(record, tools, at);
  }
  return undefined;
}

/** Reports a declaration of tools that is a string, but no JSON. */
export const toolsNotJson = defineRecordRule({
  meta: {
    id: 'tools-not-json',
    group: 'tool',
    since: '0.1.0',
    severity: 'error',
    stage: 'sample',
    kinds: ['conversation'],
    title: {
      one: '1 record declares tools that cannot be read: trainers stop at it',
      other: '{count} records declare tools that cannot be read: trainers stop at the first',
    },
    messages: {
      found:
        'the tools are {found}; expected a JSON list of declarations, as a list or as a string; write it with json.dumps, and leave the key out (or null) where there are none (LLaMA-Factory says: Invalid JSON format in tool description)',
    },
    evidence: { class: 'vendor', source: 'hiyouga/LLaMA-Factory formatter, issue 7547', read: '2026-11-22' },
    memory: 'constant',
    fix: 'none',
  },
  check(record, report) {
    const tools = record.sample?.kind === 'conversation' ? record.sample.tools : -1;
    if (tools < 0 || record.type(tools) !== ValueType.string || record.codePoints(tools) === 0) return;
    const found = (record.flags(tools) & Flag.blank) !== 0 ? 'a blank string' : fault(record, tools);
    if (found !== undefined) report('found', { entry: tools, data: { found } });
  },
});
