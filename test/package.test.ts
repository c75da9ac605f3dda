import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  dependencies?: Record<string, string>;
  devDependencies: Record<string, string>;
  scripts: Record<string, string>;
  files: string[];
};
const lock = readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8');

/** Why each package is there. What runs at the user's is bundled, so nothing is installed with ftlint. */
const REASONS: Readonly<Record<string, string>> = {
  yargs: 'argument parser, bundled; 17 starts 30 ms faster than 18',
  'csv-parse': 'CSV cells, bundled: the dialects of real files, no dependencies',
  'fast-glob': 'globs on every shell, bundled, loaded only when a pattern is given',
  hyparquet:
    'oracle in tests for the Parquet reader; it takes gigabytes for a row group and trusts what a file says of itself',
  'hyparquet-writer': 'Parquet files for tests, made at test time',
  '@uwdata/flechette':
    'writes Arrow in tests; 2.7 has a dependency that not every registry holds, Apache Arrow a tree of them',
  fzstd: 'zstd where Node has none, bundled apart: a stream, pure JavaScript',
  '@cfworker/json-schema':
    'arguments of tool calls against their declared schema, bundled: an interpreter, because schemas in data must not become code as in ajv',
  '@clack/prompts':
    'questions of advise in a terminal, bundled apart and loaded when somebody sits there; takes the streams it is given',
  yaml: 'run files of trainers (--for run.yaml) as PyYAML reads them, bundled apart; bounds aliases, no dependencies',
  'gpt-tokenizer':
    'tokens of the OpenAI encodings, packed into files of their own at build time; oracle in tests for the counter',
  '@huggingface/tokenizers':
    'counts with a tokenizer.json (--tokenizer), bundled apart: pure JavaScript, no dependencies',
  '@huggingface/jinja':
    'runs chat templates, bundled apart and loaded when one is given: an interpreter, so that steps can be counted',
  '@types/yargs': 'types of yargs',
  '@types/node': 'types of the oldest Node that is supported',
  ajv: 'JSON Schema in tests: what rules, tasks, formats and reports must look like',
  'stream-json': 'oracle in tests for the JSON array reader; it tells no byte places, so the program does not use it',
  'stream-chain': 'peer of stream-json',
  'fast-check': 'property tests',
  jest: 'test runner',
  '@jest/globals': 'jest without globals',
  assemblyscript:
    'compiles the kernel (src/kernel/assembly) to WebAssembly at build time; no second toolchain, no scripts at install',
  esbuild: 'bundle, and the transform of tests',
  typescript: 'type check and declarations',
  oxlint: 'linter; needs no TypeScript API',
  prettier: 'formatter',
};

test('every dependency has a reason, and nothing is installed at run time', () => {
  expect(Object.keys(manifest.dependencies ?? {})).toEqual([]);
  expect(Object.keys(manifest.devDependencies).sort()).toEqual(Object.keys(REASONS).sort());
});

test('the package ships what it needs and runs nothing when installed', () => {
  expect(manifest.files).toEqual(expect.arrayContaining(['dist', 'rules/**/*.md', 'rules/**/*.json']));
  expect(Object.keys(manifest.scripts)).not.toEqual(expect.arrayContaining(['prepare', 'install', 'postinstall']));
});

test('the lock names no registry', () => {
  expect(lock).not.toMatch(/"resolved"/);
});

test('the terms of what is bundled are carried along', () => {
  const terms = readFileSync(new URL('../dist/THIRD-PARTY.md', import.meta.url), 'utf8');
  for (const name of [
    'yargs',
    'yaml',
    '@clack/prompts',
    'csv-parse',
    'fast-glob',
    'fzstd',
    '@cfworker/json-schema',
    'gpt-tokenizer',
    '@huggingface/jinja',
  ])
    expect(terms).toMatch(new RegExp(`^## ${name} \\d[^\n]*\\((?:MIT|ISC|BSD)`, 'm'));
});
