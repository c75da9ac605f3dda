/** Median; of an even number of values the lower middle one. NaN when there are none. */
export function median(values) {
  return values.toSorted((a, b) => a - b)[(values.length - 1) >> 1] ?? Number.NaN;
}

/** `a / b` round by round, smallest and largest: how far one round alone could mislead. */
export function spread(a, b) {
  const ratios = a.slice(0, b.length).map((value, i) => value / b[i]);
  return ratios.length === 0 ? undefined : [Math.min(...ratios), Math.max(...ratios)];
}

/** Whether a value keeps its goal (at most); undefined: there is no goal or no value. */
export function keeps(value, goal) {
  return goal === undefined || !Number.isFinite(value) ? undefined : value <= goal;
}

/** Three significant digits at most, no exponent. */
export function digits(value) {
  if (!Number.isFinite(value)) return 'n/a';
  if (value >= 100) return String(Math.round(value));
  return value >= 10 ? value.toFixed(1) : value.toFixed(value >= 1 ? 2 : 3);
}
