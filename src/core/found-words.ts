import type { Entry, RecordView } from './record.ts';
import { Flag, ValueType } from './tape.ts';

/** Code points of a value that a message quotes, and bytes that hold as many. */
const [SHOWN, SHOWN_BYTES] = [40, 164];

const TYPE_WORDS = ['an object', 'a list', 'a string', 'a number', 'true', 'false', 'null'] as const;

/** What stands at an entry, in words: `a list`, `null`, `nothing`. */
export function typeWord(view: RecordView, entry: Entry): string {
  return entry < 0 ? 'nothing' : (TYPE_WORDS[view.type(entry)] ?? 'nothing');
}

/** A short value as a message quotes it, at most 40 code points; a container by its type. */
export function shortValue(view: RecordView, entry: Entry): string {
  if (entry < 0 || view.type(entry) <= ValueType.array) return typeWord(view, entry);
  return shortText(view.isString(entry) ? view.head(entry, SHOWN_BYTES) : view.text(entry));
}

/** The beginning of a text, at most 40 code points. */
export function shortText(text: string): string {
  if (text.length <= SHOWN) return text;
  const points = Array.from(text.slice(0, SHOWN * 2 + 1));
  return points.length <= SHOWN ? text : `${points.slice(0, SHOWN).join('')}…`;
}

/** Whether a string has this text, however it is spelt; decodes only what is written with escapes and as short as that. */
export function saysText(view: RecordView, entry: Entry, text: string): boolean {
  if (!view.isString(entry) || view.codePoints(entry) > text.length) return false;
  const plain = (view.flags(entry) & (Flag.escaped | Flag.nonAscii)) === 0;
  if (!plain) return view.text(entry) === text;
  if (view.codePoints(entry) !== text.length) return false;
  for (let i = 0; i < text.length; i++) if (view.byteAt(entry, i) !== text.charCodeAt(i)) return false;
  return true;
}

/** Whether two values are the same: strings by their text, other scalars as written, containers member by member in their order. */
export function sameValue(view: RecordView, a: Entry, b: Entry): boolean {
  if (a < 0 || b < 0) return false;
  const size = view.behind(a) - a;
  if (size !== view.behind(b) - b) return false;
  for (let i = 0; i < size; i++) {
    const [x, y] = [a + i, b + i];
    if (view.type(x) !== view.type(y) || (i > 0 && view.key(x) !== view.key(y))) return false;
    // Members, of a container.
    if (view.type(x) <= ValueType.array && view.codePoints(x) !== view.codePoints(y)) return false;
    if (view.type(x) === ValueType.string ? !view.same(x, y) : !sameNumber(view, x, y)) return false;
  }
  return true;
}

function sameNumber(view: RecordView, x: Entry, y: Entry): boolean {
  if (view.type(x) !== ValueType.number) return true;
  const [one, other] = [view.hash(x), view.hash(y)];
  return one.lo === other.lo && one.hi === other.hi;
}
