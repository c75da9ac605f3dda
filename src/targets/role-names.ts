import { hashText } from '../core/hash.ts';
import type { Entry, RecordView } from '../core/record.ts';
import { TARGET_ROLES, type TurnsReading } from '../core/target-types.ts';

/** A role's number in `TARGET_ROLES`, and which of its spellings it is. */
export interface RoleName {
  readonly role: number;
  readonly spelling: number;
}

const UNKNOWN: RoleName = { role: 0, spelling: 0 };

/** The role that a string entry names, told by its hash: nothing is decoded. */
export function roleNames({ roles }: TurnsReading): (view: RecordView, entry: Entry) => RoleName {
  const byHash = new Map<number, RoleName & { readonly hi: number }>();
  for (const [name, spellings] of Object.entries(roles))
    for (const [spelling, text] of spellings.entries()) {
      const { lo, hi } = hashText(text);
      const role = TARGET_ROLES.indexOf(name as (typeof TARGET_ROLES)[number]);
      if (!byHash.has(lo >>> 0)) byHash.set(lo >>> 0, { role, spelling, hi: hi >>> 0 });
    }
  return (view, entry) => {
    if (!view.isString(entry)) return UNKNOWN;
    const { lo, hi } = view.hash(entry);
    const found = byHash.get(lo >>> 0);
    return found !== undefined && found.hi === hi >>> 0 ? found : UNKNOWN;
  };
}
