/** Bytes of one file that can be told apart: as many as a table entry has room for. */
const FILE_SPAN = 2 ** 40;

/**
 * The number of the segment that begins at byte `start` of file number `file`: the same however the rest is cut, so that
 * the places of shards that never met need no renumbering; it sorts into file order, and is a safe integer up to 2^13 files.
 */
export function segmentId(file: number, start: number): number {
  return file * FILE_SPAN + start;
}
