/** A tick box of a page, as a reader left it. */
export interface Box {
  readonly says: 'good' | 'bad';
  readonly ticked: boolean;
  /** Words behind it: `- [x] bad: wrong label`. */
  readonly note: string;
}

/** What stands in a ticked box: x in its spellings, marks that mean yes everywhere. A cross (✗) may mean no, so it is not among them. */
const TICKED = /^(?:[xX×хХvV✓✔√✅☑]\uFE0F?)$/u;
/** Bullet, box, word, and what follows: with or without spaces, brackets escaped by an editor, the word in bold. */
const BOX = /^[\s>]*(?:[-*+•–]\s*|\d+[.)]\s*)?\\?\[([^\]\\]*)\\?\]\s*[*_`~]*(good|bad)\b[*_`~]*(.*)$/iu;
/** The same with a glyph that is box and tick in one. */
const GLYPH = /^[\s>]*(?:[-*+•–]\s*|\d+[.)]\s*)?([☐☑✓✔✅])\uFE0F?\s*[*_`~]*(good|bad)\b[*_`~]*(.*)$/iu;
/** A note is set off from the word, so that `good/bad` is none. */
const NOTE = /^(?:\s*[:;,.!?–—-]\s*|\s+|$)/u;
/** Begins like a box and has one of the words, or is a bullet with a word and perhaps a mark: `- good`, `- x bad`, `[x bad`, `(x) bad`. */
const LOOKS =
  /^[\s>]*(?:(?:[-*+•–]\s*|\d+[.)]\s*)?(?:(?:\\?\[|[☐☑☒✓✔✅✗✘✕✖]).{0,6}|[({<]\s*(?:[xX×хХvVyY✓✔√✅]|yes|ok)?\s*[)}>]\s*[*_`~]*|[({<]\s*[xX✓✔]\s*)|(?:[-*+•–]\s*)?[xX✓✔]\s*[\])]?\s*)\b(?:good|bad)\b|^[\s>]*[-*+•–]\s*[*_`~]*(?:good|bad)[*_`~]*\s*[xX✓✔]?\s*$/iu;

/** The box on a line; undefined: there is none; `unclear`: it looks like one and cannot be understood. */
export function boxOn(line: string): Box | 'unclear' | undefined {
  const [, inside, word, behind] = BOX.exec(line) ?? GLYPH.exec(line) ?? [];
  if (inside === undefined) return LOOKS.test(line) ? 'unclear' : undefined;
  const mark = inside.trim();
  const isOpen = mark === '' || mark === '☐';
  if ((!isOpen && !TICKED.test(mark)) || !NOTE.test(behind)) return 'unclear';
  return {
    says: word.toLowerCase() === 'good' ? 'good' : 'bad',
    ticked: !isOpen,
    note: behind.replace(NOTE, '').trim(),
  };
}
