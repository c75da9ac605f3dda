/** The closing brackets that end the text before `bytes[lf]`, up to `most` of them, and where the last counted one ends. A comma may follow. */
export function closersBefore(
  bytes: Uint8Array,
  lf: number,
  most: number,
): { readonly count: number; readonly end: number } {
  const space = (i: number): boolean => bytes[i] === 0x20 || bytes[i] === 0x09 || bytes[i] === 0x0d;
  const closes = (i: number): boolean => bytes[i] === 0x7d || bytes[i] === 0x5d;
  let i = lf - 1;
  while (space(i)) i--;
  if (bytes[i] === 0x2c) i--;
  const ends: number[] = [];
  for (; space(i) || closes(i); i--) if (closes(i)) ends.unshift(i + 1);
  const count = Math.min(ends.length, most);
  return { count, end: ends[count - 1] ?? lf };
}
