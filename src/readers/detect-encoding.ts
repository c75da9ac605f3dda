import { isUtf8 } from 'node:buffer';
import { FtlintError } from '../core/error.ts';
import type { Encoding, FileNote } from '../core/plan.ts';
import { inCp1252 } from './encoding.ts';

export interface EncodingGuess {
  readonly encoding: Encoding;
  /** Bytes of the byte order mark. */
  readonly bom: number;
  readonly notes: readonly FileNote[];
  readonly why: readonly string[];
}

const quoted = (path: string): string => (/^[\w./@%+=:,-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`);

/** The command that rewrites a file as UTF-8. */
const iconv = (from: string, path: string): string =>
  `iconv -f ${from} -t UTF-8 ${quoted(path)} > ${quoted(`utf8-${path.split('/').at(-1)}`)}`;

const wrong = (encoding: string, fix: string): FileNote => ({
  code: 'wrong-encoding',
  offset: 0,
  line: 0,
  data: { encoding, fix },
});

/** Decides a file's encoding from its head: marks first, then the zero bytes of UTF-16, then how much of it is not UTF-8. */
export function detectEncoding(head: Uint8Array, path: string): EncodingGuess {
  const [a, b, c, d] = head;
  if (a === 0xef && b === 0xbb && c === 0xbf) {
    return { encoding: 'utf-8', bom: 3, notes: [{ code: 'utf8-bom', offset: 0, line: 0 }], why: [] };
  }
  if ((a === 0xff && b === 0xfe && c === 0 && d === 0) || (a === 0 && b === 0 && c === 0xfe && d === 0xff)) {
    throw new FtlintError('unsupported-encoding', `${path} is UTF-32; ftlint reads UTF-8.`, iconv('UTF-32', path));
  }
  const marked = a === 0xff && b === 0xfe ? 'utf-16le' : a === 0xfe && b === 0xff ? 'utf-16be' : undefined;
  const wide = marked ?? zeroParity(head);
  if (wide !== undefined) {
    const why = marked === undefined ? `${wide}: every other byte is zero` : `${wide}: byte order mark`;
    // With a mark, `UTF-16` takes the mark along; without one the byte order must be said.
    const fix = iconv(marked === undefined ? wide.toUpperCase() : 'UTF-16', path);
    return { encoding: wide, bom: marked === undefined ? 0 : 2, notes: [wrong(wide, fix)], why: [why] };
  }
  return narrow(head, path);
}

/** UTF-16 without a mark: ASCII in it (JSON's own signs, commas, line ends) leaves zeros on one side only. */
function zeroParity(head: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const seen = Math.min(head.length, 4096) & ~1;
  if (seen < 4) return undefined;
  const zeros = [0, 0];
  for (let i = 0; i < seen; i++) if (head[i] === 0) zeros[i & 1]++;
  const [even, odd] = zeros;
  const pairs = seen / 2;
  if (odd * 5 >= pairs && even * 50 <= pairs) return 'utf-16le';
  if (even * 5 >= pairs && odd * 50 <= pairs) return 'utf-16be';
  return undefined;
}

/** UTF-8, unless so much of the head is not that a stray byte cannot explain it. */
function narrow(head: Uint8Array, path: string): EncodingGuess {
  if (isUtf8(head.subarray(0, beforeLastCharacter(head)))) return { encoding: 'utf-8', bom: 0, notes: [], why: [] };
  const found = census(head);
  const share = found.badLines * 20 >= found.lines;
  const common =
    found.invalid > 0 && found.valid * 4 <= found.invalid && ((found.badLines >= 2 && share) || found.invalid >= 20);
  if (!common) return { encoding: 'utf-8', bom: 0, notes: [], why: [] };
  const why = `${found.invalid} byte sequences in ${found.badLines} of ${found.lines} lines of the head are not UTF-8`;
  if (!found.clean) {
    return {
      encoding: 'utf-8',
      bom: 0,
      notes: [wrong('unknown', iconv('<its encoding>', path))],
      why: [`${why}, nor windows-1252`],
    };
  }
  return {
    encoding: 'windows-1252',
    bom: 0,
    notes: [wrong('windows-1252', iconv('WINDOWS-1252', path))],
    why: [`${why}; all are characters of windows-1252`],
  };
}

/** Length without the last character beyond ASCII, which the head's end may cut. */
function beforeLastCharacter(head: Uint8Array): number {
  let end = head.length;
  while (end > head.length - 3 && (head[end - 1] & 0xc0) === 0x80) end--;
  return head[end - 1] >= 0xc2 ? end - 1 : end;
}

interface Census {
  /** Well-formed sequences of two bytes and more, and bytes that begin none. */
  valid: number;
  invalid: number;
  lines: number;
  badLines: number;
  /** Every byte is a character of windows-1252. */
  clean: boolean;
}

function census(head: Uint8Array): Census {
  const found: Census = { valid: 0, invalid: 0, lines: 0, badLines: 0, clean: true };
  let bad = false;
  for (let i = 0; i < head.length;) {
    const byte = head[i];
    if (byte < 0x80) {
      if (byte === 0x0a || i === head.length - 1) {
        found.lines++;
        if (bad) found.badLines++;
        bad = false;
      }
      i++;
      continue;
    }
    const length = sequence(head, i);
    // The head may end inside a character.
    if (length === 0 && i >= head.length - 3 && byte >= 0xc2) {
      let tail = i + 1;
      while (tail < head.length && (head[tail] & 0xc0) === 0x80) tail++;
      if (tail === head.length && i + 1 < head.length) break;
    }
    if (length > 0) found.valid++;
    else {
      found.invalid++;
      bad = true;
    }
    for (let k = 0; k < (length || 1); k++) found.clean &&= inCp1252(head[i + k]);
    i += length || 1;
  }
  if (bad) {
    found.lines++;
    found.badLines++;
  }
  return found;
}

/** Bytes of the well-formed sequence at `i`; 0 when there is none (Unicode 15, table 3-7). */
function sequence(bytes: Uint8Array, i: number): number {
  const lead = bytes[i];
  const more =
    lead >= 0xc2 && lead <= 0xdf ? 1 : lead >= 0xe0 && lead <= 0xef ? 2 : lead >= 0xf0 && lead <= 0xf4 ? 3 : 0;
  if (more === 0 || i + more >= bytes.length) return 0;
  const second = bytes[i + 1];
  if (lead === 0xe0 && second < 0xa0) return 0;
  if (lead === 0xed && second > 0x9f) return 0;
  if (lead === 0xf0 && second < 0x90) return 0;
  if (lead === 0xf4 && second > 0x8f) return 0;
  for (let k = 1; k <= more; k++) if ((bytes[i + k] & 0xc0) !== 0x80) return 0;
  return more + 1;
}
