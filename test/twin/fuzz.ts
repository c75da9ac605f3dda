import type { Scanner } from '../../src/kernel/types.ts';
import { compare, said, threw } from './compare.ts';
import type { Side } from './compare.ts';
import { difference, quoted } from './difference.ts';
import type { Difference } from './difference.ts';
import { drawFile, drawHow } from './draw-file.ts';
import { OPTIONS } from './engines.ts';
import type { Engine } from './engines.ts';
import type { How, TwinFile } from './file.ts';
import { minimise } from './minimise.ts';
import { createRandom } from './random.ts';
import { forgetStrings } from './recording.ts';

/** Files that one pair of scanners reads: what one file leaves behind must not show in the next. */
const LIFE = 6;
const RECORDS_A_FILE = 80;

export interface FuzzReport {
  readonly files: number;
  readonly records: number;
  readonly bytes: number;
  /** Records that the second engine read, and those of them that it took the fast way: without any, a comparison tries one engine only. */
  readonly fast: { readonly records: number; readonly taken: number };
  /** In words, with what it takes to see it again; undefined: no difference. */
  readonly failure?: string;
}

/** Draws files from `seed` until `records` records were compared, or until the two engines differ. */
export async function fuzz(pair: readonly [Engine, Engine], seed: number, records: number): Promise<FuzzReport> {
  let seen = 0;
  let bytes = 0;
  let files = 0;
  const fast = [
    { records: 0, taken: 0 },
    { records: 0, taken: 0 },
  ];
  for (; seen < records; files += LIFE) {
    const options = OPTIONS[(files / LIFE) % OPTIONS.length];
    const scanners = pair.map((engine, k) => counted(engine.create(options), fast[k]));
    for (let i = files; i < files + LIFE; i++) {
      const { file, hows } = drawCase(seed, i);
      const a = await said(file, scanners[0], hows[0]);
      const b = await said(file, scanners[1], hows[1]);
      const found = difference(a, b) ?? threw(a);
      seen += a.starts.length - 1;
      bytes += file.bytes.length;
      if (found) {
        const failure = await explain(file, options, sidesOf(pair, hows), found);
        return { files: i + 1, records: seen, bytes, fast: fast[1], failure: `seed ${seed}, file ${i}\n${failure}` };
      }
    }
    forgetStrings();
    for (const scanner of scanners) scanner.release();
  }
  return { files, records: seen, bytes, fast: fast[1] };
}

/** Counts the records that the scanner takes by many at once, and those that it does not. */
function counted(scanner: Scanner, fast: { records: number; taken: number }): Scanner {
  const count = <A extends unknown[]>(take: (...args: A) => number) => {
    return (...args: A): number => {
      const before = scanner.records;
      const at = take(...args);
      fast.taken += scanner.records - before;
      return at;
    };
  };
  const finish: Scanner['finish'] = (split) => {
    fast.records += scanner.records;
    return scanner.finish(split);
  };
  const { lines, elements, rows } = scanner;
  return Object.defineProperties(
    { ...scanner, finish, lines: count(lines), elements: count(elements), rows: count(rows) },
    { records: { get: () => scanner.records }, entries: { get: () => scanner.entries } },
  );
}

/** File number `index` of a seed: any one can be drawn without those before it. */
function drawCase(seed: number, index: number): { readonly file: TwinFile; readonly hows: readonly [How, How] } {
  const random = createRandom(Math.imul(seed, 0x9e3779b1) + index);
  const file = drawFile(random, 1 + random.int(2 * RECORDS_A_FILE));
  const size = file.bytes.length;
  // Segments may show in what is said, so they are those of both.
  const segment = file.plan.divisible && random.once(3) ? { segment: 1 + random.int(size + 1) + (size >> 5) } : {};
  return {
    file,
    hows: [
      { ...drawHow(random, size), ...segment },
      { ...drawHow(random, size), ...segment },
    ],
  };
}

type Sides = readonly [Side, Side];
const sidesOf = (pair: readonly [Engine, Engine], hows: readonly [How, How]): Sides => [
  { engine: pair[0], how: hows[0] },
  { engine: pair[1], how: hows[1] },
];

const SIMPLE: readonly How[] = [
  {},
  { direct: true },
  { batchBytes: 1 },
  { chunk: 1, batchBytes: 1 },
  { chunk: 2, batchBytes: 1 },
  { chunk: 4, batchBytes: 4 },
  { chunk: 8, batchBytes: 8 },
  { chunk: 64, batchBytes: 64 },
];

/** Makes a difference small and tells it in words. */
export async function explain(
  file: TwinFile,
  options: Parameters<Engine['create']>[0],
  sides: Sides,
  found: Difference,
): Promise<string> {
  const differs = (by: Sides, bytes: Uint8Array): Promise<Difference | undefined> =>
    compare({ ...file, bytes }, options, by[0], by[1]);
  // The simplest way to cut the bytes that shows it: where borders lie by chance, nothing can be left out before them.
  let by = sides;
  for (const how of SIMPLE) {
    const simple: Sides = [
      { engine: sides[0].engine, how: {} },
      { engine: sides[1].engine, how },
    ];
    if (!(await differs(simple, file.bytes))) continue;
    by = simple;
    break;
  }
  if (!(await differs(by, file.bytes)))
    return `${told(found, file, sides)}\nonly with what the scanners had read before: not made smaller`;
  const bytes = await minimise(file.bytes, async (smaller) => (await differs(by, smaller)) !== undefined);
  const small = (await differs(by, bytes)) ?? found;
  return `${told(small, { ...file, bytes }, by)}\ntriggers ${JSON.stringify(options.triggers)}, depth ${options.maxDepth}`;
}

function told({ record, where, left, right }: Difference, { plan, bytes }: TwinFile, sides: Sides): string {
  const shape = { csv: plan.csv, rows: plan.rows, bom: plan.bom };
  return [
    `${plan.container} ${JSON.stringify(shape)}, record ${record}, ${where}:`,
    `  ${sides[0].engine.name}: ${left}`,
    `  ${sides[1].engine.name}: ${right}`,
    `bytes (${bytes.length}) as Latin-1: ${bytes.length > 4000 ? quoted(bytes.subarray(0, 4000)) + '…' : quoted(bytes)}`,
    `read as ${JSON.stringify(sides.map(({ how }) => how))}`,
  ].join('\n');
}
