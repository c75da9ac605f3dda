import { Unreadable, WRITE_AGAIN } from '../rows/row-file.ts';

const damaged = (): Unreadable => new Unreadable('is damaged: Snappy data in it cannot be decompressed', WRITE_AGAIN);

/** Decompresses a raw Snappy block of a known length (google/snappy, format_description.txt). */
export function unsnappy(input: Uint8Array, length: number): Uint8Array {
  const output = new Uint8Array(length);
  const size = input.length;
  let i = 0;
  let o = 0;
  // The length stands in front, and is known.
  while (i < size && input[i] >= 0x80) i++;
  i++;
  while (i < size) {
    const tag = input[i++];
    if ((tag & 3) === 0) {
      let count = (tag >> 2) + 1;
      if (count > 60) {
        const more = count - 60;
        count = 1;
        for (let k = 0; k < more; k++) count += (input[i + k] ?? 0) * 2 ** (8 * k);
        i += more;
      }
      if (i + count > size || o + count > length) throw damaged();
      if (count < SHORT) for (let k = 0; k < count; k++) output[o + k] = input[i + k];
      else output.set(input.subarray(i, i + count), o);
      i += count;
      o += count;
      continue;
    }
    let count = (tag >> 2) + 1;
    let back = 0;
    if ((tag & 3) === 1) {
      count = ((tag >> 2) & 7) + 4;
      back = ((tag >> 5) << 8) | input[i++];
    } else if ((tag & 3) === 2) {
      back = input[i] | (input[i + 1] << 8);
      i += 2;
    } else {
      back = (input[i] | (input[i + 1] << 8) | (input[i + 2] << 16) | (input[i + 3] << 24)) >>> 0;
      i += 4;
    }
    if (i > size || back === 0 || back > o || o + count > length) throw damaged();
    // A copy may read what it writes.
    for (let k = 0, from = o - back; k < count; k++) output[o + k] = output[from + k];
    o += count;
  }
  if (o !== length) throw damaged();
  return output;
}

/** Bytes below which a loop copies faster than a call. */
const SHORT = 24;
