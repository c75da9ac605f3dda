import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { check } from '../src/api.ts';
import type { MeasuresReport, Report } from '../src/core/report.ts';
import { frame } from './zstd-frames.ts';
import { PROGRAM } from './built-program.ts';

const schema = JSON.parse(
  readFileSync(new URL('../rules/schema/report.schema.json', import.meta.url), 'utf8'),
) as object;
const conforms = new Ajv2020({ strict: false }).compile(schema);
const cwd = mkdtempSync(join(tmpdir(), 'ftlint-hostile-'));
afterAll(() => rmSync(cwd, { recursive: true }));

/** Megabytes that a run may take at its peak: node itself, a batch, and a few times the longest record (200 MB of one line aside). */
const PEAK = 800;
const SECONDS = 30;
/** Everything that moves a cursor or reorders text: C0 but line feed, DEL, C1, bidi controls. */
// eslint-disable-next-line no-control-regex -- these are what is looked for
const RAW = /[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

const lines = (n: number, line: (i: number) => string): string => Array.from({ length: n }, (_, i) => line(i)).join('');
const good = (n: number): string =>
  lines(n, (i) => `${JSON.stringify({ text: `sample number ${i} about ${(i * 7919) % 997}`, label: 'ab'[i % 2] })}\n`);
const EVIL = '\u001b[2J\u001b]0;x\u0007\u009b31m\u202e\u2066\u200f\u007f';
const NAMES = ['__proto__', 'constructor', 'hasOwnProperty', 'toString'];
const turns = (role: string, i: number): string =>
  `${JSON.stringify({
    messages: [
      { role, content: `question ${i}` },
      { role: 'assistant', content: `answer ${i}` },
    ],
  })}\n`;

function badUtf8(): Buffer {
  const bytes = Buffer.from(good(30_000));
  for (let at = (1 << 16) - 1; at < bytes.length; at += 1 << 16) bytes[at] = 0xe2;
  return bytes;
}

/** A run of spaces, a string, or lines: what a small gzip file can blow up to. Built from members, which is a legal file. */
const bomb = (piece: string | Buffer, times: number, before = '', after = ''): Buffer =>
  Buffer.concat([gzipSync(before), ...Array.from({ length: times }, () => gzipSync(piece)), gzipSync(after)]);

/** Name → how its bytes are made, and what the program must say of it at least. */
const FILES: Readonly<Record<string, readonly [make: () => string | Buffer, code: number, rule?: string]>> = {
  'escapes.jsonl': [
    () =>
      `${lines(600, (i) => `${JSON.stringify({ text: EVIL + i, label: EVIL + (i % 2), [EVIL]: 1 })}\n`)}{"${EVIL}\n`,
    1,
    'control-character',
  ],
  'raw-escapes.jsonl': [() => `{"text":"${EVIL}","label":"${EVIL}"}\n`.repeat(10), 2, 'invalid-json'],
  'role-escapes.jsonl': [() => lines(20, (i) => turns(EVIL + i, i)), 1, 'unknown-role'],
  [`name${EVIL}.jsonl`]: [() => good(20), 1, 'samples.minimum'],
  'proto-labels.jsonl': [
    () => lines(800, (i) => `{"text":"t ${i}","label":"${NAMES[i % 4]}","__proto__":{"a":1},"constructor":2}\n`),
    0,
  ],
  'proto-roles.jsonl': [() => lines(600, (i) => turns(NAMES[i % 4], i)), 1, 'unknown-role'],
  'proto-columns.csv': [
    () => `__proto__,constructor\n${lines(600, (i) => `text ${i},l${i % 2}\n`)}`,
    2,
    'unknown-shape',
  ],
  'proto-splits.json': [() => '{"__proto__":[{"text":"a","label":"b"}],"constructor":[{"text":"a","label":"b"}]}', 2],
  'doubled-header.csv': [() => `text,text,label,label\n${lines(600, (i) => `t ${i},u ${i},l${i % 2},m\n`)}`, 0],
  'deep.jsonl': [() => `${good(20)}{"text":${'['.repeat(100_000)}${']'.repeat(100_000)},"label":"a"}\n`, 1, 'too-deep'],
  'deep.json': [() => '['.repeat(100_000) + ']'.repeat(100_000), 2, 'too-deep'],
  'deep-element.json': [
    () => `[{"text":"a","label":"b"},${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}]`,
    1,
    'too-deep',
  ],
  'deep-open.json': [() => '{"a":'.repeat(100_000), 2, 'too-deep'],
  'long-text.jsonl': [() => `${JSON.stringify({ text: 'x'.repeat(20e6), label: 'a' })}\n${good(20)}`, 1],
  'long-label.jsonl': [() => `${JSON.stringify({ text: 'x', label: 'a'.repeat(20e6) })}\n${good(20)}`, 1],
  'long-junk.jsonl': [() => `"${'\\'.repeat(20e6)}\n${good(20)}`, 1, 'invalid-json'],
  'long-key.jsonl': [
    () => `${JSON.stringify({ text: 'x', label: 'a', ['k'.repeat(2e6)]: 1 })}\n${good(20)}`,
    1,
    'inconsistent-keys',
  ],
  'long-role.jsonl': [() => lines(20, (i) => turns('r'.repeat(1e5) + i, i)), 1, 'unknown-role'],
  'million-keys.jsonl': [
    () => `{"text":"a","label":"b"${lines(1e6, (i) => `,"k${i}":1`)}}\n${good(20)}`,
    1,
    'inconsistent-keys',
  ],
  'own-keys.jsonl': [
    () => lines(100, (r) => `{"text":"a${r}","label":"b"${lines(2000, (i) => `,"k${r}_${i}":1`)}}\n`),
    1,
    'inconsistent-keys',
  ],
  'many-shapes.jsonl': [
    () => lines(9000, (r) => `{"text":"a${r}","label":"b${r % 2}","k${r}":1}\n`),
    0,
    'inconsistent-keys',
  ],
  'many-labels.jsonl': [() => lines(100_000, (i) => `{"text":"t ${i}","label":"label ${i}"}\n`), 1, 'too-many-classes'],
  'many-roles.jsonl': [() => lines(50_000, (i) => turns(`r${i}`, i)), 1, 'unknown-role'],
  'nul.jsonl': [() => Buffer.alloc(1e6), 2],
  'nul-inside.jsonl': [() => `${good(20)}{"text":"a\0b","label":"x"}\n\0\0\n${good(20)}`, 1, 'invalid-json'],
  'utf16le.jsonl': [() => Buffer.from(good(600), 'utf16le'), 1, 'wrong-encoding'],
  'utf16be.jsonl': [() => Buffer.from(good(600), 'utf16le').swap16(), 1, 'wrong-encoding'],
  'bad-utf8.jsonl': [badUtf8, 1, 'invalid-utf8'],
  'spaces.jsonl.gz': [() => bomb(Buffer.alloc(1 << 20, 0x20), 200), 2],
  'lines.jsonl.gz': [() => bomb('{"text":"aaaaaaaaaaaaaaaaaaaa","label":"b"}\n'.repeat(5000), 30), 1, 'copies.share'],
  'spaces.jsonl.zst': [() => frame(Array.from({ length: 1700 }, () => ({ byte: 0x20, times: 1 << 17 }))), 2],
  'window.jsonl.zst': [() => frame([good(600)], { window: 31 << 3 }), 2],
  'torn.jsonl.gz': [() => gzipSync(good(4000)).subarray(0, 5000), 2],
  'cut.json': [() => `[${good(2000).trim().split('\n').join(',').slice(0, 50_000)}`, 2, 'truncated-last-record'],
  'joined.json': [() => good(1000).replaceAll('\n', ''), 1, 'invalid-json'],
  'joined.jsonl': [() => good(1000).replaceAll('\n', ''), 2, 'invalid-json'],
  'bom-inside.jsonl': [() => `${good(500)}\ufeff${good(500).replaceAll('sample', 'other')}`, 1, 'invalid-json'],
  'separators.jsonl': [() => lines(600, (i) => `{"text":"t\u2028\u2029\u0085 ${i}","label":"b${i % 2}"}\n`), 0],
  'commas.csv': [
    () => `text,label\n${'a,b\n'.repeat(10)}${','.repeat(1e6)}\n${'c,d\n'.repeat(10)}`,
    1,
    'csv-column-count',
  ],
  'commas-first.csv': [() => `${','.repeat(1e6)}\n${'c,d\n'.repeat(10)}`, 2, 'csv-column-count'],
  'unclosed.csv': [() => `text,label\n"${'some text,of a row\n'.repeat(100_000)}`, 1, 'csv-unclosed-quote'],
  'quotes.csv': [() => '"'.repeat(1e6), 2],
  'odd-quotes.tsv': [() => 'a"b\t"c\n'.repeat(1000), 2],
  [`${'n'.repeat(240)}.jsonl`]: [() => good(20), 1],
};

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  readonly peak: number;
}

const HOOK = join(cwd, '.peak.mjs');
const PEAK_FILE = join(cwd, '.peak');
beforeAll(() => {
  for (const [name, [make]] of Object.entries(FILES)) writeFileSync(join(cwd, name), make());
  writeFileSync(
    HOOK,
    `import { writeFileSync } from 'node:fs';
     process.on('exit', () => writeFileSync(${JSON.stringify(PEAK_FILE)}, String(process.resourceUsage().maxRSS)));`,
  );
});

function run(name: string, reporter: string, ...flags: string[]): Ran {
  const argv = ['--import', `file://${HOOK}`, PROGRAM, 'check', name, '--reporter', reporter, '--color', 'never'];
  const done = spawnSync(process.execPath, [...argv, ...flags], {
    cwd,
    encoding: 'utf8',
    input: '',
    timeout: SECONDS * 1000,
    killSignal: 'SIGKILL',
    maxBuffer: 1 << 28,
    env: { ...process.env, NO_COLOR: '1' },
  });
  return {
    code: done.status,
    out: done.stdout,
    err: done.stderr,
    peak: Number(readFileSync(PEAK_FILE, 'utf8')) / 1024,
  };
}

/** What must hold of every run, whatever it was given. */
function sane({ code, out, err, peak }: Ran): void {
  expect([0, 1, 2]).toContain(code);
  expect(err).not.toContain('internal error');
  expect(RAW.exec(out)?.[0]).toBeUndefined();
  expect(RAW.exec(err)?.[0]).toBeUndefined();
  expect(peak).toBeLessThan(PEAK);
}

describe('hostile files', () => {
  test.each(Object.entries(FILES).map(([name, [, code, rule]]) => [name.slice(0, 20), name, code, rule] as const))(
    '%s',
    (_, name, code, rule) => {
      const ran = run(name, 'json');
      sane(ran);
      const report = JSON.parse(ran.out) as Report;
      expect([conforms(report), conforms.errors]).toEqual([true, null]);
      expect(report.exitCode).toBe(ran.code);
      const rules = report.datasets.flatMap((set) => set.findings.map((finding) => finding.rule));
      expect({ code: ran.code, rules }).toEqual({
        code,
        rules: rule === undefined ? rules : expect.arrayContaining([rule]),
      });
      // No key, pointer or name of the data makes the report grow with it.
      expect(ran.out.length).toBeLessThan(1 << 20);
    },
    SECONDS * 1000,
  );

  test.each(['pretty', 'concise', 'jsonl'])('%s shows no raw control byte', (reporter) => {
    for (const name of ['escapes.jsonl', 'raw-escapes.jsonl', 'role-escapes.jsonl', `name${EVIL}.jsonl`, 'deep.jsonl'])
      sane(run(name, reporter, '--excerpts', 'short'));
  });
});

describe('what is no plain file', () => {
  test('links in a circle, a folder with a file name, a file that may not be read', () => {
    mkdirSync(join(cwd, 'loop/a'), { recursive: true });
    symlinkSync('..', join(cwd, 'loop/a/up'));
    symlinkSync('self.jsonl', join(cwd, 'self.jsonl'));
    mkdirSync(join(cwd, 'folder.jsonl'));
    writeFileSync(join(cwd, 'loop/train.jsonl'), good(20));
    writeFileSync(join(cwd, 'secret.jsonl'), good(20));
    chmodSync(join(cwd, 'secret.jsonl'), 0);
    const codes = ['loop', 'self.jsonl', 'folder.jsonl', 'secret.jsonl'].map((name) => {
      const ran = run(name, 'json');
      sane(ran);
      return ran.code;
    });
    // The superuser may read everything.
    expect(codes).toEqual([1, 2, 2, process.getuid?.() === 0 ? 1 : 2]);
  });

  test('a pipe that nobody writes to is refused, not waited for', () => {
    if (process.platform === 'win32') return;
    execFileSync('mkfifo', [join(cwd, 'pipe.jsonl')]);
    const ran = run('pipe.jsonl', 'json');
    sane(ran);
    expect(ran.code).toBe(2);
    expect(JSON.parse(ran.out)).toMatchObject({ failures: [{ code: 'unreadable' }] });
  });
});

/** Counts of one split that must agree with each other whatever the bytes were. */
function addsUp(m: MeasuresReport): void {
  const fit = m.records - m.invalid - m.unfit;
  expect(fit).toBeGreaterThanOrEqual(0);
  expect(m.usable).toBeGreaterThanOrEqual(0);
  expect(m.usable).toBeLessThanOrEqual(fit - m.empty);
  expect(m.duplicates.normalized).toBeLessThanOrEqual(m.duplicates.input);
  expect(m.duplicates.exact).toBeLessThanOrEqual(m.records - m.invalid);
  const labels = m.labels;
  if (labels === undefined || labels.cut) return;
  const counted = labels.counts.reduce((sum, [, n]) => sum + n, 0);
  expect(counted + labels.missing).toBeLessThanOrEqual(fit);
  expect(labels.counts).toHaveLength(labels.count);
}

describe('arbitrary bytes', () => {
  const pieces = fc.oneof(
    fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      '"',
      ',',
      ':',
      '\n',
      '\r\n',
      '\t',
      ';',
      '\\',
      '\\u',
      '\ufeff',
      '\0',
      'null',
      'true',
      '{"text":"a","label":"b"}\n',
      '{"messages":[{"role":"user","content":"q"}]}\n',
      'text,label\n',
      '"a","b"\n',
      '{"prompt":"p","completion":"c"}\n',
      '{"train":[["a","b"]]}',
      '{"chosen":"a","rejected":"b"}\n',
    ),
    fc.string({ unit: 'binary', maxLength: 8 }),
  );
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 300 }).map((raw) => Buffer.from(raw)),
    fc.array(pieces, { maxLength: 40 }).map((parts) => Buffer.from(parts.join(''))),
  );
  test('give a report whose counts add up, or FtlintError', async () => {
    await fc.assert(
      fc.asyncProperty(
        bytes,
        fc.constantFrom('jsonl', 'json', 'csv', 'tsv'),
        fc.boolean(),
        async (raw, ext, packed) => {
          const data = packed ? gzipSync(raw) : raw;
          const source = {
            bytes: (async function* () {
              yield data;
            })(),
            name: `x.${ext}${packed ? '.gz' : ''}`,
          };
          let report: Report;
          try {
            report = await check(source, { excerpts: 'none' });
          } catch (error) {
            expect((error as Error).name).toBe('FtlintError');
            return;
          }
          expect([conforms(report), conforms.errors]).toEqual([true, null]);
          for (const set of report.datasets) {
            for (const m of [set.measures, ...Object.values(set.splits)]) addsUp(m as MeasuresReport);
          }
          if (report.datasets.every((set) => set.measures.usable === 0)) expect(report.exitCode).not.toBe(0);
        },
      ),
      { numRuns: 200, seed: 20261122 },
    );
  }, 60_000);
});
