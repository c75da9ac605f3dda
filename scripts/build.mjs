import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { main as asc } from 'assemblyscript/asc';
import { build, transform } from 'esbuild';
import { notices } from './notices.mjs';

const root = new URL('../', import.meta.url);
const { version } = JSON.parse(await readFile(new URL('package.json', root), 'utf8'));
const at = (path) => fileURLToPath(new URL(path, root));

/** What others import: modules. */
const MODULES = { api: 'src/api.ts' };
/** What is started. */
const ENTRIES = { cli: 'src/cli.ts', worker: 'src/worker.ts' };
/** What the command line is, and what it loads when a command asks for it, with the code that V8 kept (src/code-cache.ts). */
const COMMANDS = {
  check: 'src/commands/check.ts',
  parts: 'src/commands/parts.ts',
  decisions: 'src/commands/decisions.ts',
  terminal: 'src/commands/advise/terminal.ts',
  parse: 'src/commands/parse.ts',
  help: 'src/commands/help.ts',
  explain: 'src/commands/explain.ts',
  list: 'src/commands/list.ts',
  plan: 'src/commands/plan/plan.ts',
};
/** What data or options ask for. */
const ASKED = {
  destinations: 'src/run/targets/destinations.ts',
  'own-targets': 'src/run/own-targets.ts',
  'run-file': 'src/run/run-file.ts',
  templates: 'src/templates/rules.ts',
  'fast-glob': 'fast-glob',
  fzstd: 'fzstd',
  parquet: 'src/readers/parquet/parquet.ts',
  arrow: 'src/readers/arrow/arrow.ts',
  o200k_base: 'src/tokens/ranks/o200k-base.ts',
  cl100k_base: 'src/tokens/ranks/cl100k-base.ts',
  p50k_base: 'src/tokens/ranks/p50k-base.ts',
  'tokenizer-json': 'src/tokens/tokenizer-json.ts',
};

/**
 * The files of dist/ are each whole in itself: opening a file costs more than compiling what two of them share. All but
 * `MODULES` are CommonJS, which Node starts sooner, and whose code can be kept. What is imported dynamically and stands
 * above is a file of its own; everything else stays in the file of its importer, and is run when it is asked for.
 */
const filesApart = {
  name: 'files-apart',
  setup({ onResolve, onLoad, resolve, initialOptions }) {
    const inner = { loop: 'guard' };
    onResolve({ filter: /./ }, async ({ path, kind, importer, resolveDir, pluginData }) => {
      if (kind !== 'dynamic-import' || pluginData === inner) return undefined;
      const { path: target } = await resolve(path, { kind, importer, resolveDir, pluginData: inner });
      const file = Object.entries({ ...COMMANDS, ...ASKED }).find(
        ([, entry]) => entry === path || at(entry) === target,
      );
      if (file === undefined) return undefined;
      const name = `${file[0]}.cjs`;
      const kept = file[0] in COMMANDS && initialOptions.format === 'cjs';
      return kept ? { path: name, namespace: 'kept' } : { path: `./${name}`, external: true };
    });
    onLoad({ filter: /./, namespace: 'kept' }, ({ path }) => ({
      contents: `module.exports = require('./src/code-cache.ts').runOwn('${path}')`,
      resolveDir: fileURLToPath(root),
    }));
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

/** What V8 makes of a file of `COMMANDS` is kept, and known again by the digest before it. */
function known(path, text) {
  if (!(basename(path, '.cjs') in COMMANDS)) return text;
  return `//${createHash('sha256').update(text).digest('hex').slice(0, 16)}\n${text}`;
}

async function bundle(entryPoints, { define = {}, ...format }) {
  const { outputFiles, metafile } = await build({
    absWorkingDir: fileURLToPath(root),
    entryPoints,
    // Flat: src/place.ts finds the package's root as the folder above the file it runs from.
    outdir: 'dist',
    bundle: true,
    platform: 'node',
    target: 'node20',
    legalComments: 'none',
    // Names stay: an internal error is reported with its stack.
    minifyWhitespace: true,
    minifySyntax: true,
    lineLimit: 160,
    define: { VERSION: JSON.stringify(version), ...define },
    ...format,
    plugins: [filesApart, dataInside, targetsInside, tokensInside],
    metafile: true,
    write: false,
  });
  await mkdir(at('dist'), { recursive: true });
  await Promise.all(outputFiles.map(({ path, text }) => writeFile(path, known(path, ascii(text)))));
  return Object.keys(metafile.inputs);
}

const AS_MODULE = { format: 'esm' };
const AS_COMMONJS = {
  format: 'cjs',
  outExtension: { '.js': '.cjs' },
  // `require` in place of `import()`: it needs no loader of modules.
  supported: { 'dynamic-import': false },
  define: { 'import.meta.url': '__here' },
  // Strict as modules are.
  banner: { js: `'use strict';const __here=require('node:url').pathToFileURL(__filename).href;` },
};

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

for (const folder of ['dist', '.cache']) await rm(at(folder), { recursive: true, force: true });
const [own, called] = await Promise.all([
  bundle({ ...ENTRIES, ...COMMANDS, ...ASKED }, AS_COMMONJS),
  bundle(MODULES, AS_MODULE),
  kernel(),
]);
await writeFile(at('dist/THIRD-PARTY.md'), await notices(root, [...own, ...called, ...packedInputs]));
await chmod(at('dist/cli.cjs'), 0o755);
process.exitCode = declarations();
