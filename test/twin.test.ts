import { expect, test } from '@jest/globals';
import { PAIRS } from './twin/engines.ts';
import { fuzz } from './twin/fuzz.ts';

test.each(PAIRS)(
  '%# drawn records',
  async (...pair) => {
    const t = performance.now();
    const r = await fuzz(pair, Number(process.env['FTLINT_SEED'] ?? 1), 20_000);
    console.log(r.files, r.records, r.bytes, performance.now() - t);
    expect(r.failure).toBeUndefined();
  },
  600_000,
);
