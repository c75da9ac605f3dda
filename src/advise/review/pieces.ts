type Data = Readonly<Record<string, string | number>>;

/** A report shortens the values of a place at 500 characters: a key may be as long as the file. */
const LONGEST = 500;

/** A long text as values of a place: `input.0`, `input.1`, … */
export function pieces(name: string, text: string): Data {
  const count = Math.ceil(text.length / LONGEST);
  return Object.fromEntries(
    Array.from({ length: count }, (_, i) => [`${name}.${i}`, text.slice(i * LONGEST, (i + 1) * LONGEST)]),
  );
}

/** The text again. */
export function joined(name: string, data: Data): string {
  const found: string[] = [];
  for (let i = 0; data[`${name}.${i}`] !== undefined; i++) found.push(String(data[`${name}.${i}`]));
  return found.join('');
}
