import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

// Compares the scanner engines on drawn records: node scripts/fuzz.mjs [--records 1000000] [--seed n]
const { values } = parseArgs({ options: { records: { type: 'string' }, seed: { type: 'string' } } });
const records = Number(values.records ?? 1_000_000);
const seed = Number(values.seed ?? Date.now() % 1_000_000);
if (!(records > 0) || !Number.isInteger(seed)) throw new Error('usage: node scripts/fuzz.mjs [--records n] [--seed n]');

const root = fileURLToPath(new URL('../', import.meta.url));
const folder = await mkdtemp(join(tmpdir(), 'ftlint-fuzz-'));
const bundle = join(folder, 'fuzz.mjs');
let failed = false;
try {
  await build({
    stdin: {
      contents: "export { fuzz } from './test/twin/fuzz.ts'; export { PAIRS } from './test/twin/engines.ts';",
      resolveDir: root,
    },
    outfile: bundle,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    define: { 'import.meta.url': JSON.stringify(new URL('test/twin/engines.ts', pathToFileURL(root)).href) },
    logLevel: 'error',
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(process.argv[1]);",
    },
  });
  const { fuzz, PAIRS } = await import(pathToFileURL(bundle));
  for (const pair of PAIRS) {
    const names = pair.map(({ name }) => name).join(' and ');
    console.log(`${names}: --seed ${seed}`);
    // An engine against itself shows what depends on where bytes are cut: a tenth will do.
    const { failure, ...seen } = await fuzz(pair, seed, pair[0] === pair[1] ? records / 10 : records);
    console.log(
      `${names}: ${seen.records} records, ${seen.files} files, ${seen.bytes} bytes compared; the fast way took ${seen.fast.taken} of ${seen.fast.records}`,
    );
    if (failure === undefined) continue;
    console.error(failure);
    failed = true;
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
process.exitCode = failed ? 1 : 0;
