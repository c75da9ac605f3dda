import { type Entry, type RecordView, defineSampleRule } from '../../../src/rule.ts';

/** Code points from which a string may be running text; shorter ones are names, notes and ids. Our convention. */
const LONG = 100;
/** Words that running text has in its beginning; fewer: a URL, a hash, encoded bytes. */
const WORDS = 8;
/** Bytes of the beginning that are looked at. */
const LOOK = 512;
/** Letters of scripts that are written without spaces. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu;
/** Unread long strings that one record lists; more are columns of a table that is no training set. */
const MOST = 8;
/** UTF-16 units of a key that the state keeps. */
const KEY = 64;
/** Parts of a turn that chat templates render, whatever the trainer: Qwen3 and GLM `reasoning_content`, gpt-oss `thinking`. */
const RENDERED = new Set(['reasoning_content', 'reasoning', 'thinking']);
/** Top-level keys of which the sample rule is told nothing by the format, but which trainers read. */
const KNOWN = new Set(['history', 'tools', 'functions', 'chat_template_kwargs']);

/** Reports long text in keys that no trainer of the format reads. */
export const textInUnreadKeys = defineSampleRule<readonly string[]>({
  meta: {
    id: 'text-in-unread-keys',
    group: 'shape',
    since: '0.1.0',
    severity: 'warn',
    stage: 'shape',
    kinds: [
      'labelled-text',
      'pair',
      'conversation',
      'preference',
      'unpaired',
      'text',
      'prompt',
      'tuple',
      'stepwise',
      'segments',
    ],
    title: {
      one: '1 record holds text that no trainer reads: it is not learnt',
      other: 'most of {count} records hold text that no trainer reads: it is not learnt',
    },
    messages: {
      found:
        'running text in {keys}, which the format ({format}) does not read; expected what is to be learnt in {reading}; move the text there (reasoning goes before the answer), or drop the key',
    },
    evidence: {
      class: 'vendor',
      source:
        'TRL dataset_formats.md, ms-swift core.py, LLaMA-Factory data/README.md: columns of other names are dropped',
      read: '2026-11-22',
    },
    memory: 'constant',
    fix: 'none',
  },
  look(record) {
    const { sample } = record;
    if (sample === undefined) return undefined;
    const keys = new Set<string>();
    const { root } = record;
    for (let e = record.first(root); e >= 0 && keys.size < MOST;) {
      const after = record.sibling(e, root);
      const key = record.key(e);
      if (key !== undefined && !isKnown(record, key) && !isRead(sample, e, after) && isRunning(record, e))
        keys.add(short(key));
      e = after;
    }
    if (sample.kind === 'conversation') {
      const { turns } = sample;
      for (let i = 0; i < turns.length && keys.size < MOST; i++)
        unreadParts(record, turns.entry[i], [turns.content[i], turns.calls[i], turns.roleEntry[i]], keys);
    }
    return [...keys];
  },
  judge(sample, _whole, { shapes, measures, report }) {
    const main = shapes.readings[0];
    if (main === undefined) return;
    const counts = new Map<string, number>();
    for (const { seen } of sample) for (const key of seen) counts.set(key, (counts.get(key) ?? 0) + 1);
    const most = [...counts]
      .filter(([key, count]) => count * 2 > sample.length && !shapes.optional.has(key))
      .toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
    if (most.length === 0) return;
    const percent = (count: number): number => Math.round((count / sample.length) * 100);
    const keys = most.map(([key, count]) => `"${key}" (${percent(count)} % of the records)`).join(', ');
    report({ message: 'found', data: { keys, format: main.format, reading: main.reading }, count: measures.fit });
  },
});

/** `text` in an Alpaca record is the rendered whole, on which TRL trains by default. */
const isKnown = ({ format }: RecordView, key: string): boolean =>
  KNOWN.has(key) || (key === 'text' && format === 'instruction');

const short = (key: string): string => (key.length > KEY ? `${key.slice(0, KEY)}…` : key);

/** Whether a text of the sample lies in the member that begins at `entry`; `after`: the next member, -1 at the end. */
function isRead(
  { text, texts }: { readonly text: Int32Array; readonly texts: number },
  entry: Entry,
  after: Entry,
): boolean {
  for (let i = 0; i < texts; i++) if (text[i] >= entry && (after < 0 || text[i] < after)) return true;
  return false;
}

function isRunning(record: RecordView, entry: Entry): boolean {
  if (!record.isString(entry) || record.codePoints(entry) < LONG) return false;
  const head = record.head(entry, LOOK);
  return head.split(/\s+/u, WORDS + 1).length > WORDS || (head.match(UNSPACED)?.length ?? 0) >= LONG / 2;
}

/** Members of a turn that are none of its known parts. */
function unreadParts(record: RecordView, turn: Entry, known: readonly Entry[], keys: Set<string>): void {
  for (let e = record.first(turn); e >= 0; e = record.sibling(e, turn)) {
    const key = record.key(e);
    if (key === undefined || known.includes(e) || RENDERED.has(key) || !isRunning(record, e)) continue;
    keys.add(`messages/${short(key)}`);
  }
}
