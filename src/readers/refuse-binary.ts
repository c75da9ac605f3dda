import { FtlintError } from '../core/error.ts';

/** Throws for bytes that are no text of any encoding, and no container that is known. */
export function refuseBinary(text: Uint8Array, path: string): void {
  if (!isBinary(text)) return;
  throw new FtlintError(
    'unsupported-container',
    `${path} is a binary file of a kind that ftlint does not know.`,
    'Export its text as JSON lines, one record a line.',
  );
}

/** Control characters that no text has; a stray one in a record is a finding, not another kind of file. */
function isBinary(text: Uint8Array): boolean {
  const seen = text.subarray(0, 4096);
  let control = 0;
  for (const byte of seen) if (byte < 0x09 || (byte > 0x0d && byte < 0x20 && byte !== 0x1b)) control++;
  return control * 50 > seen.length;
}
