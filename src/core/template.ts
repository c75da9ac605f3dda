/** `10003` as `10,003`. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

/** A share in [0, 1] as `6.9 %`: two digits that say something, never a 0 that is not one. */
export function percent(share: number): string {
  const value = share * 100;
  if (value === 0) return '0 %';
  if (value < 0.01) return '< 0.01 %';
  return `${value < 1 ? value.toFixed(2) : value < 10 ? value.toFixed(1) : Math.round(value)} %`.replace(
    /\.0+ %/,
    ' %',
  );
}

/**
 * Fills `{name}` from data, numbers grouped, and `{name?one:other}` by whether the number is 1.
 * An unknown name stays as written, so that a test sees it.
 */
export function render(template: string, data: Readonly<Record<string, string | number>>): string {
  return template.replace(
    /\{(\w+)(?:\?([^{}:]*):([^{}]*))?\}/g,
    (whole, name: string, one?: string, other?: string) => {
      const value = Object.hasOwn(data, name) ? data[name] : undefined;
      if (value === undefined) return whole;
      if (one !== undefined && other !== undefined) return value === 1 ? one : other;
      return typeof value === 'number' ? grouped(value) : value;
    },
  );
}
