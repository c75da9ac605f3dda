/** Digits up to which an integer is below 2^53 for sure. */
const SAFE_DIGITS: usize = 15;
/** Decimals without an exponent that are shorter neither overflow nor underflow. */
const SAFE_DECIMAL: usize = 300;

@inline
function isDigit(c: u32): bool {
  return c - 48 < 10;
}

/** End of the JSON number at `s` (RFC 8259 §6) when a double holds it as written for sure; 0: none, or the host must look. */
export function numberEnd(s: usize): usize {
  let p = s;
  if (load<u8>(p) == 0x2d) p++;
  const digits = p;
  let c: u32 = load<u8>(p);
  if (!isDigit(c)) return 0;
  p++;
  if (c != 0x30) while (isDigit(load<u8>(p))) p++;
  const whole = p;
  if (load<u8>(p) == 0x2e) {
    p++;
    if (!isDigit(load<u8>(p))) return 0;
    do p++;
    while (isDigit(load<u8>(p)));
  }
  const decimal = p;
  c = load<u8>(p);
  if ((c | 32) == 0x65) {
    p++;
    c = load<u8>(p);
    if (c == 0x2b || c == 0x2d) p++;
    const exponent = p;
    if (!isDigit(load<u8>(p))) return 0;
    do p++;
    while (isDigit(load<u8>(p)));
    // Fifteen characters times ten to the 99: far from both ends of the range.
    return decimal - s <= SAFE_DIGITS && p - exponent <= 2 ? p : 0;
  }
  if (decimal > whole) return p - s <= SAFE_DECIMAL ? p : 0;
  if (p - s <= SAFE_DIGITS) return p;
  return p - digits <= 19 && isExact(digits, p) ? p : 0;
}

/** Whether a double is the integer of these at most 19 digits. */
function isExact(s: usize, end: usize): bool {
  let v: u64 = 0;
  for (let p = s; p < end; p++) v = v * 10 + <u64>(load<u8>(p) - 48);
  // 2^64 itself is no u64: what rounds up to it cannot be converted back.
  const d = <f64>v;
  return d < 18446744073709551616.0 && <u64>d == v;
}
