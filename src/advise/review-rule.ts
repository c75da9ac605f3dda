import { hex } from '../core/hash.ts';
import type { Entry, RecordView, Ref, Turns } from '../core/record.ts';
import type { FoldRule } from '../core/rule-types.ts';
import { plainCodec } from '../stats/codec.ts';
import { add, type BottomK, bottomKCodec, createBottomK, entries, merge } from '../stats/bottom-k.ts';
import { shorten } from './fenced.ts';
import { pieces } from './pieces.ts';

/** Id of the finding that carries the drawn records. */
export const REVIEW_RULE = 'review-sample';

/** Code points of a message, or of a side, on the page. */
export const SHOWN = 4000;
/** While a record may yet give way to one with a smaller hash. What is chosen is read a second time, where it can be. */
const KEPT = 480;

interface Drawn {
  readonly ref: Ref;
  readonly input: string;
  readonly output: string;
}

const ROLES = ['?', 'system', 'user', 'assistant', 'tool'];

/** A string, cut to `most` code points: none takes more than four bytes. */
const cut = (record: RecordView, entry: Entry, most: number): string =>
  shorten(record.head(entry, most * 4), most, record.codePoints(entry));

/** A conversation in its own order: who says what. Of short ones the last turns matter most, so the earlier ones give way. */
function turns(record: RecordView, { length, role, content }: Turns, most: number): string {
  const first = most < SHOWN ? Math.max(0, length - Math.floor(most / 80)) : 0;
  const each = most < SHOWN ? Math.floor(most / Math.max(1, length - first)) : most;
  const said = Array.from({ length: length - first }, (_, i) => {
    const [who, what] = [ROLES[role[first + i]], content[first + i]];
    return `${who}: ${what >= 0 && record.isString(what) ? cut(record, what, each) : '(no text)'}`;
  });
  return [...(first > 0 ? [`(cut: ${first} earlier messages)`] : []), ...said].join('\n');
}

function sides(record: RecordView, most: number): Pick<Drawn, 'input' | 'output'> {
  const { sample } = record;
  if (sample === undefined) return { input: shorten(JSON.stringify(record.value(record.root)), most), output: '' };
  if (sample.kind === 'conversation') return { input: turns(record, sample.turns, most), output: '' };
  const { count, entry } = record.answers;
  const answers = entry.slice(0, count);
  const given = sample.text.slice(0, sample.texts).filter((text) => !answers.includes(text));
  const show = (side: Int32Array): string =>
    [...side].map((text) => (record.isString(text) ? cut(record, text, most) : '')).join('\n');
  const label =
    sample.kind === 'labelled-text' && sample.labelEntry >= 0 ? String(record.value(sample.labelEntry)) : '';
  return { input: show(given), output: label === '' ? show(answers) : label };
}

const texts = (input: string, output: string): ReturnType<typeof pieces> => ({
  ...pieces('input', input),
  ...pieces('output', output),
});

/** Draws the `size` distinct records with the smallest hashes: the same ones however the file is read. */
export function reviewRule(size: number): FoldRule<BottomK<Drawn>> {
  return {
    type: 'fold',
    every: true,
    meta: {
      id: REVIEW_RULE,
      group: 'learn',
      since: '0.1.0',
      severity: 'info',
      stage: 'sample',
      title: { one: '1 record to read', other: '{count} records to read' },
      messages: { drawn: 'drawn by record hash' },
      evidence: {
        class: 'guide',
        source: 'Day 18: Fine-Tuning Concepts and Strategies: review by hand',
        read: '2026-11-22',
      },
      memory: 'constant',
      fix: 'none',
    },
    init: () => createBottomK(size),
    add(state, record) {
      if (record.hashHi > state.ceiling) return;
      const ref = record.ref();
      add(state, hex(record.hashLo, record.hashHi), () => ({ ref, ...sides(record, KEPT) }));
    },
    merge: (a, b) => merge(a, b, (earlier) => earlier),
    finish(state, { report }) {
      const drawn = entries(state);
      const places = drawn.map(([hash, { ref, input, output }]) => ({ ref, data: { hash, ...texts(input, output) } }));
      if (places.length > 0) report({ message: 'drawn', count: places.length, places });
    },
    codec: bottomKCodec(1),
  };
}

/** Id of the finding that carries records which were asked for by their bytes. */
export const PICKED_RULE = 'review-picked';

/** The first of ascending numbers that is not below `least`: asked for every record of a file. */
function firstFrom(sorted: readonly number[], least: number): number | undefined {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (sorted[middle] < least) from = middle + 1;
    else to = middle;
  }
  return sorted[from];
}

/** A record that was asked for; with its hash where it was asked for by that. */
interface Picked extends Drawn {
  readonly hash: string;
}

/**
 * Shows the records in which these offsets lie, in bytes of the decompressed file: the caller tells by their path which were meant.
 * And one record of each of these hashes, which every container has.
 */
export function pickRule(offsets: readonly number[], hashes: readonly string[] = []): FoldRule<Picked[]> {
  const asked = new Set(hashes);
  const wanted = offsets.toSorted((a, b) => a - b);
  const base = reviewRule(1);
  return {
    type: 'fold',
    every: true,
    meta: { ...base.meta, id: PICKED_RULE },
    init: () => [],
    add(state, record) {
      const ref = record.ref();
      const at = firstFrom(wanted, ref.offset);
      const within = at !== undefined && at < ref.offset + Math.max(1, record.length);
      const own = asked.size > 0 ? hex(record.hashLo, record.hashHi) : '';
      const hash = asked.has(own) && !state.some((known) => known.hash === own) ? own : '';
      if (within || hash !== '') state.push({ ref, hash, ...sides(record, SHOWN) });
    },
    merge: (a, b) => [...a, ...b],
    finish(state, { report }) {
      const places = state.map(({ ref, hash, input, output }) => ({ ref, data: { hash, ...texts(input, output) } }));
      if (places.length > 0) report({ message: 'drawn', count: places.length, places });
    },
    codec: plainCodec(1),
  };
}
