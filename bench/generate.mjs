// Writes synthetic training data: `node bench/generate.mjs <kind> <megabytes> <path>`. Seeded: the same file every time.
import { closeSync, openSync, writeSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { KINDS } from './rows.mjs';

const SEED = 42;
const BLOCK = 1 << 20;
/** Records whose equality is told by a set of strings; beyond it copies are left to DuckDB. */
const COPIES_COUNTED = 300_000;

function countRow(counts, seen, row) {
  counts.rows++;
  counts.inputs += row.input;
  counts.outputs += row.output;
  counts.turns += row.turns;
  if (row.blank) counts.blank++;
  if (row.label !== undefined) counts.labels[row.label] = (counts.labels[row.label] ?? 0) + 1;
  if (counts.rows > COPIES_COUNTED) seen.clear();
  else if (seen.has(row.key)) counts.copies++;
  else seen.add(row.key);
}

/**
 * Makes a file of a kind until `done(counts)`, handing text to `write` in blocks of about 1 MiB.
 * Returns what was planted: rows, labels, blank records, sums of code points, exact copies (null: too many rows to tell).
 */
export function generate(kind, done, write) {
  const { head, tail, rows } = KINDS[kind];
  const next = rows(SEED);
  const counts = { rows: 0, bytes: 0, labels: {}, blank: 0, copies: 0, inputs: 0, outputs: 0, turns: 0 };
  const seen = new Set();
  let block = head;
  while (!done(counts)) {
    const row = next();
    countRow(counts, seen, row);
    block += row.line;
    counts.bytes += Buffer.byteLength(row.line);
    if (block.length < BLOCK) continue;
    write(block);
    block = '';
  }
  write(block + tail);
  counts.bytes += Buffer.byteLength(head + tail);
  return counts.rows > COPIES_COUNTED ? { ...counts, copies: null } : counts;
}

/** Writes a file and returns what was planted. */
export function generateFile(kind, done, path) {
  const file = openSync(path, 'w');
  try {
    return generate(kind, done, (text) => writeSync(file, text));
  } finally {
    closeSync(file);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [kind, megabytes, path] = process.argv.slice(2);
  if (KINDS[kind] === undefined || !(Number(megabytes) > 0) || path === undefined) {
    console.error(`usage: node bench/generate.mjs ${Object.keys(KINDS).join('|')} <megabytes> <path>`);
    process.exitCode = 2;
  } else console.log(JSON.stringify(generateFile(kind, ({ bytes }) => bytes >= Number(megabytes) * 1e6, path)));
}
