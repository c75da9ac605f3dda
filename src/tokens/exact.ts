import type { Entry, RecordView } from '../core/record.ts';
import { Flag } from '../core/tape.ts';
import type { TokenCounter } from './counter.ts';
import type { Encoding } from './encodings.ts';
import { createMerge } from './merge.ts';
import { createPieceCount } from './piece-cache.ts';
import { createTokenTable } from './token-table.ts';
import { createUnescaper } from './unescape.ts';

/**
 * Counts what a byte pair encoding makes of a text, over the bytes as they stand in the file: the text is split as the
 * encoding splits it, and the count of each piece is remembered. Totals are those of tiktoken; gpt-tokenizer differs from it
 * in two characters that no ordinary text holds (it takes U+FEFF for white space, and U+0085 for none).
 */
export function createExactCounter(id: string, { split, tokens: packed, size }: Encoding): TokenCounter {
  const table = createTokenTable(packed, size);
  const pieceCount = createPieceCount(table, createMerge(table));
  const unescaper = createUnescaper();

  function countBytes(bytes: Uint8Array, from: number, end: number): number {
    let tokens = 0;
    for (let at = from; at < end;) {
      const stop = split(bytes, at, end);
      tokens += pieceCount(bytes, at, stop);
      at = stop;
    }
    return tokens;
  }

  function count(record: RecordView, entry: Entry): number {
    if (!record.isString(entry)) return 0;
    const { bytes, start, end } = record.tape;
    if ((record.flags(entry) & Flag.escaped) === 0) return countBytes(bytes, start[entry], end[entry]);
    const length = unescaper.read(bytes, start[entry], end[entry]);
    return countBytes(unescaper.bytes, 0, length);
  }

  return { id, exact: true, error: 0, count };
}
