import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { tableFromArrays, tableToIPC } from '@uwdata/flechette';
import { check } from '../src/run/check.ts';
import { declaredFiles } from '../src/run/declared-splits.ts';
import { frontMatter, type Yaml } from '../src/run/front-matter.ts';
import { matchesPattern } from '../src/run/path-pattern.ts';
import { dataAmong } from '../src/run/walk.ts';

let cwd = '';
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'ftlint-layouts-'));
});
afterAll(() => rmSync(cwd, { recursive: true }));

let number = 0;
/** Writes a folder of files; data files hold one row unless they say more. */
function folderOf(files: Readonly<Record<string, string | Uint8Array | null>>): string {
  const folder = `set-${number++}`;
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(cwd, folder, dirname(name)), { recursive: true });
    writeFileSync(join(cwd, folder, name), content ?? `{"text":"row of ${name}"}\n`);
  }
  return folder;
}

const card = (...lines: string[]): string =>
  ['---', 'license: mit', ...lines, 'tags:', '- a', '---', '# Card', ''].join('\n');

/** Data sets of a folder: names without the folder's own, files with their splits, and what was skipped. */
async function sets(files: Readonly<Record<string, string | Uint8Array | null>>) {
  const folder = folderOf(files);
  const short = (path: string): string => path.replace(`${folder}/`, '');
  const { datasets, skipped, failures } = await check({ inputs: [folder], cwd });
  expect(failures).toEqual([]);
  return {
    sets: datasets.map(({ name, files: own }) => [
      short(name),
      own.map((file) => `${file.split ?? '–'} ${short(file.path)}`),
    ]),
    skipped: skipped.map(({ path, why }) => `${short(path)}: ${why}`),
  };
}

describe('names', () => {
  const table: readonly (readonly [string, readonly string[], unknown])[] = [
    [
      'data/, shards of shards',
      ['data/train-00000-of-00002.jsonl', 'data/train-00001-of-00002.jsonl', 'data/test-00000-of-00001.jsonl'],
      [
        [
          'data/{train,test}-*.jsonl',
          [
            'train data/train-00000-of-00002.jsonl',
            'train data/train-00001-of-00002.jsonl',
            'test data/test-00000-of-00001.jsonl',
          ],
        ],
      ],
    ],
    [
      'shards with a fingerprint',
      ['data/train-00000-of-00001-a1b2c3d4e5f60718.jsonl', 'data/test-00000-of-00001-0123456789abcdef.jsonl'],
      [
        [
          'data/{train,test}-*.jsonl',
          [
            'train data/train-00000-of-00001-a1b2c3d4e5f60718.jsonl',
            'test data/test-00000-of-00001-0123456789abcdef.jsonl',
          ],
        ],
      ],
    ],
    [
      'folders by split',
      ['train/part-0.jsonl', 'train/part-1.jsonl', 'validation/part-0.jsonl'],
      [
        [
          '{train,validation}/part-*.jsonl',
          ['train train/part-0.jsonl', 'train train/part-1.jsonl', 'validation validation/part-0.jsonl'],
        ],
      ],
    ],
    [
      'folders by configuration',
      ['main/train-00000-of-00001.jsonl', 'main/test-00000-of-00001.jsonl', 'socratic/train-00000-of-00001.jsonl'],
      [
        ['main/{train,test}-*.jsonl', ['train main/train-00000-of-00001.jsonl', 'test main/test-00000-of-00001.jsonl']],
        ['socratic/train-00000-of-00001.jsonl', ['train socratic/train-00000-of-00001.jsonl']],
      ],
    ],
    [
      'splits by purpose',
      ['data/train_sft.jsonl', 'data/test_sft.jsonl', 'data/train_gen.jsonl', 'data/test_gen.jsonl'],
      [
        ['data/{train,test}_gen.jsonl', ['train data/train_gen.jsonl', 'test data/test_gen.jsonl']],
        ['data/{train,test}_sft.jsonl', ['train data/train_sft.jsonl', 'test data/test_sft.jsonl']],
      ],
    ],
    [
      'evaluation splits of two kinds',
      ['train.jsonl', 'validation_matched.jsonl', 'validation_mismatched.jsonl'],
      [
        [
          '{train,validation}.jsonl',
          ['train train.jsonl', 'validation validation_matched.jsonl', 'validation validation_mismatched.jsonl'],
        ],
      ],
    ],
    [
      'long words',
      ['training.jsonl', 'testing.jsonl', 'evaluation.jsonl'],
      [
        [
          '{training,evaluation,testing}.jsonl',
          ['train training.jsonl', 'validation evaluation.jsonl', 'test testing.jsonl'],
        ],
      ],
    ],
  ];
  test.each(table)('%s', async (_, names, expected) => {
    const found = await sets(Object.fromEntries(names.map((name) => [name, null])));
    expect(found.sets).toEqual(expected);
  });

  test('what `datasets` writes beside data is no data and no noise', async () => {
    const found = await sets({
      'train/rows.jsonl': null,
      'dataset_dict.json': '{"splits":["train","test"]}',
      'train/dataset_info.json': '{"features":{"text":{"dtype":"string"}}}',
      'dataset_infos.json': '{}',
      'package.json': '{"name":"x"}',
    });
    expect(found.sets).toEqual([['train/rows.jsonl', ['train train/rows.jsonl']]]);
    expect(found.skipped).toEqual([
      'test: dataset_dict.json names the split "test"; it is not there',
      'package.json: not training data',
    ]);
  });
});

describe('a card says which file is which split', () => {
  const table: readonly (readonly [string, readonly string[], readonly string[], unknown, readonly string[]])[] = [
    [
      'a list of splits',
      [
        'configs:',
        '- config_name: default',
        '  data_files:',
        '  - split: train',
        '    path: "rows/*.jsonl"',
        '  - split: test',
        "    path: 'held-out.jsonl'",
      ],
      ['rows/a.jsonl', 'rows/b.jsonl', 'held-out.jsonl'],
      [['default/{train,test}', ['train rows/a.jsonl', 'train rows/b.jsonl', 'test held-out.jsonl']]],
      [],
    ],
    [
      'two configurations, lists of paths, a split of another word',
      [
        'configs:',
        '  - config_name: main',
        '    default: true',
        '    data_files:',
        '      - split: train',
        '        path:',
        '          - a.jsonl',
        '          - ./b.jsonl',
        '      - split: validation_matched',
        '        path: [c.jsonl]',
        '  - config_name: socratic',
        '    data_files:',
        '      - split: unsupervised',
        '        path: d.jsonl',
      ],
      ['a.jsonl', 'b.jsonl', 'c.jsonl', 'd.jsonl'],
      [
        ['main/{train,validation}', ['train a.jsonl', 'train b.jsonl', 'validation c.jsonl']],
        ['d.jsonl', ['– d.jsonl']],
      ],
      [],
    ],
    [
      'a map, a bare path, and a folder',
      [
        'configs:',
        '- config_name: test',
        '  data_files:',
        '    train: rows',
        '    test: x.jsonl',
        '- config_name: other',
        '  data_files: y.jsonl',
      ],
      ['rows/1.jsonl', 'rows/2.jsonl', 'x.jsonl', 'y.jsonl'],
      [
        ['test (config)/{train,test}', ['train rows/1.jsonl', 'train rows/2.jsonl', 'test x.jsonl']],
        ['y.jsonl', ['train y.jsonl']],
      ],
      [],
    ],
    [
      'files that are not there, and places outside of the folder',
      [
        'configs:',
        '- config_name: default',
        '  data_files:',
        '  - split: train',
        '    path: a.jsonl',
        '  - split: test',
        '    path: gone-*.jsonl',
        '  - split: validation',
        '    path: ["../../etc/passwd", "/etc/passwd", "https://example.org/x.jsonl", "hf://x/y.jsonl"]',
      ],
      ['a.jsonl'],
      [['a.jsonl', ['train a.jsonl']]],
      [
        'gone-*.jsonl: README.md declares it for the split "test"; it is not there',
        ...['../../etc/passwd', '/etc/passwd', 'https://example.org/x.jsonl', 'hf://x/y.jsonl'].map(
          (path) => `${path}: README.md declares it for the split "validation"; it is not in the folder`,
        ),
      ],
    ],
    [
      'nothing that is understood',
      ['configs: &anchor {x: [1, 2', '  - ?'],
      ['a.jsonl'],
      [['a.jsonl', ['– a.jsonl']]],
      [],
    ],
  ];
  test.each(table)('%s', async (_, lines, names, expected, skipped) => {
    const found = await sets({ 'README.md': card(...lines), ...Object.fromEntries(names.map((name) => [name, null])) });
    expect(found).toEqual({ sets: expected, skipped });
  });
});

test('what a card declares and is not there stands where the leakage that was not looked for does', async () => {
  const rows = Array.from({ length: 9 }, (_, i) => JSON.stringify({ text: `row ${i}`, label: `${i % 2}` })).join('\n');
  const lines = ['configs:', '- config_name: en', '  data_files:', '  - split: train', '    path: a.jsonl'];
  const folder = folderOf({ 'README.md': card(...lines, '  - split: test', '    path: b.jsonl'), 'a.jsonl': rows });
  const { datasets } = await check({ inputs: [folder], cwd });
  const [{ notChecked, gates }] = datasets;
  const words = /no evaluation split.*README\.md declares .*b\.jsonl for the split "test", which is not there/;
  expect(notChecked.find(({ what }) => what.startsWith('leakage'))?.why).toMatch(words);
  expect(gates.filter(({ against }) => words.test(String(against)))).toHaveLength(1);
});

test('a set that was saved to disk', async () => {
  const rows = tableToIPC(tableFromArrays({ text: ['a row', 'another'] }), { format: 'stream' }) as Uint8Array;
  const state = (split: string): string =>
    `{"_data_files":[{"filename":"data-00000-of-00001.arrow"}],"_split":"${split}"}`;
  const found = await sets({
    'dataset_dict.json': '{"splits":["train","test"]}',
    'train/data-00000-of-00001.arrow': rows,
    'train/cache-0a1b2c3d4e5f6071.arrow': rows,
    'train/state.json': state('train'),
    'train/dataset_info.json': '{}',
    'test/data-00000-of-00001.arrow': rows,
    'test/state.json': state('test'),
    'test/dataset_info.json': '{}',
  });
  const files = ['train train/data-00000-of-00001.arrow', 'test test/data-00000-of-00001.arrow'];
  expect(found).toEqual({ sets: [['{train,test}/data-*.arrow', files]], skipped: [] });
});

test('the state beside Arrow files says their split, where their names do not', async () => {
  const folder = folderOf({
    'state.json': '{"_data_files":[{"filename":"data-00000-of-00001.arrow"}],"_split":"test"}',
    'train/state.json': '{"_split":"other"}',
    'odd/state.json': '{"_split":7}',
  });
  const paths = ['data-00000-of-00001.arrow', 'train/data-00000-of-00001.arrow', 'odd/data-00000-of-00001.arrow'];
  const { as, skipped } = await declaredFiles(
    cwd,
    folder,
    paths.map((path) => `${folder}/${path}`),
  );
  expect([...as]).toEqual([[`${folder}/data-00000-of-00001.arrow`, `${folder}/test`]]);
  expect(skipped).toEqual([]);
  expect(dataAmong(['state.json', 'dataset_info.json', 'cache-0a1b.arrow', 'data-00000-of-00001.arrow'])).toEqual([
    'data-00000-of-00001.arrow',
  ]);
  expect(dataAmong(['state.json', 'rows.jsonl'])).toEqual(['state.json', 'rows.jsonl']);
});

describe('front matter', () => {
  const plain = (value: Yaml | undefined): unknown =>
    value instanceof Map
      ? Object.fromEntries([...(value as ReadonlyMap<string, Yaml>)].map(([k, v]) => [k, plain(v)]))
      : Array.isArray(value)
        ? (value as readonly Yaml[]).map(plain)
        : value;
  const table: readonly (readonly [string, unknown])[] = [
    ['no front matter', undefined],
    ['---\nother: 1\n---\n', undefined],
    ['---\nconfigs:\n---\n', undefined],
    ['---\nconfigs:\n- a\n- "b: c" # not this\n---\n', ['a', 'b: c']],
    ['---\r\nconfigs:\r\n- k: v\r\n  l:\r\n  - 1\r\n  - 2\r\n---\r\n', [{ k: 'v', l: ['1', '2'] }]],
    ['---\nconfigs:\n-\n  k: [a, "b"]\n', [{ k: ['a', 'b'] }]],
    ['---\nconfigs:\n- - a\n  - b\n- - c\n', [['a', 'b'], ['c']]],
    ['---\nconfigs:\n- __proto__: x\n', [{ ['__proto__']: 'x' }]],
  ];
  test.each(table)('%j', (markdown, expected) => {
    const found = frontMatter(markdown, 'configs');
    if (markdown.includes('__proto__'))
      expect([...((found as Yaml[])[0] as ReadonlyMap<string, Yaml>).keys()]).toEqual(['__proto__']);
    else expect(plain(found)).toEqual(expected);
  });

  test('what nobody would write ends all the same', () => {
    const deep = `---\nconfigs:\n${Array.from({ length: 3000 }, (_, i) => `${' '.repeat(i)}-`).join('\n')}\n`;
    expect(frontMatter(deep, 'configs')).toBeDefined();
    expect(frontMatter(`---\nconfigs:\n- x: ${'['.repeat(200)}${']'.repeat(200)}\n`, 'configs')).toBeDefined();
    expect(frontMatter(`---\nconfigs:\n- a\n${`- a${' '.repeat(490)}b\n`.repeat(500)}`, 'configs')).toBeDefined();
    expect(frontMatter(`---\nconfigs:\n${'- '.repeat(200)}\n`, 'configs')).toBeDefined();
    expect(frontMatter(`---\nconfigs:\n- ${'"'.repeat(400)}\n`, 'configs')).toBeDefined();
  });
});

test('patterns of paths', () => {
  const table: readonly (readonly [string, string, boolean])[] = [
    ['data/a.csv', 'data/*.csv', true],
    ['data/b/a.csv', 'data/*.csv', false],
    ['data/b/a.csv', 'data/**', true],
    ['data/b/a.csv', 'data/**/*.csv', true],
    ['data/a.csv', 'data/**/*.csv', true],
    ['a.csv', '*', true],
    ['data/a.csv', 'data', true],
    ['data/a.csv', 'data/', true],
    ['database/a.csv', 'data', false],
    ['a-00001.csv', 'a-0000[0-9].csv', true],
    ['a-0000x.csv', 'a-0000[0-9].csv', false],
    ['a.csv', '?.csv', true],
    ['a+b.csv', 'a+b.csv', true],
    ['a[.csv', 'a[.csv', true],
  ];
  for (const [path, pattern, expected] of table)
    expect([path, pattern, matchesPattern(path, pattern)]).toEqual([path, pattern, expected]);
  // Linear in both, whatever the pattern.
  expect(matchesPattern(`${'a'.repeat(250)}b`, `${'a*'.repeat(120)}c`)).toBe(false);
});
