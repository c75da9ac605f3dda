import { allPairs } from './joining.ts';
import type { Kernel } from './kernel.ts';
import { formsOf } from './point-forms.ts';

/** First block of 64 code points in which something joins with what stands before it: below U+0300 nothing does. */
const FIRST_JOINING = 0x300 >> 6;

/** Normal forms of code points, written to a kernel's tables in blocks of 64 when the first of them is met. */
export interface FormTables {
  /** Writes a block; false when there is no room for more. */
  learn(block: number): boolean;
}

export function createFormTables({ view, call, at }: Kernel): FormTables {
  const stage1 = at('STAGE1');
  const meta = at('META');
  const slots = at('SLOTS');
  const most = at('BLOCKS_MOST');
  let used = 1;
  let paired = false;

  return {
    learn(block) {
      if (used === most) return false;
      for (const [i, { kind, rank, form, joins, alias }] of formsOf(block * 64, 64).entries()) {
        const place = used * 64 + i;
        view.setUint16(meta + place * 2, kind | (joins ? 16 : 0) | (alias ? 32 : 0) | (rank << 8), true);
        for (let k = 0; k < form.length; k++) view.setUint8(slots + place * 8 + k, form[k]);
        view.setUint8(slots + place * 8 + 7, form.length);
      }
      if (!paired && block >= FIRST_JOINING) {
        paired = true;
        for (const { first, second, whole } of allPairs()) call.addPair(first, second, whole);
      }
      view.setUint16(stage1 + block * 2, used++, true);
      return true;
    },
  };
}
