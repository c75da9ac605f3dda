import type { Target } from '../core/target-types.ts';

/** As much of a target as names and shapes ask for: every bundle holds these, made when it is built. */
export interface TargetEntry {
  readonly id: string;
  readonly names: readonly string[];
  readonly status: Target['lifecycle']['status'];
  /** Of each shape its kind, and the keys of each field that must be there. */
  readonly shapes: readonly { readonly kind: string; readonly keys: readonly (readonly string[])[] }[];
}

/** The entry of a target. Imports nothing that runs: the build calls it, too. */
export function entryOf({ id, names, lifecycle, shapes }: Target): TargetEntry {
  return {
    id,
    names,
    status: lifecycle.status,
    shapes: shapes.map(({ kind, fields }) => ({
      kind,
      keys: Object.values(fields).flatMap((field) => (field.required === true ? [field.keys] : [])),
    })),
  };
}
