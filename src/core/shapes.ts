import type { Ref } from './record.ts';

/** Distinct key structures of one split, with how often and where first. */
export interface ShapeCensus {
  /** Most frequent first. */
  readonly shapes: readonly ShapeCount[];
  /** Formats under the names that records use for their parts, most frequent first. */
  readonly readings: readonly ReadingCount[];
  /** More shapes than the cap: the list is a sample by smallest hash. */
  readonly cut: boolean;
  /** Top-level keys that the main format knows as optional. */
  readonly optional: ReadonlySet<string>;
}

export interface ShapeCount {
  /** 16 hexadecimal digits. */
  readonly hash: string;
  readonly count: number;
  readonly first: Ref;
  /** Format that the keys show; null: none. */
  readonly format: string | null;
  /** Paths below the record with their JSON types; `*` stands for any element. */
  readonly paths: readonly (readonly [pointer: string, type: string])[];
}

/** One format under one set of names: a trainer that reads `completion` does not find `response`. */
export interface ReadingCount {
  readonly format: string;
  /** The keys that play the format's required parts: `prompt, completion`, `conversations: from, value`. */
  readonly reading: string;
  readonly count: number;
  readonly first: Ref;
}

/** Distinct shapes that a census keeps exactly. */
export const SHAPE_CAP = 1024;
/** Distinct readings that a census keeps exactly: formats times their aliases, a few hundred at most. */
export const READING_CAP = 1024;
/** Paths written down for one shape. */
export const PATH_CAP = 128;
/** Containers below a record into which paths go: as deep as the shape's hash. */
export const DEPTH_CAP = 6;
/** Members above which an object is a map by id rather than a structure. */
export const MEMBER_CAP = 128;
/** UTF-16 units of a key that a path shows. */
export const KEY_CAP = 64;
