import { ENTRY_BYTES, ENTRY_WORDS } from './table-entry.ts';

/** An address of 32 bits: number of the slab, then of the entry inside it. */
export const SLAB_SHIFT = 19;
export const SLAB_MASK = (1 << SLAB_SHIFT) - 1;
/** Slabs that addresses can name. */
export const MAX_SLABS = 1 << (32 - SLAB_SHIFT);
/** 16 MiB: growing in small steps makes the garbage collector run for memory that it cannot free. */
const MAX_BYTES = ENTRY_BYTES << SLAB_SHIFT;
/** The smallest slab in bytes, so that a small table touches little. */
export const MIN_SLAB_BYTES = 128 * 1024;

/** Room for entries: it is given out from the front and never moves. */
export interface Slabs {
  readonly pages: Uint32Array[];
  /** In shared memory, so that other threads may read it. */
  readonly shared: boolean;
  /** Bytes that `pages` may have together. */
  budget: number;
  /** Bytes of all pages. */
  held: number;
  /** Page that is being given out, and entries of it that are gone. */
  page: number;
  used: number;
}

export function createSlabs(shared: boolean, budget: number): Slabs {
  return { pages: [], shared, budget, held: 0, page: -1, used: 0 };
}

/** Address of room for 1 to `wanted` entries, as many as `granted` then says; -1 when the budget is used up. */
export function takeRoom(slabs: Slabs, wanted: number): number {
  const { pages } = slabs;
  while (slabs.page < 0 || capacity(pages[slabs.page]) === slabs.used) {
    if (slabs.page + 1 === pages.length && !addPage(slabs)) return -1;
    slabs.page++;
    slabs.used = 0;
  }
  const at = slabs.page * (SLAB_MASK + 1) + slabs.used;
  slabs.used += Math.min(wanted, capacity(pages[slabs.page]) - slabs.used);
  return at;
}

/** Entries of the room that begins at `address`, given out last. */
export function granted(slabs: Slabs, address: number): number {
  return slabs.used - (address & SLAB_MASK);
}

/** Gives all room back; the pages stay for the next entries. */
export function reuseRoom(slabs: Slabs): void {
  slabs.page = slabs.pages.length > 0 ? 0 : -1;
  slabs.used = 0;
}

/** Gives the pages back as well. */
export function freeRoom(slabs: Slabs): void {
  slabs.pages.length = 0;
  slabs.held = 0;
  reuseRoom(slabs);
}

/** Takes another's pages over; its addresses grow by what this returns. Room left in the own last page is not used again. */
export function adoptPages(slabs: Slabs, pages: readonly Uint32Array[]): number {
  const shift = slabs.pages.length * (SLAB_MASK + 1);
  for (const page of pages) {
    slabs.pages.push(page);
    slabs.held += page.byteLength;
  }
  slabs.page = slabs.pages.length - 1;
  slabs.used = slabs.page < 0 ? 0 : capacity(slabs.pages[slabs.page]);
  return shift;
}

function capacity(page: Uint32Array): number {
  return page.length / ENTRY_WORDS;
}

/** Doubles what is held, by at most 16 MiB, if the budget and the machine let it. The first page is made whatever the budget: nothing works without one. */
function addPage(slabs: Slabs): boolean {
  const grown = Math.min(MAX_BYTES, Math.max(MIN_SLAB_BYTES, slabs.held));
  const left = Math.floor(Math.min(slabs.budget - slabs.held, MAX_BYTES) / ENTRY_BYTES) * ENTRY_BYTES;
  const bytes = slabs.held === 0 ? MIN_SLAB_BYTES : Math.min(grown, left);
  if (bytes < MIN_SLAB_BYTES || slabs.pages.length === MAX_SLABS) return false;
  try {
    slabs.pages.push(new Uint32Array(slabs.shared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes)));
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
  slabs.held += bytes;
  return true;
}
