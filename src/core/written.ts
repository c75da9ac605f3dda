import { hashText, hex } from './hash.ts';

const markOf = (text: string): string => {
  const { lo, hi } = hashText(text);
  return `<!-- as written: ${hex(lo, hi)} -->\n`;
};

/** The text with a mark at its end that tells whether somebody has edited it since. */
export const withMark = (text: string): string => `${text}\n${markOf(`${text}\n`)}`;

/** The text without its mark. */
export const withoutMark = (text: string): string => text.replace(/<!-- as written: [0-9a-f]+ -->\n?/, '');

/** Whether nobody has edited a marked text. One without a mark counts as edited. */
export function isAsWritten(text: string): boolean {
  const at = text.lastIndexOf('<!-- as written: ');
  return at >= 0 && text.slice(at) === markOf(text.slice(0, at));
}
