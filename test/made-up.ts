/** Words, sentences, texts and code that differ for every (i, k): content for tables of column names. */
const WORDS = 'river garden ticket market engine court planet summer minister battery orchard harbour'.split(' ');

export const say = (i: number, k = 0, words = 8): string =>
  `${Array.from({ length: words }, (_, j) => WORDS[(i * 7 + k * 5 + j * (1 + (i % 5))) % WORDS.length]).join(' ')} ${i} ${k}.`;
export const long = (i: number, k = 0): string => Array.from({ length: 12 }, (_, j) => say(i, k * 100 + j)).join(' ');
export const code = (i: number): string => `def f${i}(a, b):\n    x = a + ${i}\n    return [y for y in b if y > x]\n`;
export const asked = (i: number): object[] => [{ role: 'user', content: say(i) }];
export const answered = (i: number): object[] => [...asked(i), { role: 'assistant', content: say(i, 1) }];

/** One record of a made-up set. */
export type Row = (i: number) => object;

/** The set as JSON lines. */
export const lines = (row: Row, n = 60): string =>
  Array.from({ length: n }, (_, i) => `${JSON.stringify(row(i))}\n`).join('');
