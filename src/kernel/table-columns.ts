import { type Lanes, hashBytes } from '../core/hash.ts';
import type { Kernel } from './kernel.ts';
import type { Table } from './types.ts';

const encoder = new TextEncoder();
/** What the kernel takes for "no byte is a quote". */
const NO_QUOTE = 0x100;

/** Whether the kernel's tables have room for the columns; one that occurs twice is a finding in every row. */
export function fitsKernel(kernel: Kernel, { columns, delimiter, missing }: Table): boolean {
  return (
    columns.length <= kernel.at('COLUMNS_MOST') &&
    new Set(columns).size === columns.length &&
    delimiter.length === 1 &&
    missing.size <= kernel.at('MISSING_MOST') &&
    [...missing].every((cell) => cell.length <= 8)
  );
}

/** Writes the columns with their key ids, and the cells that are read as none (ASCII). */
export function writeTable(kernel: Kernel, table: Table, ids: readonly number[]): void {
  const { view, memory, call } = kernel;
  const { columns, delimiter, quote, missing } = table;
  const names = kernel.at('COLUMNS');
  const hash: Lanes = { lo: 0, hi: 0 };
  for (const [i, name] of columns.entries()) {
    const bytes = encoder.encode(name);
    hashBytes(bytes, 0, bytes.length, hash);
    view.setInt32(names + i * 12, ids[i], true);
    view.setUint32(names + i * 12 + 4, hash.lo, true);
    view.setUint32(names + i * 12 + 8, hash.hi, true);
  }
  const words = kernel.at('MISSING');
  const firsts = kernel.at('MISSING_FIRST');
  memory.fill(0, firsts, firsts + 32);
  for (const [i, cell] of [...missing].entries()) {
    memory.fill(0, words + i * 8, words + i * 8 + 8);
    memory.set(encoder.encode(cell), words + i * 8);
    const first = cell.charCodeAt(0);
    memory[firsts + (first >> 3)] |= 1 << (first & 7);
  }
  call.setTable(columns.length, delimiter.charCodeAt(0), quote === null ? NO_QUOTE : quote.charCodeAt(0), missing.size);
}
