import type { Segment } from '../core/plan.ts';
import type { DatasetReport, FindingReport, PlaceReport } from '../core/report.ts';
import type { Entry } from '../core/record.ts';
import { ValueType } from '../core/tape.ts';
import { View } from '../core/view.ts';
import { readSegment } from '../readers/read.ts';
import { memberPath } from '../readers/members.ts';
import { enginesOf } from './engine.ts';
import type { OpenFile } from './scan-dataset.ts';
import { MAX_DEPTH } from './scan-segments.ts';

/** Code points of a short excerpt. */
const SHORT = 60;

/** Reads the shown places again, segment by segment, and puts the text that stands there into the report. Streams cannot be read twice. */
export async function addExcerpts(
  report: DatasetReport,
  files: readonly OpenFile[],
  segments: readonly Segment[],
  size: 'short' | 'full',
): Promise<DatasetReport> {
  const wanted = new Map<string, Map<number, Map<string, string>>>();
  for (const finding of report.findings) {
    for (const place of finding.places) {
      const { path, pointer } = place;
      const offset = offsetOf(place);
      const byOffset = wanted.get(path) ?? new Map<number, Map<string, string>>();
      wanted.set(path, byOffset);
      byOffset.set(offset, (byOffset.get(offset) ?? new Map<string, string>()).set(pointer ?? '', ''));
    }
  }
  for (const [file, { plan, source }] of files.entries()) {
    if (plan.members !== undefined) {
      for (const [i, member] of plan.members.entries()) {
        const texts = wanted.get(memberPath(plan.path, member));
        if (texts !== undefined) readMember(source.member?.(i), texts, size);
      }
      continue;
    }
    const offsets = wanted.get(plan.path);
    if (offsets === undefined || source.bytes < 0) continue;
    for (const segment of segments)
      if (segment.file === file) await readAgain({ plan, source }, segment, offsets, size);
  }
  const findings: FindingReport[] = report.findings.map((finding) => ({
    ...finding,
    places: finding.places.map((place) => withExcerpt(place, wanted)),
  }));
  return { ...report, findings };
}

/** Where a place is read again: its bytes, or without those its row. */
const offsetOf = ({ offset, line }: PlaceReport): number => offset ?? line - 1;

function withExcerpt(
  place: PlaceReport,
  wanted: ReadonlyMap<string, ReadonlyMap<number, ReadonlyMap<string, string>>>,
): PlaceReport {
  const excerpt = wanted
    .get(place.path)
    ?.get(offsetOf(place))
    ?.get(place.pointer ?? '');
  return excerpt === undefined || excerpt === '' ? place : { ...place, excerpt };
}

/** Of a document that is a record: what it begins with, or what stands around a fault. */
function readMember(
  bytes: Uint8Array | undefined,
  offsets: Map<number, Map<string, string>>,
  size: 'short' | 'full',
): void {
  for (const [offset, texts] of offsets) {
    const text = new TextDecoder().decode(bytes?.subarray(Math.max(0, offset - BEFORE)));
    for (const pointer of texts.keys()) texts.set(pointer, cut(text, size));
  }
}

/** Fills in the texts of one segment's wanted places; leaves it unread when it holds none. */
async function readAgain(
  file: OpenFile,
  segment: Segment,
  offsets: Map<number, Map<string, string>>,
  size: 'short' | 'full',
): Promise<void> {
  const inside = [...offsets.keys()].filter((offset) => offset >= segment.start && offset < segment.end);
  inside.sort((a, b) => a - b);
  let next = 0;
  const view = new View();
  const scanner = enginesOf('js').scanner({ triggers: [], maxDepth: MAX_DEPTH });
  const reader = readSegment(file.plan, segment, file.source, scanner);
  for await (const batch of reader) {
    const { records } = batch;
    for (let i = 0; i < records.count; i++) {
      // A fault inside a record has an offset of its own: the record that covers it is meant.
      const from = records.offset[i];
      const to = from + (file.plan.stretches === undefined ? Math.max(1, records.length[i]) : 1);
      while (next < inside.length && inside[next] < from) next++;
      if (next === inside.length || inside[next] >= to) continue;
      view.moveTo(batch, i);
      for (let at = next; at < inside.length && inside[at] < to; at++) {
        const offset = inside[at];
        const texts = offsets.get(offset) as Map<string, string>;
        for (const pointer of texts.keys()) texts.set(pointer, cut(textAt(view, pointer, offset), size));
      }
    }
    if (next === inside.length || (records.count > 0 && records.offset[records.count - 1] > inside[inside.length - 1]))
      break;
  }
  scanner.release();
}

/** Bytes shown before a fault, so that one sees where one is. */
const BEFORE = 24;

function textAt(view: View, pointer: string, offset: number): string {
  if (view.root < 0) {
    const bytes = view.batch.recordBytes(view.index) ?? new Uint8Array(0);
    const fault = Math.max(0, offset - view.batch.records.offset[view.index] - BEFORE);
    return `${fault > 0 ? '…' : ''}${new TextDecoder().decode(bytes.subarray(fault)).trimEnd()}`;
  }
  let entry = view.root;
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    let next = view.child(entry, key);
    if (next < 0 && /^\d+$/.test(key)) {
      next = view.first(entry);
      for (let i = Number(key); i > 0 && next >= 0; i--) next = view.sibling(next, entry);
    }
    if (next < 0) break;
    entry = next;
  }
  // Of a record as a whole, its longest text tells most.
  if (entry === view.root) entry = longestText(view);
  if (view.isString(entry)) return view.text(entry);
  const { bytes, start, end } = view.tape;
  return new TextDecoder().decode(bytes.subarray(start[entry], end[entry]));
}

function longestText(view: View): Entry {
  const { type, codePoints, next } = view.tape;
  let best = view.root;
  for (let e = view.root; e < next[view.root]; e++) {
    if (type[e] === ValueType.string && (best === view.root || codePoints[e] > codePoints[best])) best = e;
  }
  return best;
}

function cut(text: string, size: 'short' | 'full'): string {
  if (size === 'full' || text.length <= SHORT) return text;
  const graphemes = [...new Intl.Segmenter().segment(text.slice(0, SHORT * 4))].map((s) => s.segment);
  return graphemes.length <= SHORT ? text : `${graphemes.slice(0, SHORT).join('')}…`;
}
