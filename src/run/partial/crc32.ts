import * as zlib from 'node:zlib';
import { slowCrc32 } from '../../readers/compression/crc32.ts';

/** The checksum of gzip and PNG (ISO 3309), continued from `value`; the built-in one where Node has it. */
export const crc32: (bytes: Uint8Array, value?: number) => number = zlib.crc32 ?? slowCrc32;
