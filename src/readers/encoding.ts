import type { Encoding, FilePlan } from '../core/plan.ts';
import type { Chunks } from './chunks.ts';
import type { Source } from './source.ts';

/** The characters of windows-1252 where it differs from Latin-1, from 0x80; 0 where it has none (WHATWG index-windows-1252). */
// prettier-ignore
const CP1252 = [
  0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017d, 0,
  0, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0, 0x017e, 0x0178,
];

/** Whether windows-1252 has a character for this byte. */
export const inCp1252 = (byte: number): boolean => byte < 0x80 || byte > 0x9f || CP1252[byte - 0x80] !== 0;

const encoder = new TextEncoder();

/** UTF-8 of each windows-1252 byte; not TextDecoder, which read 0x80–0x9F as Latin-1 in some releases of Node 22 and 23. */
const SEQUENCES = Array.from({ length: 256 }, (_, byte) =>
  encoder.encode(String.fromCharCode(byte >= 0x80 && byte <= 0x9f ? CP1252[byte - 0x80] || 0xfffd : byte)),
);

/** A decoder to UTF-8 bytes that may be fed in pieces; `last` closes it. The byte order mark is dropped. */
export function toUtf8(encoding: Encoding): (chunk: Uint8Array, last: boolean) => Uint8Array {
  if (encoding === 'utf-8') return (chunk) => chunk;
  if (encoding === 'windows-1252') return fromCp1252;
  const decoder = new TextDecoder(encoding);
  return (chunk, last) => encoder.encode(decoder.decode(chunk, { stream: !last }));
}

function fromCp1252(chunk: Uint8Array): Uint8Array {
  const out = new Uint8Array(chunk.length * 3);
  let length = 0;
  for (const byte of chunk) {
    if (byte < 0x80) out[length++] = byte;
    else for (const unit of SEQUENCES[byte]) out[length++] = unit;
  }
  return out.subarray(0, length);
}

/**
 * Bytes of the file's text from `offset`, as UTF-8. Offsets count bytes of this text: of a file in another encoding they are
 * those of the converted file, which is the one that the person will have after the fix.
 */
export function textChunks(plan: FilePlan, source: Source, offset: number): Chunks {
  return plan.encoding === 'utf-8' ? source.read(offset) : converted(source.read(0), plan.encoding);
}

/** Bytes of the mark before the text as `textChunks` gives it. */
export const textBom = (plan: FilePlan): number => (plan.encoding === 'utf-8' ? plan.bom : 0);

async function* converted(chunks: Chunks, encoding: Encoding): AsyncGenerator<Uint8Array> {
  const decode = toUtf8(encoding);
  for await (const chunk of chunks) yield decode(chunk, false);
  yield decode(new Uint8Array(0), true);
}
