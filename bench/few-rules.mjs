import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder, forget } from './data.mjs';

const root = fileURLToPath(new URL('../', import.meta.url));
const LEFT_OUT = new Set(['.git', 'node_modules', 'dist', 'test', 'fixtures', 'bench', 'coverage', 'examples', 'docs']);

/** Rules about balance, copies, blanks and lengths; counts are the engine's own. */
export const KEPT = [
  'single-class',
  'too-many-classes',
  'uniform-multiplicity',
  'length-outlier',
  'blank-text',
  'blank-side',
  'label-blank',
  'empty-assistant',
];

/**
 * Builds the program once more from a copy of the sources whose list of rules is short: the product has no flag that
 * makes it read less. Returns the path of its cli, or why it could not be built.
 */
export function buildFewRules(say) {
  const copy = join(cacheFolder, 'few-rules');
  const cli = join(copy, 'dist', 'cli.cjs');
  say('building the program with few rules');
  forget(copy);
  mkdirSync(copy, { recursive: true });
  cpSync(root, copy, {
    recursive: true,
    filter: (path) => path === root || !(LEFT_OUT.has(basename(path)) && join(root, basename(path)) === path),
  });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction');
  renameSync(join(copy, 'rules', 'index.ts'), join(copy, 'rules', 'all.ts'));
  writeFileSync(
    join(copy, 'rules', 'index.ts'),
    `import { rules as all } from './all.ts';\nexport * from './all.ts';\n` +
      `const kept: readonly string[] = ${JSON.stringify(KEPT)};\n` +
      `export const rules = all.filter((rule) => kept.includes(rule.meta.id));\n`,
  );
  const { stdout, stderr } = spawnSync(process.execPath, ['scripts/build.mjs'], { cwd: copy, encoding: 'utf8' });
  return existsSync(cli) ? { cli } : { cli, failed: `not built: ${`${stderr}${stdout}`.trim().split('\n')[0]}` };
}
