/** Files of one data set that an entry can name: 12 bits. */
export const MAX_FILES = 4096;

/** An entry is eight words of 32 bits. */
export const ENTRY_WORDS = 8;
export const ENTRY_BYTES = 32;

/**
 * One record under one key. Of the key 64 bits; of the normalised output 40, 32 of them in `output`; of the canonical record
 * hash and of the exact input 32, which are compared only under one key. `line`: physical ones from the segment's start.
 * `offset`: bytes of the decompressed file, below 2^40, 32 bits here. `place`, from the highest bit: file 12, upper bits of the offset 8, split 2, unfit 1, empty 1,
 * upper bits of the output 8. So `(place >>> ORDER_SHIFT, offset)` sorts entries as the records stand in the files.
 */
export const Word = { keyLo: 0, keyHi: 1, output: 2, record: 3, exact: 4, offset: 5, line: 6, place: 7 } as const;
export const FILE_SHIFT = 20;
export const ORDER_SHIFT = 12;
export const SPLIT_SHIFT = 10;
export const SPLIT = 3 << SPLIT_SHIFT;
export const UNFIT = 1 << 9;
export const EMPTY = 1 << 8;

/** The word `place` but for the flags and the output: where a record stands, and in which split. `upper`: of its offset. */
export function placeWord(file: number, split: number, upper: number): number {
  return (file << FILE_SHIFT) | ((upper & 0xff) << ORDER_SHIFT) | (split << SPLIT_SHIFT);
}

/** The bits of an offset above the lower 32. */
export const upperOf = (offset: number): number => (offset / 4294967296) | 0;
