import type { JsonRows } from '../../src/core/plan.ts';
import { drawMaterial } from './material.ts';
import { drawDialect, writeRow } from './csv-ink.ts';
import { twinFile } from './file.ts';
import type { How, TwinFile } from './file.ts';
import { createInk } from './ink.ts';
import { writeRecord } from './json-ink.ts';
import { mutate } from './mutate.ts';
import type { Random } from './random.ts';

const ink = createInk();
const BOM = Uint8Array.of(0xef, 0xbb, 0xbf);

/** A file of about `records` records. */
export function drawFile(random: Random, records: number): TwinFile {
  ink.cut(0);
  const bom = random.once(12) ? BOM.length : 0;
  if (bom > 0) ink.bytes(BOM);
  const kind = random.int(10);
  if (kind < 6) return lines(random, records, bom);
  return kind < 8 ? json(random, records, bom) : table(random, records, bom);
}

/** The bytes as they were written, or changed in about one place for every `every` bytes. */
function finished(random: Random): Uint8Array {
  const bytes = ink.copy();
  return random.once(4) ? mutate(bytes, random, 1 + Math.ceil(bytes.length / 400)) : bytes;
}

function lines(random: Random, records: number, bom: number): TwinFile {
  const wrong = random.pick([0, 0, 0, 150, 600]);
  const grammar = { material: drawMaterial(random), depth: 1 + random.int(3), wrong, lines: random.once(40) };
  const crlf = random.once(4);
  for (let n = records; n > 0; n--) {
    if (random.once(30)) ink.latin(random.pick(['\n', ' \n', '\t\r\n', '\u000b\n']));
    if (random.once(12)) ink.latin(random.pick([' ', '\t', '  \t']));
    writeRecord(ink, random, grammar);
    if (random.once(12)) ink.latin(random.pick([' ', '\t', '\r']));
    if (n > 1 || !random.once(4)) ink.latin(crlf !== random.once(30) ? '\r\n' : '\n');
  }
  return twinFile('jsonl', finished(random), { bom });
}

function json(random: Random, records: number, bom: number): TwinFile {
  const wrong = random.pick([0, 0, 150, 600]);
  const grammar = { material: drawMaterial(random), depth: 1 + random.int(3), wrong, lines: true };
  const separators = random.pick([[','], [',\n', ',\n  '], [', ', ' ,', '\r\n,\r\n']]);
  const elements = (count: number): void => {
    ink.latin(random.pick(['[', '[\n', '[ ']));
    for (let n = count; n > 0; n--) {
      writeRecord(ink, random, grammar);
      if (n > 1 || (wrong > 0 && random.once(8))) ink.latin(random.pick(separators));
    }
    ink.latin(random.pick([']', '\n]', ' ]']));
  };
  const kind = random.int(6);
  if (kind < 3) {
    elements(records);
    if (random.once(2)) ink.latin('\n');
    return twinFile('json-array', finished(random), { bom });
  }
  if (kind === 3) {
    writeRecord(ink, random, { ...grammar, depth: 5 });
    return twinFile('json-object', finished(random), { bom, rows: { keys: 'self' } });
  }
  const splits = kind === 4;
  const rows: JsonRows = { keys: splits ? 'splits' : ['data', 'rows'] };
  const names = splits ? ['train', 'oos_test', 'val', 'skipped', 'dev'] : ['version', 'data', 'info', 'rows'];
  ink.byte(0x7b);
  for (const [i, name] of names.entries()) {
    ink.latin(`${i > 0 ? ',' : ''}"${name}":`);
    if (random.once(5)) writeRecord(ink, random, grammar);
    else elements(Math.ceil(records / names.length));
  }
  ink.byte(0x7d);
  return twinFile('json-object', finished(random), { bom, rows });
}

function table(random: Random, records: number, bom: number): TwinFile {
  const csv = drawDialect(random);
  const wrong = random.pick([0, 0, 20, 100]);
  for (let n = records + (csv.header ? 1 : 0); n > 0; n--) writeRow(ink, random, csv, wrong);
  if (random.once(3)) ink.cut(Math.max(bom, ink.length - 1));
  return twinFile(csv.delimiter === '\t' ? 'tsv' : 'csv', finished(random), { bom, csv });
}

/** How a file of `bytes` bytes is read: in one piece half of the time, else in any. */
export function drawHow(random: Random, bytes: number): How {
  const direct = random.once(2);
  if (random.once(2)) return { direct };
  const chunk = random.pick([1 + random.int(64), 64 + random.int(4096), 1 + random.int(bytes + 1)]);
  const batchBytes = random.pick([1, 1 + random.int(200), 200 + random.int(20_000)]);
  // A tiny chunk is a step of the reader each: only for short files.
  return {
    chunk: bytes > 4000 ? chunk + 64 : chunk,
    batchBytes,
    direct,
    ...(random.once(4) ? { batchEntries: 1 + random.int(50) } : {}),
  };
}
