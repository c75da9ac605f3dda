/** An executed example of a page. */
export interface Example {
  readonly verdict: 'bad' | 'good';
  /** File name that the example is judged under. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Target that it is judged for, as `--for` takes it. */
  readonly for?: string;
}

/**
 * Fenced blocks of a page that say `bad` or `good` behind their language, as files. Words after the verdict: `name=` a file name;
 * `encoding=utf-16le`; `for=` a target; `bytes` for what a page cannot show: `\xNN` is one byte, `\xNN{n}` is n of them, and no line feed is added.
 */
export function fencedExamples(page: string): readonly Example[] {
  return [...page.matchAll(/^```(\w+) (bad|good)([^\n]*)\n([\s\S]*?)\n```$/gm)].map(
    ([, language, verdict, words, text]) => {
      const name = /\bname=(\S+)/.exec(words)?.[1] ?? `example.${language}`;
      const target = /\bfor=(\S+)/.exec(words)?.[1];
      const bytes = bytesOf(text, words);
      return { verdict: verdict as Example['verdict'], name, bytes, ...(target !== undefined && { for: target }) };
    },
  );
}

function bytesOf(text: string, words: string): Uint8Array {
  if (/\bencoding=utf-16le\b/.test(words)) return Buffer.from(`\ufeff${text}\n`, 'utf16le');
  if (!/\bbytes\b/.test(words)) return Buffer.from(`${text}\n`);
  const latin1 = Buffer.from(text).toString('latin1');
  const raw = latin1.replace(/\\x([0-9a-f]{2})(?:\{(\d+)\})?/gi, (_, hex: string, times = '1') =>
    String.fromCharCode(parseInt(hex, 16)).repeat(Number(times)),
  );
  return Buffer.from(raw, 'latin1');
}
