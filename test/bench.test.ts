import { describe, expect, test } from '@jest/globals';

interface Counts {
  readonly rows: number;
  readonly bytes: number;
  readonly labels: Readonly<Record<string, number>>;
  readonly blank: number;
  readonly copies: number | null;
  readonly inputs: number;
  readonly outputs: number;
  readonly turns: number;
}
interface Run {
  readonly name: string;
  readonly median: number;
  readonly seconds: readonly number[];
  readonly cpu?: number;
  readonly bytes?: number;
  readonly peak?: number;
  readonly missing?: string;
  readonly failed?: string;
}
interface Row {
  readonly id: string;
  readonly what: string;
  readonly programs: readonly string[];
  readonly goal?: number;
  readonly size?: number;
  readonly rounds: boolean;
  readonly value: (...runs: readonly Run[]) => number;
}

// The bench is plain JavaScript, which Node 20 runs as it is; its shapes are told here.
const load = async (name: string): Promise<unknown> => import(new URL(`../bench/${name}`, import.meta.url).href);
const { generate } = (await load('generate.mjs')) as {
  generate(kind: string, done: (counts: Counts) => boolean, write: (text: string) => void): Counts;
};
const { median, spread, keeps, digits } = (await load('statistics.mjs')) as {
  median(values: readonly number[]): number;
  spread(a: readonly number[], b: readonly number[]): readonly [number, number] | undefined;
  keeps(value: number, goal: number | undefined): boolean | undefined;
  digits(value: number): string;
};
const { ratioRow, markdown } = (await load('table.mjs')) as {
  ratioRow(row: Row, results: (program: string) => Run, mb: number): readonly string[];
  markdown(head: readonly string[], rows: readonly (readonly string[])[]): string;
};
const { differences } = (await load('answers.mjs')) as {
  differences(ours: object, theirs: object): readonly string[];
};

function made(kind: string, bytes: number): { readonly text: string; readonly counts: Counts } {
  let text = '';
  const counts = generate(
    kind,
    (sofar) => sofar.bytes >= bytes,
    (block) => (text += block),
  );
  return { text, counts };
}

const points = (text: string): number => (text.trim() === '' ? 0 : [...text].length);
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

describe('the generator', () => {
  const MB = 1e6;

  test.each(['class', 'chat', 'csv', 'array', 'nfc', 'nfd'])('%s: the same bytes every time', (kind) => {
    const { text, counts } = made(kind, MB / 4);
    expect(made(kind, MB / 4)).toEqual({ text, counts });
    expect(Buffer.byteLength(text)).toBe(counts.bytes);
  });

  test.each(['class', 'nfc', 'nfd'])('%s: what it says it planted is in the file', (kind) => {
    const { text, counts } = made(kind, MB);
    const rows = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { text: string; label: string });
    const labels: Record<string, number> = {};
    for (const { label } of rows) labels[label] = (labels[label] ?? 0) + 1;
    expect(counts).toEqual({
      rows: rows.length,
      bytes: Buffer.byteLength(text),
      labels,
      blank: rows.filter((row) => row.text.trim() === '').length,
      copies: rows.length - new Set(rows.map((row) => JSON.stringify(row))).size,
      inputs: sum(rows.map((row) => points(row.text))),
      outputs: sum(rows.map((row) => row.label.length)),
      turns: 0,
    });
    expect(counts.copies).toBeGreaterThan(0);
    expect(counts.blank).toBeGreaterThan(0);
  });

  test('chat: what it says it planted is in the file', () => {
    const { text, counts } = made('chat', MB);
    const rows = text
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { messages: { content: string }[] }).messages.map((turn) => turn.content));
    const outputs = sum(rows.map((turns) => points(turns.at(-1) as string)));
    expect(counts).toMatchObject({
      rows: rows.length,
      blank: rows.filter((turns) => turns.some((turn) => turn === '')).length,
      copies: rows.length - new Set(rows.map((turns) => JSON.stringify(turns))).size,
      inputs: sum(rows.flat().map(points)) - outputs,
      outputs,
      turns: rows.flat().length,
    });
  });

  test('array: it parses, and its counts are right', () => {
    const { text, counts } = made('array', MB);
    const rows = JSON.parse(text) as { instruction: string; input: string; output: string }[];
    expect(rows).toHaveLength(counts.rows);
    expect(counts.outputs).toBe(sum(rows.map((row) => points(row.output))));
  });

  test('two normal forms of the same rows', () => {
    const rows = (kind: string): string => {
      let text = '';
      generate(
        kind,
        (counts) => counts.rows >= 2000,
        (block) => (text += block),
      );
      return text;
    };
    const [nfc, nfd] = [rows('nfc'), rows('nfd')];
    expect(nfd).not.toBe(nfc);
    expect(unescaped(nfd).normalize('NFC')).toBe(unescaped(nfc).normalize('NFC'));
  });
});

/** Escapes would hide the characters from `normalize`. */
const unescaped = (lines: string): string =>
  lines
    .trimEnd()
    .split('\n')
    .map((line) => JSON.stringify(JSON.parse(line)))
    .join('\n');

describe('the table', () => {
  test.each([
    [[3], 3],
    [[3, 1, 2], 2],
    [[4, 1, 3, 2], 2],
    [[], Number.NaN],
  ])('the median of %j is %d', (values, expected) => expect(median(values)).toBe(expected));

  test('the spread is of single rounds, not of medians', () => {
    expect(spread([2, 6, 4], [1, 2, 4])).toEqual([1, 3]);
    expect(spread([], [])).toBeUndefined();
  });

  test.each([
    [4.5, 4.5, true],
    [4.51, 4.5, false],
    [1, undefined, undefined],
    [Number.NaN, 1, undefined],
  ])('%d keeps the goal %d: %s', (value, goal, expected) => expect(keeps(value, goal)).toBe(expected));

  test.each([
    [0.0391, '0.039'],
    [1.234, '1.23'],
    [12.34, '12.3'],
    [123.4, '123'],
    [Number.NaN, 'n/a'],
  ])('%d is written %s', (value, expected) => expect(digits(value)).toBe(expected));

  const runs: Readonly<Record<string, Run>> = {
    ours: { name: 'ours', median: 2, seconds: [2, 1, 3], cpu: 3, bytes: 200, peak: 50 },
    floor: { name: 'floor', median: 1, seconds: [1, 1, 1], cpu: 2, bytes: 100 },
    gone: { name: 'gone', median: Number.NaN, seconds: [], missing: 'install it' },
    ill: { name: 'ill', median: Number.NaN, seconds: [], failed: 'exit 2: no' },
  };
  const row = (programs: readonly string[], more: Partial<Row> = {}): readonly string[] =>
    ratioRow(
      { id: 'G0', what: 'a / b', programs, goal: 1.5, rounds: true, value: (a, b) => a.median / b.median, ...more },
      (program) => runs[program],
      200,
    );

  test.each([
    [row(['ours', 'floor']), ['G0', 'a / b', '2.00', '1.00–3.00', '1.50', '≤ 1.5', 'NO']],
    [row(['ours', 'floor'], { goal: 2, size: 200 }), ['G0', 'a / b', '2.00', '1.00–3.00', '1.50', '≤ 2', 'yes']],
    [
      row(['ours', 'floor'], { size: 1000 }),
      ['G0', 'a / b', '2.00', '1.00–3.00', '1.50', '≤ 1.5', 'NO (goal set for 1000 MB)'],
    ],
    // Twice the bytes: one second of the floor stands for two.
    [
      row(['ours', 'floor'], { value: (a, b) => a.median / (b.median * 2) }),
      ['G0', 'a / b', '1.00', '0.500–1.50', '0.750', '≤ 1.5', 'yes'],
    ],
    [
      row(['ours'], { value: (a) => a.peak as number, rounds: false, goal: 60 }),
      ['G0', 'a / b', '50.0', '', '', '≤ 60', 'yes'],
    ],
    [row(['ours', 'gone']), ['G0', 'a / b', '—', '', '', '≤ 1.5', 'gone: missing']],
    [row(['ours', 'ill']), ['G0', 'a / b', '—', '', '', '≤ 1.5', 'ill: failed to run: exit 2: no']],
  ])('%j', (found, expected) => expect(found).toEqual(expected));

  test('columns line up', () => {
    expect(markdown(['a', 'bcde'], [['wxyz', '1']])).toBe('| a    | bcde |\n| ---- | ---- |\n| wxyz | 1    |');
  });
});

test('answers are compared one by one, and what a party does not know is left out', () => {
  const ours = { rows: 3, copies: 1, labels: { a: 2, b: 1 } };
  expect(differences(ours, { rows: 3, copies: null, labels: { b: 1, a: 2 } })).toEqual([]);
  expect(differences(ours, { rows: 4, copies: 1, labels: { a: 2 } })).toEqual([
    'rows: 3 and 4',
    'label b: 1 and undefined',
  ]);
});
