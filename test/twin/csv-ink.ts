import type { CsvDialect } from '../../src/core/plan.ts';
import type { Ink } from './ink.ts';
import { TEXTS, WRONG } from './pieces.ts';
import type { Random } from './random.ts';
import { filler } from './text-ink.ts';

const CELLS = ['', '', 'NA', 'null', '1', '-0.5', 'true', ' a ', '  ', '""', 'a"b', '"', '\t', "'x'"];
const LENGTHS = [1, 7, 8, 15, 16, 17, 31, 32, 33, 63, 64, 65, 100];

/** A dialect drawn from what a plan may say. */
export function drawDialect(random: Random): CsvDialect {
  const delimiter = random.pick([',', ',', ';', '\t', '|'] as const);
  const columns = random.pick([
    ['text', 'label'],
    ['a'],
    ['a', 'b', 'c', 'd', 'e'],
    ['x', 'x'],
    ['é', 'key_number_000001', ''],
  ]);
  return { delimiter, quote: random.once(6) ? null : '"', header: !random.once(5), columns };
}

/** Writes a row with its line end, right most of the time: one in `wrong` has a stray quote, a cell more or less, or bytes that are no UTF-8. */
export function writeRow(ink: Ink, random: Random, dialect: CsvDialect, wrong: number): void {
  if (random.once(40)) ink.latin(random.pick(['', ' ', '\t', '\r']));
  else {
    const count = dialect.columns.length + (wrong > 0 && random.once(wrong) ? random.pick([-1, 1, 2]) : 0);
    for (let i = 0; i < count; i++) {
      if (i > 0) ink.latin(dialect.delimiter);
      writeCell(ink, random, dialect, wrong);
    }
  }
  ink.latin(random.once(5) ? '\r\n' : '\n');
}

function writeCell(ink: Ink, random: Random, dialect: CsvDialect, wrong: number): void {
  const from = ink.length;
  if (random.once(4)) ink.latin(random.pick(CELLS).replaceAll('"', wrong > 0 && random.once(8) ? '"' : ''));
  else if (random.once(3)) filler(ink, random, random.pick(LENGTHS));
  else for (let n = random.int(5); n > 0; n--) ink.utf8(random.pick(TEXTS));
  if (wrong > 0 && random.once(wrong * 4)) ink.bytes(random.pick(WRONG));
  const text = ink.copy(from);
  const must = text.some((b) => b === 0x22 || b === 0x0a || b === 0x0d || b === dialect.delimiter.charCodeAt(0));
  if (dialect.quote === null || (!must && !random.once(3)) || (wrong > 0 && random.once(wrong * 4))) return;
  ink.cut(from);
  ink.byte(0x22);
  for (const b of text) {
    ink.byte(b);
    // A lone quote inside, once in a while.
    if (b === 0x22 && !(wrong > 0 && random.once(wrong))) ink.byte(0x22);
  }
  if (!(wrong > 0 && random.once(wrong * 8))) ink.byte(0x22);
}
