import type { Container, JsonRows } from '../core/plan.ts';
import { jsonRows, type NumberedTable } from './json/json-rows.ts';

export interface JsonGuess {
  readonly container: Exclude<Container, 'csv' | 'tsv'>;
  readonly rows?: JsonRows;
  readonly why: string;
  /** One line alone is JSON and JSON lines alike: its extension cannot be wrong. */
  readonly single: boolean;
  /** It is a table that holds its rows in no array. */
  readonly numbered?: NumberedTable;
}

/** A line that is an object or array of its own: begins in the first column and ends with the bracket that closes it. */
function selfContained(line: string): boolean {
  const open = line[0];
  return (open === '{' || open === '[') && line.trimEnd().endsWith(open === '{' ? '}' : ']');
}

/** Index behind the first JSON value that `text` begins with; -1 when it does not end. Looks at brackets and strings only. */
function endOfValue(text: string): number {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (inString) {
      if (c === 0x5c) i++;
      else if (c === 0x22) inString = false;
    } else if (c === 0x22) inString = true;
    else if (c === 0x7b || c === 0x5b) depth++;
    else if ((c === 0x7d || c === 0x5d) && --depth === 0) return i + 1;
  }
  return -1;
}

/** Lines of the head that are not blank; the last one may be cut off when the head is not the whole file. */
export const fullLines = (head: string): string[] => head.split('\n').filter((line) => line.trim() !== '');

/** JSON lines or one JSON value, for a text whose first sign is `{` or `[`. A broken line among whole ones leaves JSON lines what they are. */
export function guessJson(head: string, extension: string): JsonGuess {
  const lines = fullLines(head);
  const whole = lines.filter(selfContained).length;
  const share = `${whole} of ${lines.length} lines of the head are values of their own`;
  return head.trimStart()[0] === '{'
    ? guessObject(head, lines, whole, share, extension)
    : guessArray(head, lines, whole, share);
}

function guessObject(
  head: string,
  lines: readonly string[],
  whole: number,
  share: string,
  extension: string,
): JsonGuess {
  const { rows, why, numbered } = jsonRows(head);
  const object: JsonGuess = {
    container: 'json-object',
    rows,
    why,
    single: lines.length === 1,
    ...(numbered && { numbered }),
  };
  if (lines.length === 1) {
    return rows.keys !== 'self' || extension === 'json' || numbered !== undefined
      ? object
      : { container: 'jsonl', why: 'one line with one object', single: true };
  }
  if (selfContained(lines[0]) || whole * 2 >= lines.length) return { container: 'jsonl', why: share, single: false };
  const text = head.trimStart();
  const end = endOfValue(text);
  if (end > 0 && /^\s*,?\s*\{/.test(text.slice(end, end + 200))) {
    return { container: 'jsonl', why: 'objects one after the other, each over several lines', single: false };
  }
  // Objects begun line after line are JSON lines, all of them broken; a key or an indent goes on with the object above.
  if (/^\{\s*\S/.test(lines[0]) && /^[{[]/.test(lines[1]))
    return { container: 'jsonl', why: 'every line begins an object', single: false };
  return object;
}

function guessArray(head: string, lines: readonly string[], whole: number, share: string): JsonGuess {
  const single = lines.length === 1;
  const array: JsonGuess = { container: 'json-array', why: 'one JSON array', single: false };
  const rows: JsonGuess = { container: 'jsonl', why: `an array a line: ${share}`, single: false };
  if (single || lines[0].trim() === '[') return array;
  const text = head.trimStart();
  const end = endOfValue(text);
  const first = text.indexOf('\n');
  if (selfContained(lines[0]) && (end < 0 || end <= first)) return /^[[{]/.test(lines[1]) ? rows : array;
  return whole * 2 >= lines.length ? rows : array;
}
