import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import type { DatasetReport } from '../src/core/report.ts';
import { check } from '../src/run/check.ts';
import { lines, type Row } from './made-up.ts';

const scratch = mkdtempSync(join(tmpdir(), 'ftlint-columns-'));
afterAll(() => rmSync(scratch, { recursive: true }));

/** What is read of a file of such records. */
export async function readRows(row: Row): Promise<DatasetReport> {
  const path = join(scratch, 'a.jsonl');
  writeFileSync(path, lines(row));
  return (await check({ inputs: [path] })).datasets[0];
}
