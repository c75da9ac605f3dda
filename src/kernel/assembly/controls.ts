import { keep } from './hash';

/** Whether a control character other than tab and line ends is in the text. */
export function hasControl(s: usize, n: usize): bool {
  const end = s + n;
  for (let p = s; p < end; p += 16) {
    const v = v128.load(p);
    let m = i8x16.lt_u(v, i8x16.splat(0x20));
    if (p + 16 > end) m = v128.and(m, keep(end - p));
    let bits = i8x16.bitmask(m);
    while (bits) {
      const byte = load<u8>(p + <usize>ctz(bits));
      if (byte != 9 && byte != 10 && byte != 13) return true;
      bits &= bits - 1;
    }
  }
  return false;
}
