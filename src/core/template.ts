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

/** Fills `{name}` from data; numbers are grouped; an unknown name stays as written, so that a test sees it. */
export function render(template: string, data: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = data[name];
    return value === undefined ? whole : typeof value === 'number' ? grouped(value) : value;
  });
}
