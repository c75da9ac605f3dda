import type { JsonRows } from '../../core/plan.ts';
import { splitOf, splitOfKey } from '../split-words.ts';

/** What the head shows of one member of the top-level object. */
interface Member {
  readonly key: string;
  readonly kind: 'objects' | 'arrays' | 'other-array' | 'empty-array' | 'object' | 'string' | 'scalar';
  /** The first element looks like a turn of a conversation. */
  readonly turns: boolean;
  /** Of an object: its first key, where that is a number. */
  readonly first: string | undefined;
}

/** How an object holds a table without one array of rows: as columns of numbered cells, or as numbered rows. */
export type NumberedTable = 'columns' | 'rows';

/** Keys under which files are known to keep their rows. */
const ROW_KEYS = new Set([
  'data',
  'rows',
  'examples',
  'records',
  'items',
  'samples',
  'instances',
  'entries',
  'dataset',
  'results',
]);

/** Keys that hold an array inside one record: turns, tools and earlier turns are not rows. */
const PART_KEYS = new Set([
  'messages',
  'conversations',
  'conversation',
  'dialog',
  'dialogue',
  'turns',
  'chat',
  'history',
  'tools',
  'functions',
  'chosen',
  'rejected',
  'prompt',
  'completion',
  'images',
]);

/** Keys of strings that make the object itself a record, whatever arrays it holds. */
const FIELD_KEYS = new Set([
  'instruction',
  'prompt',
  'question',
  'input',
  'output',
  'completion',
  'response',
  'answer',
  'text',
  'label',
  'system',
  'chosen',
  'rejected',
  'summary',
]);

/** Where the rows of a JSON object are, judged by its head, which may end anywhere. */
export function jsonRows(head: string): {
  readonly rows: JsonRows;
  readonly why: string;
  readonly numbered?: NumberedTable;
} {
  const members = membersOf(head);
  const lists = members.filter((member) => member.kind === 'objects' || member.kind === 'arrays');
  const splits = members.filter(
    (member) => splitOfKey(member.key) !== undefined && (lists.includes(member) || member.kind === 'empty-array'),
  );
  if (
    splits.some((member) => lists.includes(member)) &&
    (splits.length > 1 || splits.some((member) => splitOfKey(member.key) === 'train'))
  ) {
    return { rows: { keys: 'splits' }, why: `one JSON object with the splits ${named(splits)}` };
  }
  const known = lists.filter((member) => ROW_KEYS.has(member.key.toLowerCase()) || splitOf(member.key) !== undefined);
  const only = known.length === 1 ? known : lists.length === 1 && !isRecord(members, lists[0]) ? lists : [];
  if (only.length === 1 && !only[0].turns)
    return { rows: { keys: [only[0].key] }, why: `one JSON object with its rows under ${named(only)}` };
  const numbered = numberedTable(members);
  return {
    rows: { keys: 'self' },
    why: 'one JSON object: a single record',
    ...(numbered !== undefined && { numbered }),
  };
}

/** What pandas writes unless it is told otherwise: `{"text": {"0": …, "1": …}, "label": {"0": …}}`. */
function numberedTable(members: readonly Member[]): NumberedTable | undefined {
  if (members.length === 0 || members.some(({ kind }) => kind !== 'object')) return undefined;
  const [{ first }] = members;
  if (first !== undefined) return members.every((member) => member.first === first) ? 'columns' : undefined;
  return members.length > 1 && members.every(({ key }) => /^\d+$/.test(key)) ? 'rows' : undefined;
}

const named = (list: readonly Member[]): string => list.map((member) => `"${member.key.slice(0, 40)}"`).join(', ');

const isRecord = (members: readonly Member[], list: Member): boolean =>
  list.turns ||
  PART_KEYS.has(list.key.toLowerCase()) ||
  members.some((member) => member.kind === 'string' && FIELD_KEYS.has(member.key.toLowerCase()));

/** Top-level members as far as the head goes. Tolerant: what it cannot read, it steps over. */
function membersOf(head: string): Member[] {
  const members: Member[] = [];
  const tokens = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s"{}[\],:]+/gsy;
  let depth = 0;
  let key: string | undefined;
  let expectKey = true;
  tokens.lastIndex = head.search(/\S|$/);
  for (let at = tokens.lastIndex; at < head.length; at = skipSpace(head, tokens.lastIndex)) {
    tokens.lastIndex = at;
    const token = tokens.exec(head)?.[0];
    if (token === undefined) break;
    if (depth === 1 && expectKey && token.startsWith('"')) {
      key = plain(token);
      expectKey = false;
    } else if (depth === 1 && token === ',') expectKey = true;
    else if (depth === 1 && key !== undefined && token !== ':') {
      members.push(describe(key, token, head.slice(at, at + 2000)));
      key = undefined;
    }
    if (token === '{' || token === '[') depth++;
    else if ((token === '}' || token === ']') && --depth === 0) break;
  }
  return members;
}

function skipSpace(text: string, at: number): number {
  while (at < text.length && text.charCodeAt(at) <= 0x20) at++;
  return at;
}

function plain(token: string): string {
  try {
    return JSON.parse(token) as string;
  } catch {
    return token.slice(1, -1);
  }
}

function describe(key: string, token: string, text: string): Member {
  const turns = /^\[\s*\{[^{}[\]]*"(?:role|from)"\s*:/.test(text) && /"(?:content|value|tool_calls)"\s*:/.test(text);
  const inner = token === '[' ? /^\[\s*(.)/s.exec(text)?.[1] : undefined;
  const list = inner === '{' ? 'objects' : inner === '[' ? 'arrays' : inner === ']' ? 'empty-array' : 'other-array';
  const kind = token === '[' ? list : token === '{' ? 'object' : token.startsWith('"') ? 'string' : 'scalar';
  const first = kind === 'object' ? /^\{\s*"(\d{1,12})"\s*:/.exec(text)?.[1] : undefined;
  return { key, kind, turns, first };
}
