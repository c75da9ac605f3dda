/** Extensions of files that people write prose in. */
export const TEXT_EXTENSIONS: ReadonlySet<string> = new Set(['txt', 'text', 'md', 'markdown']);

/** The key under which a document's text stands, as `datasets` has it. */
export const TEXT_COLUMNS: readonly string[] = ['text'];

/** Whether the text of a file with such a name is JSON all the same: it begins as an object or an array of them does, and prose does not. */
export function isJsonText(head: string): boolean {
  return (
    /^\s*(?:\[\s*)?\{\s*(?:"[^"\n]*"\s*:|\})/.test(head) || /^\s*\[\s*(?:\[\s*)?(?:"[^"\n]*"\s*[,\]]|\])/.test(head)
  );
}

/** Lines that are looked at before a table is tried. */
const LINES = 5;

/** Whether the first lines hold the same number of one sign that could divide a table's cells. Costs nothing, and prose fails it. */
export function mayBeTable(head: string, extension: string): boolean {
  // What divides the cells of a Markdown table is its own.
  if (extension === 'md' || extension === 'markdown') return false;
  const lines = head
    .slice(0, 64 * 1024)
    .split('\n', LINES + 1)
    .slice(0, LINES);
  const full = lines.filter((line) => line.trim() !== '');
  if (full.length < 2) return false;
  if (head.includes('"')) return /^[^\n]*[,;\t|]/.test(head);
  return [',', ';', '\t', '|'].some((sign) => {
    const counts = full.map((line) => line.split(sign).length);
    return counts[0] > 1 && counts.every((count) => count === counts[0]);
  });
}
