import { isUtf8 } from 'node:buffer';
import type { JsonText } from '../rows/json-text.ts';
import { Unreadable, WRITE_AGAIN } from '../rows/row-file.ts';

/** Values of a column: how many there are, and how the one with a number is written as JSON. */
export interface Cells {
  readonly length: number;
  write(text: JsonText, i: number): void;
}

/** Values of the dictionaries that were read before, by their number. */
export type Dictionaries = Pick<ReadonlyMap<number, Cells>, 'get'>;

export const damaged = (): Unreadable =>
  new Unreadable('is damaged: the buffers of a record batch do not fit it', WRITE_AGAIN);

/** Text, or bytes that are text; other bytes are null: images and sound are no training text. */
export function bytesText(out: JsonText, bytes: Uint8Array, from: number, to: number, text: boolean): void {
  if (text || isUtf8(bytes.subarray(from, to))) out.string(bytes, from, to);
  else out.ascii('null');
}

/** Values in several parts, one behind the other. */
export function joined(parts: readonly Cells[]): Cells {
  if (parts.length === 1) return parts[0];
  const starts: number[] = [];
  let length = 0;
  for (const part of parts) {
    starts.push(length);
    length += part.length;
  }
  return {
    length,
    write(text, i) {
      let low = 0;
      for (let high = parts.length - 1; low < high;) {
        const middle = (low + high + 1) >> 1;
        if (starts[middle] <= i) low = middle;
        else high = middle - 1;
      }
      parts[low].write(text, i - starts[low]);
    },
  };
}
