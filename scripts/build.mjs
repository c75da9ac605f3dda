import { spawnSync } from 'node:child_process';
import { chmod, readFile, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = new URL('../', import.meta.url);
const { version } = JSON.parse(await readFile(new URL('package.json', root), 'utf8'));
const at = (path) => fileURLToPath(new URL(path, root));

await rm(at('dist'), { recursive: true, force: true });
await build({
  absWorkingDir: fileURLToPath(root),
  entryPoints: { cli: 'src/cli.ts', api: 'src/api.ts' },
  outdir: 'dist',
  // Flat: src/place.ts finds the package's root as the folder above the file it runs from.
  chunkNames: '[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  legalComments: 'none',
  define: { VERSION: JSON.stringify(version) },
  // CommonJS dependencies call require, which modules do not have.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
});
await chmod(at('dist/cli.js'), 0o755);

const types = spawnSync(process.execPath, [at('node_modules/typescript/bin/tsc'), '-p', at('tsconfig.build.json')], {
  stdio: 'inherit',
});
process.exitCode = types.status ?? 1;
