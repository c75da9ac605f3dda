/** How code points join with what stands before them: found out from the running engine's own Unicode tables. */

/** Marks, and vowels and finals of Hangul: they may compose with what stands before them. */
export const JOINS = /[\p{M}\u1160-\u11ff\ud7b0-\ud7ff]/u;

/** A mark of each combining class above 0, ascending (Unicode, property ccc); stable for assigned characters by policy. */
// prettier-ignore
const CLASSES = [
  0x334, 0x16ff0, 0x93c, 0x3099, 0x94d, 0x5b0, 0x5b1, 0x5b2, 0x5b3, 0x5b4, 0x5b5, 0x5b6, 0x5b7, 0x5b8, 0x5b9, 0x5bb,
  0x5bc, 0x5bd, 0x5bf, 0x5c1, 0x5c2, 0xfb1e, 0x64b, 0x64c, 0x64d, 0x64e, 0x64f, 0x650, 0x651, 0x652, 0x670, 0x711,
  0xc55, 0xc56, 0xe38, 0xe48, 0xeb8, 0xec8, 0xf71, 0xf72, 0xf74, 0x327, 0x1dce, 0x31b, 0x302a, 0x323, 0x59a, 0x302e,
  0x1d16d, 0x302b, 0x301, 0x315, 0x35c, 0x35d, 0x345,
].map((point) => String.fromCodePoint(point));

const ranks = new Map<string, number>();

/** Rank of a character's combining class among all classes, from 1; 0: it has class 0 (or is no single mark). */
export function rankOf(mark: string): number {
  let rank = ranks.get(mark);
  if (rank === undefined) {
    const last = CLASSES[CLASSES.length - 1];
    const combines = /^\p{M}$/u.test(mark) && (mark === last || movesBefore(mark, last));
    rank = combines ? 1 + CLASSES.filter((other) => movesBefore(other, mark)).length : 0;
    ranks.set(mark, rank);
  }
  return rank;
}

/** Whether normalisation moves `first` before a `second` that stands before it: its class is the lower one. */
function movesBefore(first: string, second: string): boolean {
  return first !== second && `a${second}${first}`.normalize('NFD') === `a${first}${second}`;
}

/** Two code points and the one that they compose to. */
export interface Pair {
  readonly first: number;
  readonly second: number;
  readonly whole: number;
}

/** Where composed characters stand, Hangul apart: nothing composes elsewhere (a test looks). */
// prettier-ignore
const COMPOSED: readonly (readonly [number, number])[] = [
  [0xc0, 0x240], [0x340, 0x3e0], [0x400, 0x500], [0x620, 0x6e0], [0x920, 0x940], [0x9c0, 0x9e0], [0xb40, 0xbd0],
  [0xc40, 0xd50], [0xdd0, 0xde0], [0x1020, 0x1030], [0x1b00, 0x1b50], [0x1e00, 0x2000], [0x2190, 0x2300],
  [0x3040, 0x3100], [0x11080, 0x111d0], [0x11300, 0x11400], [0x114b0, 0x115c0], [0x11930, 0x11940], [0x16100, 0x16130],
  [0x16d60, 0x16d70],
];

let pairs: readonly Pair[] | undefined;

/** All pairs that compose under NFC, but those of Hangul, which are arithmetic. */
export function allPairs(): readonly Pair[] {
  return (pairs ??= COMPOSED.flatMap(([from, to]) => {
    const found: Pair[] = [];
    for (let whole = from; whole < to; whole++) {
      const text = String.fromCodePoint(whole);
      const parts = [...text.normalize('NFD')];
      if (parts.length < 2 || text.normalize('NFC') !== text) continue;
      const second = parts.pop() as string;
      const first = [...parts.join('').normalize('NFC')];
      if (first.length === 1)
        found.push({ first: first[0].codePointAt(0) as number, second: second.codePointAt(0) as number, whole });
    }
    return found;
  }));
}

let seconds: ReadonlySet<number> | undefined;

/** Whether the code point may join with the one before it. */
export function isSecond(point: number): boolean {
  if ((point >= 0x1161 && point <= 0x1175) || (point >= 0x11a8 && point <= 0x11c2)) return true;
  // All others are marks.
  if (!/^\p{M}$/u.test(String.fromCodePoint(point))) return false;
  seconds ??= new Set(allPairs().map((pair) => pair.second));
  return seconds.has(point);
}
