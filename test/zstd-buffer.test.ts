import { describe, expect, test } from '@jest/globals';
import { unzstdBuffer } from '../src/readers/compression/zstd-buffer.ts';
import { PACKED, ROWS } from './zstd-rows.ts';
import { frame, skippable } from './zstd-frames.ts';

const SIZE = Buffer.byteLength(ROWS);
const text = (bytes: Uint8Array, length: number): string => Buffer.from(unzstdBuffer(bytes, length)).toString();

test.each([
  ['what zstd wrote', PACKED, ROWS],
  ['blocks that are not compressed', frame(['ab', { byte: 0x63, times: 3 }]), 'abccc'],
  ['two frames, and what is passed over', Buffer.concat([frame(['ab']), skippable(9), PACKED]), `ab${ROWS}`],
  ['nothing', Buffer.alloc(0), ''],
])('%s', (_, bytes, whole) => {
  expect(text(bytes, Buffer.byteLength(whole))).toBe(whole);
});

describe('damage', () => {
  test.each([
    ['another length than was promised', PACKED, SIZE - 1],
    ['a longer one', PACKED, SIZE + 1],
    ['cut off', PACKED.subarray(0, -20), SIZE],
    ['something behind it', Buffer.concat([PACKED, Buffer.from('tail!')]), SIZE],
    ['another content size than its header says', changed(6, 2), SIZE],
    ['a dictionary', frame(['ab'], { dictionary: 7 }), 2],
    ['a reserved bit', frame(['ab'], { bits: 8 }), 2],
    ['a header that is cut off', PACKED.subarray(0, 5), 0],
    ['no frame', Buffer.from('{"a":1}'), 7],
  ])('%s', (_, bytes, length) => {
    expect(() => unzstdBuffer(bytes, length)).toThrow('corrupt');
  });

  // Letters stand in bytes 31 to 97: nobody can tell one from another of the same width.
  test('any other byte of a block overwritten', () => {
    const missed = Array.from({ length: PACKED.length - 14 }, (_, i) => 10 + i).filter((at) => {
      try {
        unzstdBuffer(changed(at, PACKED[at] ^ 0xff), SIZE);
        return true;
      } catch (error) {
        expect(String(error)).toMatch('corrupt');
        return false;
      }
    });
    expect(missed.filter((at) => at < 31 || at > 97)).toEqual([]);
  });
});

function changed(at: number, ...values: readonly number[]): Buffer {
  const bytes = Buffer.from(PACKED);
  bytes.set(values, at);
  return bytes;
}
