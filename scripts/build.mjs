import { spawnSync } from 'node:child_process';
import { chmod, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { main as asc } from 'assemblyscript/asc';
import { build, transform } from 'esbuild';
import { notices } from './notices.mjs';

const root = new URL('../', import.meta.url);
const { version } = JSON.parse(await readFile(new URL('package.json', root), 'utf8'));
const at = (path) => fileURLToPath(new URL(path, root));

/**
 * The files of dist/, each whole in itself: opening a file costs more than compiling what two of them share.
 * What is imported dynamically and stands here is a file of its own, loaded when it is asked for; everything else stays in
 * the file of its importer, and is run when it is asked for.
 */
const FILES = {
  cli: 'src/cli.ts',
  api: 'src/api.ts',
  worker: 'src/worker.ts',
  check: 'src/commands/check.ts',
  parts: 'src/commands/parts.ts',
  decisions: 'src/commands/decisions.ts',
  terminal: 'src/commands/advise/terminal.ts',
  help: 'src/commands/help.ts',
  explain: 'src/commands/explain.ts',
  list: 'src/commands/list.ts',
  plan: 'src/commands/plan/plan.ts',
  destinations: 'src/run/targets/destinations.ts',
  'own-targets': 'src/run/own-targets.ts',
  templates: 'src/templates/rules.ts',
  fzstd: 'fzstd',
  parquet: 'src/readers/parquet/parquet.ts',
  arrow: 'src/readers/arrow/arrow.ts',
  o200k_base: 'src/tokens/ranks/o200k-base.ts',
  cl100k_base: 'src/tokens/ranks/cl100k-base.ts',
  p50k_base: 'src/tokens/ranks/p50k-base.ts',
  'tokenizer-json': 'src/tokens/tokenizer-json.ts',
};
/** Those that hold CommonJS packages, which call `require`; modules do not have it. */
const WITH_REQUIRE = { parse: 'src/commands/parse.ts', 'fast-glob': 'fast-glob', 'run-file': 'src/run/run-file.ts' };
const REQUIRE =
  "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";

const filesApart = {
  name: 'files-apart',
  setup({ onResolve, resolve }) {
    const inner = { loop: 'guard' };
    onResolve({ filter: /./ }, async ({ path, kind, importer, resolveDir, pluginData }) => {
      if (kind !== 'dynamic-import' || pluginData === inner) return undefined;
      const { path: target } = await resolve(path, { kind, importer, resolveDir, pluginData: inner });
      const file = Object.entries({ ...FILES, ...WITH_REQUIRE }).find(
        ([, entry]) => entry === path || at(entry) === target,
      );
      return file === undefined ? undefined : { path: `./${file[0]}.js`, external: true };
    });
  },
};

async function jsonOf(folder) {
  const names = (await readdir(at(`rules/${folder}`))).filter((name) => name.endsWith('.json')).sort();
  return Promise.all(names.map(async (name) => JSON.parse(await readFile(at(`rules/${folder}/${name}`), 'utf8'))));
}

/** Answers in place of src/run/rule-data.ts: opening forty small files is a tenth of an empty process. */
const dataInside = {
  name: 'data-inside',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]src[\\/]run[\\/]rule-data\.ts$/ }, async () => {
      const folders = ['formats', 'tasks', 'gates'];
      const texts = await Promise.all(folders.map(async (folder) => JSON.stringify(await jsonOf(folder))));
      const members = folders.map((folder, i) => `${folder}: ${JSON.stringify(texts[i])}`);
      return {
        contents: `const data = { ${members.join(', ')} };\nexport const ruleData = (folder) => JSON.parse(data[folder]);`,
      };
    });
  },
};

/** Answers in place of src/run/target-index.ts: names and shapes of the targets, without opening their files. */
const targetsInside = {
  name: 'targets-inside',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]src[\\/]run[\\/]target-index\.ts$/ }, async () => {
      const source = await readFile(at('src/targets/target-entry.ts'), 'utf8');
      const { code } = await transform(source, { loader: 'ts' });
      const { entryOf } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
      const text = JSON.stringify(JSON.stringify((await jsonOf('targets')).map(entryOf)));
      return { contents: `let index;\nexport const targetIndex = () => (index ??= JSON.parse(${text}));` };
    });
  },
};

/** Answers in place of src/tokens/ranks/*-base.ts: the tokens as packed bytes, which load three times as fast as a list of strings. */
const tokensInside = {
  name: 'tokens-inside',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]src[\\/]tokens[\\/]ranks[\\/]\w+-base\.ts$/ }, async ({ path }) => {
      const options = { bundle: true, format: 'esm', metafile: true, write: false };
      const { outputFiles, metafile } = await build({ entryPoints: [path], ...options });
      for (const input of Object.keys(metafile.inputs)) packedInputs.add(input);
      const code = Buffer.from(outputFiles[0].contents).toString('base64');
      const { tokens } = await import(`data:text/javascript;base64,${code}`);
      const text = Buffer.from(tokens).toString('base64');
      return { contents: `export const tokens = new Uint8Array(Buffer.from('${text}', 'base64'));` };
    });
  },
};
/** Files whose contents are carried along in another form. */
const packedInputs = new Set();

/** One byte a character: V8 keeps a text with others at twice its size. Only regular expressions still hold some, where the escape means the same. */
const ascii = (text) =>
  text.replace(/[\x80-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

async function bundle(entryPoints, banner = '') {
  const { outputFiles, metafile } = await build({
    absWorkingDir: fileURLToPath(root),
    entryPoints,
    // Flat: src/place.ts finds the package's root as the folder above the file it runs from.
    outdir: 'dist',
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    legalComments: 'none',
    // Names stay: an internal error is reported with its stack.
    minifyWhitespace: true,
    minifySyntax: true,
    lineLimit: 160,
    define: { VERSION: JSON.stringify(version) },
    banner: { js: banner },
    plugins: [filesApart, dataInside, targetsInside, tokensInside],
    metafile: true,
    write: false,
  });
  await mkdir(at('dist'), { recursive: true });
  await Promise.all(outputFiles.map(({ path, text }) => writeFile(path, ascii(text))));
  return Object.keys(metafile.inputs);
}

function declarations() {
  const args = [at('node_modules/typescript/bin/tsc'), '-p', at('tsconfig.build.json')];
  return spawnSync(process.execPath, args, { stdio: 'inherit' }).status ?? 1;
}

/** The scanner's kernel, from AssemblyScript. */
async function kernel() {
  const options = '-O3 --noAssert --runtime stub --importMemory --enable simd,bulk-memory';
  const { error, stderr } = await asc([
    at('src/kernel/assembly/index.ts'),
    '-o',
    at('dist/kernel.wasm'),
    ...options.split(' '),
  ]);
  if (error) throw new Error(`${error.message}\n${stderr.toString()}`);
}

await rm(at('dist'), { recursive: true, force: true });
const [own, withRequire] = await Promise.all([bundle(FILES), bundle(WITH_REQUIRE, REQUIRE), kernel()]);
await writeFile(at('dist/THIRD-PARTY.md'), await notices(root, [...own, ...withRequire, ...packedInputs]));
await chmod(at('dist/cli.js'), 0o755);
process.exitCode = declarations();
