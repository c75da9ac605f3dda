/** Standard normal quantile of 97.5 %: both tails together leave 5 %. */
const Z = 1.959964;

/** The 95 % Wilson interval of a share, as fractions; `[0, 1]` where nothing was looked at. (Wilson 1927, J. Am. Stat. Assoc. 22) */
export function wilson(hits: number, looked: number): readonly [low: number, high: number] {
  if (looked === 0) return [0, 1];
  const share = hits / looked;
  const spread = Z * Math.sqrt((share * (1 - share)) / looked + (Z * Z) / (4 * looked * looked));
  const middle = share + (Z * Z) / (2 * looked);
  const whole = 1 + (Z * Z) / looked;
  // At the ends rounding may leave a hair below 0 or above 1.
  return [hits === 0 ? 0 : (middle - spread) / whole, hits === looked ? 1 : (middle + spread) / whole];
}
