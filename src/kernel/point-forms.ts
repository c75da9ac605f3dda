import { isSecond, JOINS, rankOf } from './joining.ts';
import { isWhiteSpace } from './utf8.ts';

/** What the kernel does with a code point: `kind` of src/kernel/assembly/normal.ts. */
export const Kind = { host: 0, plain: 1, space: 2, mark: 3, second: 4, changed: 5, sigma: 6 } as const;

export interface PointForm {
  readonly kind: number;
  /** Rank of the combining class of its last part. */
  readonly rank: number;
  /** UTF-8 of its normal form in lower case, at most 7 bytes. */
  readonly form: Uint8Array;
  /** It may join with what stands before it. */
  readonly joins: boolean;
  /** In all of this it is as if the code point of its form stood there. */
  readonly alias: boolean;
}

const encoder = new TextEncoder();
const NOTHING = new Uint8Array(0);
const HOST: PointForm = { kind: Kind.host, rank: 0, form: NOTHING, joins: false, alias: false };
const SIGMA = 0x3a3;
const SPACES = /\p{White_Space}/u;

/** Normal form of one code point, as far as its neighbours have no say in it; for others `host`. */
export function formOf(point: number): PointForm {
  if (isWhiteSpace(point)) return { ...HOST, kind: Kind.space };
  if (point === SIGMA) return { ...HOST, kind: Kind.sigma };
  if (isSurrogate(point)) return HOST;
  const text = String.fromCodePoint(point);
  const folded = text.normalize('NFKC');
  const form = encoder.encode(folded.toLowerCase());
  // A form with capital sigma in it depends on its neighbours; one with a space in it would end a word.
  if (folded.includes('\u03a3') || SPACES.test(folded) || form.length > 7) return HOST;
  if (folded !== text && [...folded].length === 1 && folded.toLowerCase() === folded) {
    const same = formOf(folded.codePointAt(0) as number);
    return same.kind === Kind.host ? HOST : { ...same, alias: true };
  }
  const joins = isSecond(point);
  const own = rankOf(text);
  if (own > 0) return folded === text ? { kind: Kind.mark, rank: own, form, joins, alias: false } : HOST;
  if (joins) return folded === text ? { kind: Kind.second, rank: 0, form, joins, alias: false } : HOST;
  const parts = [...text.normalize('NFKD')];
  const [first] = parts;
  if (rankOf(first) > 0 || isSecond(first.codePointAt(0) as number)) return HOST;
  const rank = rankOf(parts[parts.length - 1]);
  return { kind: folded === text ? Kind.plain : Kind.changed, rank, form, joins, alias: false };
}

/** Syllables of Hangul: their parts have no marks among them. */
const isSyllable = (point: number): boolean => point >= 0xac00 && point <= 0xd7a3;

/** Forms of `count` code points from `from` on. Most blocks of East Asian scripts are in normal form already: that is seen at once. */
export function formsOf(from: number, count: number): readonly PointForm[] {
  const points = Array.from({ length: count }, (_, i) => from + i);
  const text = isSurrogate(from) ? '' : String.fromCodePoint(...points);
  const inert =
    points.every(isSyllable) ||
    (text !== '' &&
      text.normalize('NFKD') === text &&
      text.toLowerCase() === text &&
      !JOINS.test(text) &&
      !SPACES.test(text));
  if (!inert) return points.map(formOf);
  return points.map((point) => ({
    ...HOST,
    kind: Kind.plain,
    form: encoder.encode(String.fromCodePoint(point)),
  }));
}

const isSurrogate = (point: number): boolean => point >= 0xd800 && point < 0xe000;
