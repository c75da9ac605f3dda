import { isSecond, rankOf } from './joining.ts';
import { isWhiteSpace } from './utf8.ts';

/** What the kernel does with a code point: `kind` of src/kernel/assembly/normal.ts. */
export const Kind = { host: 0, plain: 1, space: 2, mark: 3, second: 4, changed: 5 } as const;

export interface PointForm {
  readonly kind: number;
  /** Rank of the combining class of its last part. */
  readonly rank: number;
  /** UTF-8 of its normal form in lower case, at most 7 bytes. */
  readonly form: Uint8Array;
  /** It may join with what stands before it. */
  readonly joins: boolean;
}

const encoder = new TextEncoder();
const NOTHING = new Uint8Array(0);
const HOST: PointForm = { kind: Kind.host, rank: 0, form: NOTHING, joins: false };

/** Normal form of one code point, as far as its neighbours have no say in it; for others `host`. */
export function formOf(point: number): PointForm {
  if (isWhiteSpace(point)) return { kind: Kind.space, rank: 0, form: NOTHING, joins: false };
  if (point >= 0xd800 && point < 0xe000) return HOST;
  const text = String.fromCodePoint(point);
  const folded = text.normalize('NFKC');
  const form = encoder.encode(folded.toLowerCase());
  // The small form of capital sigma depends on its neighbours; a form with a space in it would end a word.
  if (folded.includes('\u03a3') || /\p{White_Space}/u.test(folded) || form.length > 7) return HOST;
  const joins = isSecond(point);
  const own = rankOf(text);
  if (own > 0) return folded === text ? { kind: Kind.mark, rank: own, form, joins } : HOST;
  if (joins) return folded === text ? { kind: Kind.second, rank: 0, form, joins } : HOST;
  const parts = [...text.normalize('NFKD')];
  const [first] = parts;
  if (rankOf(first) > 0 || isSecond(first.codePointAt(0) as number)) return HOST;
  const rank = rankOf(parts[parts.length - 1]);
  return { kind: folded === text ? Kind.plain : Kind.changed, rank, form, joins };
}
