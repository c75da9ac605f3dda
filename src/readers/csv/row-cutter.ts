/** One row of a table as bytes; indices are into the bytes handed to the cutter. */
export interface RowSpan {
  readonly from: number;
  /** Without its line end. */
  readonly to: number;
  /** Behind its line end. */
  readonly after: number;
  /** Physical lines before it, counted from where the cutter began. */
  readonly line: number;
  /** A quote occurs in it: its cells need a parser. */
  readonly quotes: boolean;
  /** A closing quote in it is followed by something else than a delimiter. */
  readonly loose: boolean;
  /** A quote stands in a cell that does not begin with one, or is followed by something else than a quote, delimiter or line end. */
  readonly stray: boolean;
  /** A quote that opened in it never closes; `to` is then the end of its first physical line. */
  readonly unclosed: boolean;
}

/**
 * Cuts the bytes of a table into rows, knowing just enough of RFC 4180 for it: a cell that begins with a quote runs to the
 * quote that is not doubled. A closing quote followed by something else is taken literally, as csv-parse does with
 * `relax_quotes`. Stops and goes on anywhere.
 */
export interface RowCutter {
  /** The next row in `bytes[.., to)`, or undefined: more bytes are needed, or with `last` there is none. */
  next(bytes: Uint8Array, to: number, last: boolean): RowSpan | undefined;
  /** Where the row at hand begins: what lies before is no longer needed. */
  readonly from: number;
  /** It stands at the beginning of a row. */
  readonly between: boolean;
  /** Goes on behind whole rows that others read: up to `at`, with so many line ends, and those of them that are CR LF. */
  jump(at: number, lines: number, crlf: number): void;
  /** Tells that `bytes` were moved down by this many. */
  shift(by: number): void;
  readonly lf: number;
  readonly crlf: number;
  readonly line: number;
}

const Cell = { start: 0, plain: 1, quoted: 2, quote: 3 } as const;
const LF = 0x0a;
const CR = 0x0d;

/** `quoteBytes`: an open quote is given up after so many bytes, so that a stray one costs no more memory than that. */
export function createRowCutter(delimiter: number, quote: number, start: number, quoteBytes: number): RowCutter {
  let at = start;
  let state: number = Cell.start;
  let quotes = false;
  let loose = false;
  let stray = false;
  let inner = 0;
  const cutter = {
    next,
    from: start,
    jump,
    shift,
    lf: 0,
    crlf: 0,
    line: 0,
    get between() {
      return at === cutter.from;
    },
  };

  function finish(bytes: Uint8Array, end: number, after: number, unclosed: boolean): RowSpan {
    const crlf = end > cutter.from && bytes[end - 1] === CR;
    const row = {
      from: cutter.from,
      to: crlf ? end - 1 : end,
      after,
      line: cutter.line,
      quotes,
      loose,
      stray: stray || loose,
      unclosed,
    };
    if (after > end) {
      if (crlf) cutter.crlf++;
      else cutter.lf++;
    }
    cutter.line += inner + 1;
    cutter.from = at = after;
    state = Cell.start;
    quotes = false;
    loose = false;
    stray = false;
    inner = 0;
    return row;
  }

  /** Gives up an open quote: the first physical line is the broken row, and reading goes on behind it. */
  function giveUp(bytes: Uint8Array, to: number): RowSpan {
    let end = cutter.from;
    while (end < to && bytes[end] !== LF) end++;
    // The line breaks inside the quote were counted as its own; they will be met again.
    for (let i = cutter.from; i < at; i++) {
      if (bytes[i] !== LF) continue;
      if (i > cutter.from && bytes[i - 1] === CR) cutter.crlf--;
      else cutter.lf--;
    }
    inner = 0;
    return finish(bytes, end, Math.min(end + 1, to), true);
  }

  function next(bytes: Uint8Array, to: number, last: boolean): RowSpan | undefined {
    for (; at < to; at++) {
      const byte = bytes[at];
      if (byte === quote) {
        quotes = true;
        if (state === Cell.start) state = Cell.quoted;
        else if (state === Cell.quoted) state = Cell.quote;
        else if (state === Cell.quote) state = Cell.quoted;
        else stray = true;
      } else if (state === Cell.quoted) {
        if (inner > 0 && at - cutter.from >= quoteBytes) return giveUp(bytes, to);
        if (byte !== LF) continue;
        inner++;
        if (bytes[at - 1] === CR) cutter.crlf++;
        else cutter.lf++;
      } else if (byte === LF) return finish(bytes, at, at + 1, false);
      else if (byte === delimiter) state = Cell.start;
      // A CR may be half of a line end: decided by the byte behind it.
      else if (!(state === Cell.quote && byte === CR && (at + 1 < to ? bytes[at + 1] === LF : last))) {
        if (state === Cell.quote && byte === CR && at + 1 >= to) return undefined;
        // Text behind a quote that closed on a later line: the quote that opened the cell was never closed, and this one opens another.
        if (state === Cell.quote && inner > 0) return giveUp(bytes, to);
        loose ||= state === Cell.quote;
        state = Cell.plain;
      }
    }
    if (!last || cutter.from >= to) return undefined;
    return state === Cell.quoted ? giveUp(bytes, to) : finish(bytes, to, to, false);
  }

  function jump(to: number, lines: number, crlf: number): void {
    cutter.from = at = to;
    cutter.line += lines;
    cutter.crlf += crlf;
    cutter.lf += lines - crlf;
  }

  function shift(by: number): void {
    at -= by;
    cutter.from -= by;
  }
  return cutter;
}
