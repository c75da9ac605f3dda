import type { JsonText } from '../rows/json-text.ts';
import type { Chunk } from './footer.ts';
import { leafText } from './leaf.ts';
import { pagesOf } from './pages.ts';
import type { Leaf } from './schema.ts';
import { type Dictionary, readDictionary, type Values, valuesOf } from './values.ts';
import { type FileBytes, Unreadable, WRITE_AGAIN } from '../rows/row-file.ts';

/** A column of a row group, entry by entry. */
export interface Column {
  /** Levels of the entry at hand; `rep` is 0 behind the last. */
  rep: number;
  def: number;
  /** Writes its value, where there is one, or null. */
  write(text: JsonText): void;
  /** Goes on to the next entry. Throws Unreadable where the column ends before its rows do. */
  skip(): void;
  /** Throws Unreadable unless all entries were read. */
  finish(): void;
}

const damaged = (): Unreadable => new Unreadable('is damaged: a column of it does not fit its rows', WRITE_AGAIN);

/** Opens a column at its first entry. Memory: its dictionary and one page. */
export function openColumn(file: FileBytes, chunk: Chunk, leaf: Leaf): Column {
  const nextPage = pagesOf(file, chunk, leaf);
  const text = leafText(leaf);
  let dictionary: Dictionary | undefined;
  let values: Values | undefined;
  let page: ReturnType<typeof nextPage>;
  /** Entries behind the one at hand, of the page and of the column. */
  let inPage = 0;
  let left = chunk.entries;
  let ended = false;

  function load(): void {
    if (left === 0) {
      ended = true;
      column.rep = 0;
      column.def = 0;
      return;
    }
    while (inPage === 0) {
      page = nextPage();
      if (page === undefined) throw damaged();
      if (page.kind === 'dictionary') {
        dictionary = readDictionary(page, leaf, text);
        continue;
      }
      inPage = page.entries;
      values = inPage === 0 ? undefined : valuesOf(page, leaf, text, dictionary);
    }
    const { rep, def } = page as NonNullable<typeof page>;
    inPage--;
    left--;
    column.rep = rep.next();
    column.def = def.next();
  }

  const column: Column = {
    rep: 0,
    def: 0,
    write(out) {
      if (ended) throw damaged();
      if (column.def === leaf.def) (values as Values)(out);
      else out.ascii('null');
      load();
    },
    skip() {
      if (ended) throw damaged();
      load();
    },
    finish() {
      if (!ended) throw damaged();
    },
  };
  load();
  return column;
}
