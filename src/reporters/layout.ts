/** Made when it is first needed: that takes a sixth of the time of an empty process. */
let segmenter: Intl.Segmenter | undefined;
const graphemes = (text: string): Iterable<Intl.SegmentData> =>
  (segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' })).segment(text);
/** East Asian Wide and Fullwidth blocks (Unicode UAX #11), and what is drawn as emoji. */
const WIDE =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f900}-\u{1faff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}|\ufe0f/u;
const ZERO = /^[\p{Mn}\p{Me}\p{Cf}]+$/u;
/** A family emoji has 25 code units; more in one grapheme is a heap of combining marks. */
const LONGEST_GRAPHEME = 32;

/** Whether every code unit is a grapheme of one cell: Latin letters, and the signs that reports are written with. */
const isPlain = (text: string): boolean =>
  // eslint-disable-next-line no-control-regex -- what is bound is marked by one (below)
  /^[\x01\x20-\x7e\xa0-\xac\xae-\u02ff\u2010-\u2027\u2190-\u2193\u2260-\u2265\u2713\u2717]*$/.test(text);

function* pieces(text: string): Generator<readonly [string, number]> {
  if (isPlain(text)) {
    for (const unit of text) yield [unit, 1];
    return;
  }
  for (const { segment } of graphemes(text)) {
    const piece = segment.length > LONGEST_GRAPHEME ? `${String.fromCodePoint(segment.codePointAt(0)!)}…` : segment;
    yield [piece, ZERO.test(piece) ? 0 : (WIDE.test(piece) ? 2 : 1) + (piece === segment ? 0 : 1)];
  }
}

/** Terminal cells that a line of text takes. */
export function cells(text: string): number {
  if (isPlain(text)) return text.length;
  let sum = 0;
  for (const [, width] of pieces(text)) sum += width;
  return sum;
}

/** The text in at most `width` cells, cut between graphemes, with `…` where something is missing. */
export function cut(text: string, width: number): string {
  if (text.length <= width && isPlain(text)) return text;
  let kept = '';
  let used = 0;
  let room = ''; // what still fits when the ellipsis has to be added
  for (const [piece, cost] of pieces(text)) {
    if (used + cost > width) return `${room}…`;
    kept += piece;
    used += cost;
    if (used <= width - 1) room = kept;
  }
  return kept;
}

/** Spaces after the text up to `width` cells. */
export function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - cells(text)));
}

/** Spaces before the text up to `width` cells. */
export function padLeft(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - cells(text))) + text;
}

/** Stands for a space at which no line is broken; `visible` lets no such byte through. */
const BOUND = '\u0001';
/** A part of a `·` list that is longer than this is a sentence. */
const LONGEST_PART = 40;

/** Keeps a flag with its value, and a short part of a `·` list in one piece with its sign. */
function bound(text: string): string {
  const flags = text.replace(/(--[a-z][a-z-]*) (?=[^\s-])/g, `$1${BOUND}`).replaceAll(' %', `${BOUND}%`);
  const parts = flags.split(' · ');
  return parts
    .map((part, i) => {
      const whole = i < parts.length - 1 ? `${part} ·` : part;
      return parts.length > 1 && cells(whole) <= LONGEST_PART ? whole.replaceAll(' ', BOUND) : whole;
    })
    .join(' ');
}

/** Pieces of a word that is longer than a line; else the word. */
function* words(word: string, width: number): Generator<string> {
  if (cells(word) <= width) return yield word;
  let part = '';
  let used = 0;
  for (const [piece, cost] of pieces(word)) {
    if (used + cost > width && part !== '') {
      yield part;
      part = '';
      used = 0;
    }
    part += piece;
    used += cost;
  }
  yield part;
}

/** Lines of at most `width` cells, broken at spaces; only a word longer than a line is broken inside. Never empty. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  const most = Math.max(8, width);
  for (const paragraph of text.split('\n')) {
    let line = '';
    for (const [, gap, bundle] of bound(paragraph).matchAll(/( *)([^ ]+)/g)) {
      // What is kept together but longer than a line is words again.
      const loose = cells(bundle) > most ? bundle.split(BOUND) : [bundle];
      for (const [i, one] of loose.entries()) {
        for (const [k, word] of [...words(one, most)].entries()) {
          const space = line === '' ? '' : k > 0 ? '' : i > 0 ? ' ' : gap;
          if (line !== '' && (k > 0 || cells(line) + space.length + cells(word) > most)) {
            lines.push(line);
            line = word;
          } else line += space + word;
        }
      }
    }
    lines.push(line);
  }
  return lines.map((line) => line.replaceAll(BOUND, ' '));
}

/** A paragraph under `indent` spaces, `hang` more on its later lines. */
export function indented(text: string, columns: number, indent: number, hang = 0): string[] {
  const lines = wrap(text, columns - indent - hang);
  return lines.map((line, i) => ' '.repeat(i === 0 ? indent : indent + hang) + line);
}
