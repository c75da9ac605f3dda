import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateFile } from './generate.mjs';
import { KINDS } from './rows.mjs';

/** Outside the tree, kept between runs. */
export const cacheFolder = join(tmpdir(), 'ftlint-bench');

/** CSV, arrays and normal forms are read at this size, however large the others are; slow peers at theirs. In MB of 10⁶ bytes. */
const MIDDLE = 200;
const SLOW = 50;
const SLOWEST = 5;

/** Data sets by name: the kind of their rows, the size in MB (or rows), and the task they are checked for. */
export function dataSets(mb) {
  const middle = Math.min(mb, MIDDLE);
  // Two spellings of the same rows: counted, not weighed. A row has some 215 bytes.
  const marked = Math.round((middle * 1e6) / 215);
  return {
    class: { kind: 'class', mb, task: 'classification' },
    'class, half': { kind: 'class', mb: mb / 2, task: 'classification' },
    chat: { kind: 'chat', mb, task: 'dialogue' },
    csv: { kind: 'csv', mb: middle, task: 'classification' },
    array: { kind: 'array', mb: middle, task: 'instruction-following' },
    nfc: { kind: 'nfc', rows: marked, task: 'classification' },
    nfd: { kind: 'nfd', rows: marked, task: 'classification' },
    'class, slow peers': { kind: 'class', mb: Math.min(mb, SLOW), task: 'classification' },
    'chat, slowest peers': { kind: 'chat', mb: Math.min(mb, SLOWEST), task: 'dialogue' },
    '1,000 rows': { kind: 'class', rows: 1000, task: 'classification' },
  };
}

/** Changes when the recipe does, so that no run reads yesterday's rows. */
function recipe() {
  const hash = createHash('sha256');
  for (const name of ['random.mjs', 'vocabulary.mjs', 'texts.mjs', 'rows.mjs', 'generate.mjs'])
    hash.update(readFileSync(new URL(name, import.meta.url)));
  return hash.digest('hex').slice(0, 8);
}

/** Path, bytes and planted counts of a data set; written when it is not in the cache. */
export function prepare({ kind, mb, rows, task }, say) {
  const folder = join(cacheFolder, `data-${recipe()}`, rows === undefined ? `${mb}mb` : `${rows}rows`);
  const path = join(folder, KINDS[kind].name);
  const planted = `${path}.planted.json`;
  // The counts are written last: a file without them is an interrupted one.
  if (!existsSync(planted)) {
    mkdirSync(folder, { recursive: true });
    say(`writing ${path}`);
    const done = rows === undefined ? ({ bytes }) => bytes >= mb * 1e6 : (counts) => counts.rows >= rows;
    const counts = generateFile(kind, done, `${path}.part`);
    renameSync(`${path}.part`, path);
    writeFileSync(planted, JSON.stringify(counts));
  }
  return { kind, task, path, bytes: statSync(path).size, planted: JSON.parse(readFileSync(planted, 'utf8')) };
}

/** Removes a file or folder, if it is there. */
export const forget = (path) => rmSync(path, { recursive: true, force: true });
