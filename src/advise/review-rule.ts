import { hex } from '../core/hash.ts';
import type { RecordView, Ref, Turns } from '../core/record.ts';
import type { FoldRule } from '../core/rule-types.ts';
import { plainCodec } from '../stats/codec.ts';
import { add, type BottomK, bottomKCodec, createBottomK, entries, merge } from '../stats/bottom-k.ts';

/** Id of the finding that carries the drawn records. */
export const REVIEW_RULE = 'review-sample';

/** UTF-8 bytes of a side that a reader sees. */
const SHOWN = 480;

interface Drawn {
  readonly ref: Ref;
  readonly input: string;
  readonly output: string;
}

const ROLES = ['?', 'system', 'user', 'assistant', 'tool'];

/** A conversation in its own order: who says what. The last turns matter most, so the earlier ones give way. */
function turns(record: RecordView, { length, role, content }: Turns): string {
  const each = Math.max(80, Math.floor(SHOWN / Math.max(1, length)) - 16);
  const said = Array.from({ length }, (_, i) => {
    const text = content[i] >= 0 && record.isString(content[i]) ? record.head(content[i], each) : '(no text)';
    return `${ROLES[role[i]]}: ${text}${content[i] >= 0 && text.length < record.codePoints(content[i]) ? '…' : ''}`;
  }).join(' ¶ ');
  return said.length <= SHOWN ? said : `…${said.slice(said.length - SHOWN + 1)}`;
}

function sides(record: RecordView): Pick<Drawn, 'input' | 'output'> {
  const { sample } = record;
  if (sample === undefined) return { input: JSON.stringify(record.value(record.root)).slice(0, SHOWN), output: '' };
  if (sample.kind === 'conversation') return { input: turns(record, sample.turns), output: '' };
  const { count, entry } = record.answers;
  const answers = entry.slice(0, count);
  const given = sample.text.slice(0, sample.texts).filter((text) => !answers.includes(text));
  const show = (side: Int32Array): string =>
    [...side]
      .map((text) => (record.isString(text) ? record.head(text, SHOWN) : ''))
      .join(' ¶ ')
      .slice(0, SHOWN);
  const label =
    sample.kind === 'labelled-text' && sample.labelEntry >= 0 ? String(record.value(sample.labelEntry)) : '';
  return { input: show(given), output: label === '' ? show(answers) : label };
}

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
      add(state, hex(record.hashLo, record.hashHi), () => ({ ref, ...sides(record) }));
    },
    merge: (a, b) => merge(a, b, (earlier) => earlier),
    finish(state, { report }) {
      const drawn = entries(state);
      const places = drawn.map(([hash, { ref, input, output }]) => ({ ref, data: { hash, input, output } }));
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

/** Shows the records in which these offsets lie, in bytes of the decompressed file: the caller tells by their path which were meant. */
export function pickRule(offsets: readonly number[]): FoldRule<Drawn[]> {
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
      if (at === undefined || at >= ref.offset + Math.max(1, record.length)) return;
      state.push({ ref, ...sides(record) });
    },
    merge: (a, b) => [...a, ...b],
    finish(state, { report }) {
      const places = state.map(({ ref, input, output }) => ({ ref, data: { input, output } }));
      if (places.length > 0) report({ message: 'drawn', count: places.length, places });
    },
    codec: plainCodec(1),
  };
}
