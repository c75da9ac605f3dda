import type { FilePlan, Segment } from '../core/plan.ts';
import type { ScanState } from '../core/scan.ts';

/** Puts what is known of whole files into the sink: notes of the head, and line ends that differ. */
export function fileFacts(
  state: ScanState,
  files: readonly { readonly plan: FilePlan }[],
  segments: readonly Segment[],
): void {
  files.forEach(({ plan }, file) => {
    const own = segments.filter((segment) => segment.file === file);
    const split = plan.split ?? 'train';
    const say = (code: string, offset: number, line: number, data: Readonly<Record<string, string | number>>): void => {
      state.sink.count(code);
      const ref = { segment: own[0].id, offset, line };
      if (state.sink.wants(code, ref)) state.sink.place(code, { ref, split, message: 'found', data, order: 0 });
    };
    for (const note of plan.notes) say(note.code, note.offset, note.line, note.data ?? {});
    if (plan.container !== 'jsonl') return;
    let lf = 0;
    let crlf = 0;
    for (const segment of own) {
      lf += state.ends.get(segment.id)?.lf ?? 0;
      crlf += state.ends.get(segment.id)?.crlf ?? 0;
    }
    if (lf > 0 && crlf > 0) say('mixed-line-endings', 0, 0, { lf, crlf });
  });
}
