import type { FrameHeader } from './frame.ts';

/** Parts of one state or bucket, at most: 16 TiB of frames. */
const MOST_PARTS = 1 << 20;

/** Whether a value is a header as `scan` writes it. What is in a file may have been written by anybody, with right checksums. */
export function isFrameHeader(value: unknown): value is FrameHeader {
  if (!isObject(value)) return false;
  const { tool, rules, inputs, plan, buckets, cover, part, runs = [] } = value;
  return (
    [tool, rules, inputs, plan].every((text) => typeof text === 'string') &&
    isCount(buckets) &&
    isObject(cover) &&
    isKth(cover['shard'], Number.MAX_SAFE_INTEGER) &&
    isList(cover['ranges'], isRange) &&
    Number.isSafeInteger(cover['crc']) &&
    isKth(part, MOST_PARTS) &&
    isList(runs, isRun)
  );
}

type Members = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Members => typeof value === 'object' && value !== null;
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
const isList = (value: unknown, isOne: (item: unknown) => boolean): boolean =>
  Array.isArray(value) && value.every(isOne);
const isTuple = (value: unknown, length: number): value is number[] =>
  isList(value, isCount) && (value as number[]).length === length;

/** `[k, of]`, k from 1. */
const isKth = (value: unknown, most: number): boolean =>
  isTuple(value, 2) && 1 <= value[0] && value[0] <= value[1] && value[1] <= most;
const isRange = (value: unknown): boolean => isTuple(value, 3) && value[1] <= value[2];
const isRun = (value: unknown): boolean =>
  isObject(value) &&
  typeof value['table'] === 'string' &&
  [value['dataset'], value['partition'], value['bytes']].every(isCount);
