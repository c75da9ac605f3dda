/** First byte of every encoded value. */
export const Tag = {
  null: 0,
  undefined: 1,
  false: 2,
  true: 3,
  positive: 4,
  negative: 5,
  float: 6,
  bigint: 7,
  utf8: 8,
  utf16: 9,
  array: 10,
  object: 11,
  map: 12,
  typed: 16,
} as const;

/** Typed arrays by number above `Tag.typed`. The order is part of the format: append only. */
export const TYPED = [
  Uint8Array,
  Int8Array,
  Uint16Array,
  Int16Array,
  Uint32Array,
  Int32Array,
  Float32Array,
  Float64Array,
  BigUint64Array,
  BigInt64Array,
] as const;
