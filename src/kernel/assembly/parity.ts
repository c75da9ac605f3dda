import { INPUT } from './layout';

/** Whether the first `length` bytes of the input hold an odd number of quotes. */
export function oddQuotes(length: u32): bool {
  const quote = i8x16.splat(0x22);
  const end = INPUT + length;
  let odd = i8x16.splat(0);
  let p = INPUT;
  for (; p + 16 <= end; p += 16) odd = v128.xor(odd, i8x16.eq(v128.load(p), quote));
  let rest: i32 = 0;
  for (; p < end; p++) if (load<u8>(p) == 0x22) rest ^= 1;
  return ((popcnt(i8x16.bitmask(odd)) ^ rest) & 1) != 0;
}
