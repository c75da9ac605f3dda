import type { Ref } from './record.ts';

/** Distinct key structures of one split, with how often and where first. */
export interface ShapeCensus {
  readonly shapes: readonly ShapeCount[];
  /** More than the cap: the list is a sample by smallest hash. */
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
  /** Every path below the record with its JSON type; `*` stands for any element. */
  readonly paths: readonly (readonly [pointer: string, type: string])[];
}

/** Distinct shapes that a census keeps exactly. */
export const SHAPE_CAP = 4096;
/** Paths written down for one shape: open key sets must not fill the memory. */
export const PATH_CAP = 256;
