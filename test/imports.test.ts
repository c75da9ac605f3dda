import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Who may import what: folder → allowed prefixes (project-relative) and packages. The table of ARCHITECTURE.md, as data. */
const TABLE: Readonly<Record<string, { readonly own: readonly string[]; readonly packages: readonly string[] }>> = {
  'src/core': { own: ['src/core', 'src/stats'], packages: [] },
  'src/stats': { own: ['src/stats'], packages: [] },
  'src/advise': { own: ['src/advise', 'src/core', 'src/stats'], packages: [] },
  'src/schema': { own: ['src/schema'], packages: ['@cfworker/json-schema'] },
  'src/tools': { own: ['src/tools', 'src/core', 'src/schema'], packages: [] },
  'src/rule.ts': { own: ['src/core', 'src/stats', 'src/schema', 'src/tools'], packages: [] },
  'rules/checks': { own: ['src/rule.ts'], packages: [] },
  'rules/targets.ts': { own: ['rules/checks', 'src/rule.ts', 'src/core/target-types.ts'], packages: [] },
  'rules/index.ts': { own: ['rules/checks', 'src/rule.ts', 'src/core/rule-types.ts'], packages: [] },
  'src/formats': { own: ['src/formats', 'src/core'], packages: [] },
  'src/tasks': { own: ['src/tasks', 'src/core'], packages: [] },
  'src/tokens': { own: ['src/tokens', 'src/core'], packages: ['node:', 'gpt-tokenizer', '@huggingface/tokenizers'] },
  'src/templates': { own: ['src/templates', 'src/core'], packages: ['@huggingface/jinja'] },
  'src/targets': { own: ['src/targets', 'src/core', 'src/stats', 'src/tokens'], packages: [] },
  'src/plan': { own: ['src/plan', 'src/core', 'src/stats'], packages: [] },
  'src/kernel': { own: ['src/kernel', 'src/core'], packages: ['node:'] },
  'src/readers': { own: ['src/readers', 'src/core', 'src/kernel'], packages: ['node:', 'csv-parse', 'fzstd'] },
  'src/reporters': { own: ['src/reporters', 'src/core'], packages: [] },
  'src/run': {
    own: [
      'src/run',
      'src/core',
      'src/stats',
      'src/readers',
      'src/kernel',
      'src/formats',
      'src/tasks',
      'src/targets',
      'src/templates',
      'src/tokens',
      'src/schema',
      'rules/index.ts',
      'rules/targets.ts',
      'src/place.ts',
      'src/version.ts',
    ],
    packages: ['node:', 'fast-glob', 'yaml'],
  },
  'src/commands': { own: ['src', 'rules'], packages: ['node:', 'yargs', '@clack/prompts'] },
  'src/worker.ts': { own: ['src/run'], packages: ['node:'] },
  'src/api.ts': { own: ['src'], packages: [] },
  'src/cli.ts': { own: ['src/commands', 'src/core'], packages: ['node:'] },
  'src/code-cache.ts': { own: ['src/place.ts'], packages: ['node:'] },
  'src/place.ts': { own: [], packages: [] },
  'src/version.ts': { own: [], packages: [] },
};

/** Folders that get the world handed in. */
const NO_PROCESS = [
  'src/core',
  'src/stats',
  'src/advise',
  'src/schema',
  'src/tools',
  'src/formats',
  'src/tasks',
  'src/reporters',
  'src/commands',
  'src/targets',
  'src/plan',
  'src/templates',
  'src/tokens',
  'src/readers',
  'src/kernel',
  'src/run',
  'rules',
];
/** A folder that Windows keeps is removed when the process ends. */
const LISTENS = 'src/run/spill-file.ts';
const PURE = [
  'src/core',
  'src/stats',
  'src/advise',
  'src/schema',
  'src/tools',
  'src/formats',
  'src/tasks',
  'src/targets',
  'src/plan',
  'src/reporters',
  'rules',
];

function files(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
}

const sources = [...files('src'), ...files('rules')];

function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8');
  const imports = /^(?:import|export)\b[^;']*from '([^']+)'|^import '([^']+)'|\bimport\('([^']+)'\)/gm;
  return [...text.matchAll(imports)].map((found) => found[1] ?? found[2] ?? found[3]);
}

function rowOf(file: string): string {
  const rows = Object.keys(TABLE).filter((row) => file === row || file.startsWith(`${row}/`));
  return rows.sort((a, b) => b.length - a.length)[0] ?? '';
}

/** The rows of the page's table: folder, what of ours it may import besides itself, packages; each in code. */
function pageTable(): Readonly<
  Record<string, { readonly own: readonly string[]; readonly packages: readonly string[] }>
> {
  const page = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8');
  const section = page.slice(page.indexOf('## Who may import what'), page.indexOf('## Where to add what'));
  const namesIn = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name).toSorted();
  const rows = section.split('\n').flatMap((line) => {
    const [, from = '', own = '', packages = ''] = line.split('|');
    return namesIn(from).map((name) => [name, { own: namesIn(own), packages: namesIn(packages) }] as const);
  });
  return Object.fromEntries(rows);
}

test('the page says what this table says', () => {
  const table = Object.entries(TABLE).map(([name, { own, packages }]) => [
    name,
    { own: own.filter((other) => other !== name).toSorted(), packages: packages.toSorted() },
  ]);
  expect(pageTable()).toEqual(Object.fromEntries(table));
});

test('every source file has a row in the import table', () => {
  expect(sources.filter((file) => rowOf(file) === '')).toEqual([]);
});

test('no folder imports what its row does not allow', () => {
  const wrong: string[] = [];
  for (const file of sources) {
    const row = TABLE[rowOf(file)];
    if (row === undefined) continue;
    for (const target of importsOf(file)) {
      const own = target.startsWith('.') ? posix.normalize(posix.join(posix.dirname(file), target)) : undefined;
      const allowed =
        own === undefined
          ? row.packages.some((name) => target === name || target.startsWith(name.endsWith(':') ? name : `${name}/`))
          : row.own.some((prefix) => own === prefix || own.startsWith(`${prefix}/`));
      if (!allowed) wrong.push(`${file} imports ${target}`);
    }
  }
  expect(wrong).toEqual([]);
});

test('no rule imports another rule', () => {
  const wrong = sources.filter(
    (file) =>
      file.startsWith('rules/checks/') &&
      importsOf(file).some((target) => target.includes('/checks/') || target.startsWith('./')),
  );
  expect(wrong).toEqual([]);
});

test('only the shell knows the process, and pure folders know no clock, chance or network', () => {
  const wrong: string[] = [];
  for (const file of sources) {
    const code = readFileSync(join(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
    const inside = (folders: readonly string[]): boolean => folders.some((folder) => file.startsWith(`${folder}/`));
    if (inside(NO_PROCESS) && file !== LISTENS && /\bprocess\.\w/.test(code)) wrong.push(`${file}: process`);
    if (inside(PURE) && /\b(?:Date\.now|new Date|performance\.|Math\.random|setTimeout|fetch\()/.test(code))
      wrong.push(`${file}: clock or chance`);
    if (/process\.exit\(|\breadline\b|node:(?:net|http|https|dgram|tls|dns)'/.test(code))
      wrong.push(`${file}: exit, readline or network`);
  }
  expect(wrong).toEqual([]);
});
