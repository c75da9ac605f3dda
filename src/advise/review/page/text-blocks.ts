/** Record text as a block of plain text, so that a page of Markdown shows it and runs none of it: no image, link, HTML or box. */
export function fenced(text: string, oneLine: (line: string) => string): readonly string[] {
  const runs = (text.match(/~+/g) ?? []).map(({ length }) => length);
  const fence = '~'.repeat(runs.reduce((a, b) => Math.max(a, b + 1), 3));
  return [`${fence}text`, ...text.split(/\r?\n/).map(oneLine), fence];
}

/** The line at which a block stood. */
export const BLOCK = '~~~';

/**
 * A page without its blocks, of which `BLOCK` and blank lines are left: the rest was written by ftlint or the reader. Undefined where
 * a block has no end.
 */
export function withoutFences(page: string): string | undefined {
  const kept: string[] = [];
  let end: RegExp | undefined;
  for (const line of page.split(/\r?\n/)) {
    if (end !== undefined) {
      if (end.test(line)) end = undefined;
      // Every line keeps its number.
      kept.push('');
      continue;
    }
    // An editor that formats the page may turn tildes into backticks: as CommonMark has it, either will do.
    const [, fence] = /^ {0,3}(~{3,}|`{3,}(?=[^`]*$))/.exec(line) ?? [];
    kept.push(fence === undefined ? line : BLOCK);
    if (fence !== undefined) end = new RegExp(`^ {0,3}${fence[0]}{${fence.length},}[ \\t]*$`);
  }
  return end === undefined ? kept.join('\n') : undefined;
}
