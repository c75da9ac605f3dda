/**
 * Where everything lies in the kernel's memory. Nothing moves and nothing grows: what does not fit is the TypeScript
 * scanner's, record by record. Pages that are never touched cost nothing.
 */

/** Open containers: 64 bytes each. */
export const FRAMES: usize = 0x10000;
export const FRAMES_MOST: u32 = 1024;
/** Distinct element shapes of the open arrays, as pairs of lanes. */
export const SHAPES: usize = 0x20000;
export const SHAPES_END: usize = 0x30000;
/** 16 bytes of ones, 16 of zeros: a load at 16 - n keeps the first n bytes of a block. */
export const MASKS: usize = 0x30000;
/** Four tables of 16 bytes: low and high half of a byte and of the one before it. */
export const NIBBLES: usize = 0x30040;
/** For each of 8 buckets, the bit set of its literals, as u64. */
export const BUCKETS: usize = 0x30080;
/** 64 literals of 64 bytes: u32 length, u32 index of the pair's second byte, at most 52 bytes, u32 bits that it sets. */
export const LITERALS: usize = 0x32000;
/** Spellings of keys: u32 slots, records of 32 bytes, and the bytes themselves. */
export const KEY_SLOTS: usize = 0x34000;
export const KEY_SLOT_COUNT: u32 = 8192;
export const KEY_RECORDS: usize = 0x3c000;
export const KEY_MOST: u32 = 4096;
export const KEY_POOL: usize = 0x60000;
export const KEY_POOL_END: usize = 0xe0000;
/** u16 for each 64 code points: its block; 0: not learnt. */
export const STAGE1: usize = 0xe0000;
/** 4,096 slots of 12 bytes: first, second, what they compose to. */
export const PAIRS: usize = 0xe9000;
export const PAIR_SLOTS: u32 = 4096;
export const BLOCKS_MOST: u32 = 2048;
/** u16 a code point: kind, combining class << 8. */
export const META: usize = 0x100000;
/** u64 a code point: UTF-8 of its normal form in the low bytes, its length in the top one. */
export const SLOTS: usize = 0x140000;

/** Columns of the table in hand: u32 id of the key, hash of the name in two lanes. */
export const COLUMNS: usize = 0x240000;
export const COLUMNS_MOST: u32 = 1024;
/** Cells of at most 8 bytes that the host reads as missing, as u64; before them a bit for each first byte. */
export const MISSING_FIRST: usize = 0x244000;
export const MISSING: usize = 0x244020;
export const MISSING_MOST: u32 = 64;

/** The tape. Arrays are a little more than a power of two apart: else all of them would share a few cache sets. */
export const ENTRIES_MOST: u32 = 1 << 16;
const TAPE: usize = 0x300000;
const APART: usize = (1 << 18) + 1088;
export const T_TYPE: usize = TAPE;
export const T_DEPTH: usize = TAPE + APART;
export const T_FLAGS: usize = TAPE + 2 * APART;
export const T_KEY: usize = TAPE + 3 * APART;
export const T_START: usize = TAPE + 4 * APART;
export const T_END: usize = TAPE + 5 * APART;
export const T_NEXT: usize = TAPE + 6 * APART;
export const T_HASH_LO: usize = TAPE + 7 * APART;
export const T_HASH_HI: usize = TAPE + 8 * APART;
export const T_NORM_LO: usize = TAPE + 9 * APART;
export const T_NORM_HI: usize = TAPE + 10 * APART;
export const T_POINTS: usize = TAPE + 11 * APART;
export const T_HITS: usize = TAPE + 12 * APART;
/** The host's: entries of one key chained, for repeated keys. */
export const T_EARLIER: usize = TAPE + 13 * APART;

/** The records of a batch. */
export const RECORDS_MOST: u32 = 1 << 14;
const RECORDS: usize = 0x690000;
const BESIDE: usize = (1 << 17) + 1088;
export const R_OFFSET: usize = RECORDS;
export const R_LENGTH: usize = RECORDS + BESIDE;
export const R_ROOT: usize = RECORDS + 2 * BESIDE;
export const R_LINE: usize = RECORDS + 3 * BESIDE;
export const R_HASH_LO: usize = RECORDS + 4 * BESIDE;
export const R_HASH_HI: usize = RECORDS + 5 * BESIDE;
export const R_SHAPE_LO: usize = RECORDS + 6 * BESIDE;
export const R_SHAPE_HI: usize = RECORDS + 7 * BESIDE;
export const R_HITS: usize = RECORDS + 8 * BESIDE;
export const R_FROM: usize = RECORDS + 9 * BESIDE;
export const R_TO: usize = RECORDS + 10 * BESIDE;

/** Bytes of the file, with room for a block before and behind. */
export const INPUT: usize = 0x800040;
export const INPUT_MOST: usize = 2 << 20;
/** A string without its escapes: no longer than with them. */
export const SCRATCH: usize = INPUT + INPUT_MOST + 0x1040;
/** A normal form. */
export const NORMAL: usize = SCRATCH + INPUT_MOST + 0x1040;
export const NORMAL_MOST: usize = 4 << 20;
/** Cells of a table, decoded, one after the other. */
export const CELLS: usize = NORMAL + NORMAL_MOST + 0x1040;
export const TOP: usize = CELLS + INPUT_MOST + 0x1040;
