import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { check } from '../src/run/check.ts';
import { cases, hasCases } from './shared.ts';

/** What is right about the files with one defect each, for one target. */
interface Right {
  readonly id: string;
  /** Name of the place's own validator in the verdicts that lie with the files. */
  readonly validator: string;
  /** One letter a file, P(ass) F(ail) C(rash) w(arning), where the validator saw the files in another form than they lie there. */
  readonly theirs?: string;
  /** Numbers of the files that the place refuses, or does not learn from. */
  readonly refused: readonly number[];
  /** Why we differ from the validator. */
  readonly reasons: Readonly<Record<string, string>>;
}

const { targets } = JSON.parse(readFileSync(new URL('../fixtures/defects.json', import.meta.url), 'utf8')) as {
  readonly targets: readonly Right[];
};
const present = hasCases();
const files = present
  ? readdirSync(join(cases, 'defects'))
      .filter((name) => /^\d\d-.*\.jsonl$/.test(name))
      .sort()
  : [];
const verdicts = present
  ? (JSON.parse(readFileSync(join(cases, 'defects/verdicts.json'), 'utf8')) as readonly {
      readonly official_validators: Readonly<Record<string, { readonly verdict: string }>>;
    }[])
  : [];

/** For Haiku the system prompt stands beside the messages: the same bytes else. */
function asHaiku(file: Buffer): Buffer {
  const encoding = file[0] === 0xff ? 'utf16le' : 'latin1';
  const turn = /"messages": \[\s*\{\s*"role": "system",\s*"content": "You are helpful\."\s*\},\s*/g;
  return Buffer.from(file.toString(encoding).replace(turn, '"system": "You are helpful.", "messages": ['), encoding);
}

const LETTERS: Readonly<Record<string, string>> = { P: 'pass', w: 'pass', F: 'fail', C: 'crash' };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ftlint-defects-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function ours(id: string, name: string): Promise<'pass' | 'fail'> {
  const bytes = await readFile(join(cases, 'defects', name));
  await writeFile(join(folder, name), id === 'bedrock-haiku' ? asHaiku(bytes) : bytes);
  const report = await check({ inputs: [name], cwd: folder, for: [id] });
  return report.datasets[0]?.targets[0]?.verdict.startsWith('ready') === true ? 'pass' : 'fail';
}

(present ? describe : describe.skip).each([...targets])('$id', ({ id, validator, theirs, refused, reasons }) => {
  test('is right on every file, and says why where the validator is not', async () => {
    const rows: string[] = [];
    const wrong: string[] = [];
    let same = 0;
    for (const [number, name] of files.entries()) {
      const right = refused.includes(number) ? 'fail' : 'pass';
      const own = await ours(id, name);
      const said =
        theirs === undefined ? verdicts[number].official_validators[validator].verdict : LETTERS[theirs[number]];
      const agrees = (said === 'pass' || said === 'warn') === (right === 'pass');
      if (said === right) same++;
      if (own !== right) wrong.push(`${name}: ${own}`);
      if (!agrees && reasons[number] === undefined) wrong.push(`${name}: no reason is given why ${said} is wrong`);
      rows.push(`${name.padEnd(46)} ${said.padEnd(7)} ${own.padEnd(5)} ${right.padEnd(5)} ${reasons[number] ?? ''}`);
    }
    console.log(
      [`${id}: its own validator, ours, right`, ...rows, `the validator is right on ${same} of ${files.length}`].join(
        '\n',
      ),
    );
    expect(wrong).toEqual([]);
  }, 120_000);
});
