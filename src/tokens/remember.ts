import type { Entry, RecordView } from '../core/record.ts';
import type { TokenCounter } from './counter.ts';

/** Values of a record that are remembered; of a larger one the rest is counted each time. */
const ROOM = 4096;

/** A counter that counts each text of a record once, however many targets ask. */
export interface RememberingCounter extends TokenCounter {
  /** Another record is at hand. */
  next(): void;
}

/** Remembers the counts of the record at hand. */
export function remembering(counter: TokenCounter): RememberingCounter {
  const counts = new Float64Array(ROOM);
  // In which record each was counted: clearing would cost more than most records.
  const seen = new Uint32Array(ROOM);
  let record = 1;
  return {
    id: counter.id,
    exact: counter.exact,
    error: counter.error,
    next() {
      record = (record + 1) >>> 0;
      if (record !== 0) return;
      seen.fill(0);
      record = 1;
    },
    count(view: RecordView, entry: Entry): number {
      const at = entry - view.root;
      if (at < 0 || at >= ROOM) return counter.count(view, entry);
      if (seen[at] !== record) {
        counts[at] = counter.count(view, entry);
        seen[at] = record;
      }
      return counts[at];
    },
  };
}
