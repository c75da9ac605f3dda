import { FtlintError } from '../core/error.ts';
import type { Accepted } from '../run/options.ts';

const FORM = 'gate[=value][:reason], as in samples.minimum=300:"style only" or records.broken=0.1%';

/** Reads `gate[=value][:reason]`; a value in per cent becomes a fraction. */
export function parseAccept(text: string): Accepted {
  const match = /^([a-z][a-z0-9.-]*)(?:=([^:]*))?(?::([\s\S]*))?$/.exec(text);
  if (match === null) throw new FtlintError('usage', `--accept ${text}: expected ${FORM}`);
  const [, gate, written, said] = match;
  const reason = said?.trim().replace(/^(["'])([\s\S]*)\1$/, '$2');
  const number = written === undefined ? undefined : /^(\d+(?:\.\d+)?|\.\d+)(%?)$/.exec(written.trim());
  if (number === null)
    throw new FtlintError('usage', `--accept ${text}: "${written}" is not a number`, `expected ${FORM}`);
  return {
    gate,
    ...(number === undefined ? {} : { value: Number(number[1]) / (number[2] === '%' ? 100 : 1) }),
    ...(reason === undefined || reason === '' ? {} : { reason }),
  };
}
