import { FtlintError } from '../core/error.ts';
import type { EvidenceData } from '../core/gate-types.ts';

/** `rules/advise/sources.json`: where data of a domain may come from. */
export interface SourceBook {
  /** With the number of sources that a decision should name. */
  readonly evidence: EvidenceData & { readonly least: number };
  readonly note: string;
  readonly domains: readonly Domain[];
}

/** A field of work. */
export interface Domain {
  readonly id: string;
  readonly title: string;
  readonly sources: readonly Candidate[];
}

/** A public source, or a way of collecting data of one's own. */
export interface Candidate {
  readonly id: string;
  readonly kind: 'public' | 'collect';
  readonly name: string;
  readonly where: string;
  readonly licence: string;
  /** Day on which the licence was read; null: it was not. */
  readonly licenceRead: string | null;
  /** As its publishers give it. */
  readonly size: string | null;
  readonly privacy: string;
}

/** A source that the person names or confirms. */
export interface Source {
  /** Of a candidate; undefined for one that the person describes. */
  readonly id?: string;
  readonly kind?: Candidate['kind'];
  readonly name: string;
  readonly where?: string;
  readonly licence: string;
  readonly licenceRead?: string | null;
  readonly size: string;
  /** The person's words on quality. */
  readonly quality: string;
  readonly privacy?: string;
}

const NOT_SAID = 'not said';

/** Reads a source as it is typed: the id of a candidate, or `name; licence; size; quality`. Behind an id, size and quality may be given too: `id; 4,000 rows; two labels a row`. */
export function sourceOf(typed: string, book: SourceBook): Source {
  const [name = '', ...parts] = typed.split(';').map((part) => part.trim());
  const known = book.domains.flatMap((d) => d.sources).find((s) => s.id === name);
  if (known !== undefined) {
    const { id, kind, where, licence, licenceRead, privacy } = known;
    const [size = known.size ?? NOT_SAID, quality = NOT_SAID] = parts.filter((part) => part !== '');
    return { id, kind, name: known.name, where, licence, licenceRead, size, quality, privacy };
  }
  if (!/\p{L}/u.test(name))
    throw new FtlintError(
      'advise',
      `the source "${typed}" has no name`,
      'the id of a candidate, or "name; licence; size; quality"',
    );
  const [licence, size, quality] = [0, 1, 2].map((i) => parts[i] || NOT_SAID);
  return { name, licence, size, quality };
}

/** The source as it is typed. */
export function typedSource({ id, name, licence, size, quality }: Source): string {
  return (id === undefined ? [name, licence, size, quality] : [id, size, quality]).join('; ');
}
