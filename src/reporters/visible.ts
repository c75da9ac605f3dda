import { cut } from './layout.ts';

/**
 * What a terminal would act on or hide: controls, halves of surrogate pairs, line separators, format characters
 * (bidi overrides, zero width) and variation selectors that can carry hidden text. Joiners stay: emoji and Persian need them;
 * so do the Arabic and Syriac number signs, which are seen.
 */
const HIDDEN =
  /\p{Cc}|\p{Cs}|\p{Zl}|\p{Zp}|[\u{e0100}-\u{e01ef}]|(?!\u200c|\u200d|[\u0600-\u0605]|\u06dd|\u070f|\u08e2)\p{Cf}/gu;
/** Most texts: the properties of HIDDEN are large tables to compile. */
const PRINTABLE = /^[\x20-\x7e\xa0-\xac\xae-\u02ff]*$/;
const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\u001b': '␛' };

function escape(character: string): string {
  const code = character.codePointAt(0)!;
  return NAMED[character] ?? (code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`);
}

/** Text from data or a file name on one line, with everything a terminal would act on or hide spelled out. */
export function visible(text: string): string {
  return PRINTABLE.test(text) ? text : text.replace(HIDDEN, escape);
}

/** Text written by ftlint that may quote data: like `visible`, but its line breaks stay. */
export function visibleLines(text: string): string {
  return text.split('\n').map(visible).join('\n');
}

/** Record text in quotes, at most `width` cells. */
export function quoted(text: string, width: number): string {
  // A record can be 100 MB: what cannot be shown is not escaped either.
  const head = text.slice(0, Number.isFinite(width) ? width * 8 : undefined);
  const shown = visible(head).replaceAll('"', '\\"');
  return `"${cut(head.length < text.length ? `${shown}…` : shown, Math.max(1, width - 2))}"`;
}

/** JSON text in which DEL, C1 controls, bidi marks and line separators are escaped too: all of them stand inside strings there. */
export function inert(json: string): string {
  // eslint-disable-next-line no-control-regex -- these are what is looked for
  return json.replace(
    /[\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
