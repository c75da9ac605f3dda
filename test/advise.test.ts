import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Decision } from '../src/advise/decision.ts';
import type { Io, Terminal } from '../src/commands/io.ts';
import { main } from '../src/commands/main.ts';

let cwd = '';
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'ftlint-advise-'));
});

interface Answer {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** What stood on the screen of the person. */
  readonly asked: string;
}

const [DOWN, SPACE, ENTER, CTRL_C] = ['\u001b[B', ' ', '\r', '\u0003'];
/** The keys that take the answer with this number. */
const nth = (number: number): string => DOWN.repeat(number - 1) + ENTER;

/** Somebody who presses keys as soon as the next question stands there: pairs of what it says and the keys. */
function somebody(
  script: readonly (readonly [string, string])[],
  interrupt: () => void,
): Terminal & { seen(): string } {
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => input });
  let [seen, from, step] = ['', 0, 0];
  const output = Object.assign(
    new Writable({
      write(chunk, _encoding, done) {
        seen += String(chunk);
        const at = step < script.length ? seen.indexOf(script[step][0], from) : -1;
        if (at >= 0) {
          from = seen.length;
          const [, keys] = script[step++];
          // A key cannot come while the question is being drawn.
          setImmediate(() => input.write(keys));
        }
        done();
      },
    }),
    { isTTY: true, columns: 200, rows: 60 },
  );
  return { input, output, interrupt, seen: () => seen } as unknown as Terminal & { seen(): string };
}

/** Runs a command line; `script`: what somebody at a terminal does. */
async function run(
  line: string | readonly string[],
  script?: readonly (readonly [string, string])[],
  command = 'advise',
): Promise<Answer> {
  const text = { out: '', err: '' };
  const abort = new AbortController();
  const sink = (name: 'out' | 'err', isTTY: boolean): Io['stdout'] => ({
    isTTY,
    columns: 100,
    write: async (piece) => void (text[name] += piece),
  });
  const person = script && somebody(script, () => abort.abort('SIGINT'));
  const io: Io = {
    stdout: sink('out', false),
    stderr: sink('err', person !== undefined),
    stdin: async function* () {},
    terminal: () => person,
    cwd,
    env: {},
    signal: abort.signal,
    now: () => 0,
    today: () => '2026-11-23',
  };
  const argv = typeof line === 'string' ? line.split(' ') : line;
  const code = await main([command, ...argv], io);
  return { code, ...text, asked: person?.seen() ?? '' };
}

const flags = (answers: string): string =>
  answers
    .split(' ')
    .map((one) => `--answer ${one}`)
    .join(' ');
const file = (name: string): string => readFileSync(join(cwd, name), 'utf8');
const write = (name: string, text: string): void => writeFileSync(join(cwd, name), text);
const rows = (from: number, count: number): string =>
  Array.from(
    { length: count },
    (_, i) => `{"text":"text number ${from + i}","label":"${i % 2 ? 'yes' : 'no'}"}\n`,
  ).join('');
const decided = (answer: Answer): Decision & { readonly changed?: readonly string[] } =>
  JSON.parse(answer.out) as Decision & { readonly changed?: readonly string[] };

const STYLE = 'good-enough=no retrieval-helps=no facts-change=no domain-knowledge=no change-format=yes';
const PRICES = 'good-enough=no retrieval-helps=not-tried facts-change=yes manner-too=no';

describe('by flags', () => {
  test.each([
    ['good-enough=yes', 'optimise-prompt'],
    [PRICES, 'build-retrieval'],
    ['good-enough=no retrieval-helps=partly what-helped=passages eval-set=yes enough-data=yes', 'combine'],
    [
      'good-enough=no retrieval-helps=partly what-helped=examples domain-knowledge=terms eval-set=yes enough-data=yes',
      'fine-tune',
    ],
    [
      'good-enough=no retrieval-helps=no facts-change=no domain-knowledge=facts eval-set=yes enough-data=yes',
      'combine',
    ],
    [`${STYLE} eval-set=yes enough-data=yes`, 'sft'],
    [`${STYLE} eval-set=no`, 'gather-data'],
  ])('%s: %s', async (answers, leaf) => {
    const { code, ...rest } = await run(`--task dialogue --json ${flags(answers)}`);
    expect(code).toBe(0);
    const decision = decided({ code, ...rest });
    expect(decision.decision.id).toBe(leaf);
    expect(decision.next).toHaveLength(3);
    expect(decision.rejected.length + decision.postponed.length).toBe(6);
  });

  test('what would change it is what another answer leads to', async () => {
    const { changes } = decided(await run(`--task dialogue --json ${flags('good-enough=yes retrieval-helps=yes')}`));
    expect(changes).toMatchObject([{ question: 'good-enough', choice: 'no', leads: 'Build retrieval (RAG)' }]);
  });

  test.each<[string, string, readonly string[]]>([
    ['nothing', '', ['--task <id>', 'good-enough=<yes|no>']],
    [
      'half',
      `--task dialogue ${flags('good-enough=no retrieval-helps=partly what-helped=passages')}`,
      ['eval-set=<yes|no>', 'enough-data=<yes|no>'],
    ],
    ['a typo of a question', `--task dialogue ${flags('goodenough=no')}`, ['did you mean good-enough?']],
    ['a choice that is none', `--task dialogue ${flags('good-enough=maybe')}`, ['answers: yes, no']],
    ['no choice', '--answer good-enough', ['expected question=choice']],
    ['two answers to one question', flags('good-enough=no good-enough=yes'), ['answered twice: no and yes']],
    ['a source without a name', `--task dialogue --source ;;; ${flags('good-enough=yes')}`, ['has no name']],
    ['an unknown task', '--task dialog-ue', ['no such task', 'did you mean --task dialogue?']],
    ['an unknown domain', '--task dialogue --domain legl', ['did you mean legal?']],
    ['a record that is not there', '--record none.md', ['no such file']],
  ])('%s: exit 2, and says what is missing', async (_name, line, said) => {
    const { code, out, err } = await run(line === '' ? [] : line);
    expect([code, out]).toEqual([2, '']);
    for (const words of said) expect(err).toContain(words);
    if (_name === 'half') expect(err).not.toContain('facts-change');
  });
});

test('what the path aims at is postponed, and retrieval is a step where facts change', async () => {
  const facts = 'good-enough=no retrieval-helps=no facts-change=yes manner-too=yes eval-set=no';
  const decision = decided(await run(`--task dialogue --json ${flags(facts)}`));
  expect(decision.postponed).toMatchObject([
    { leaf: 'combine', because: expect.stringContaining('no evaluation set') },
  ]);
  expect(decision.rejected.map(({ leaf }) => leaf)).not.toContain('combine');
  expect(decision.next[0].do).toContain('Build retrieval');
  expect(decision.next).toHaveLength(4);
  await run(`--task dialogue --out d.md ${flags(facts)}`);
  expect(file('d.md')).toContain('## Alternatives postponed\n\n- Combine: retrieval for the facts');
});

describe('a file of answers', () => {
  test('says the same as flags, with reasons', async () => {
    const answers = { 'good-enough': { choice: 'yes', reason: '9 of 10 passed' } };
    write('answers.json', JSON.stringify({ title: 'A bot', task: 'chat', answers, sources: ['a; b; c; d'] }));
    const decision = decided(await run('--answers answers.json --json'));
    expect(decision).toMatchObject({ title: 'A bot', task: { id: 'dialogue' }, path: [{ reason: '9 of 10 passed' }] });
    expect(decision.sources).toEqual([{ name: 'a', licence: 'b', size: 'c', quality: 'd' }]);
  });

  test.each([
    ['{', 'not JSON'],
    ['[]', 'expected an object'],
    ['{"good-enough":"no"}', '"good-enough" is not known'],
    ['{"answers":{"good-enough":1}}', 'is no text'],
    ['{"sources":"one"}', 'no list of texts'],
  ])('%s: exit 2', async (text, said) => {
    write('answers.json', text);
    const { code, err } = await run('--answers answers.json');
    expect(code).toBe(2);
    expect(err).toContain(said);
  });
});

describe('with data', () => {
  beforeEach(() => {
    write('train.jsonl', rows(0, 600));
    write('test.jsonl', rows(1000, 120));
  });

  test('size and evaluation set are answered with their evidence', async () => {
    const { path, measured } = decided(
      await run(`train.jsonl test.jsonl --task classification --json ${flags(STYLE)}`),
    );
    const byFile = path
      .filter(({ by }) => by === 'file')
      .map(({ question, choice, reason }) => [question, choice, reason]);
    expect(byFile).toEqual([
      ['eval-set', 'yes', '120 evaluation records, none of them in train'],
      ['enough-data', 'yes', '600 usable samples, needs 500, better 2,000–5,000'],
    ]);
    expect(measured).toMatchObject({ records: 600, usable: 600, evaluation: 120, overlapping: 0 });
  });

  test('an evaluation set that is in train is none; no evaluation file is no answer', async () => {
    write('test.jsonl', rows(590, 100));
    const leaky = decided(await run(`train.jsonl test.jsonl --task classification --json ${flags(STYLE)}`));
    expect(leaky.decision.id).toBe('gather-data');
    const { code, err } = await run(`train.jsonl --task classification ${flags(STYLE)}`);
    expect(code).toBe(2);
    expect(err).toContain('--answer eval-set=<yes|no>');
  });

  test('who contradicts the file is heard, and the record says so', async () => {
    const { path, against } = decided(
      await run(`train.jsonl test.jsonl --task classification --json ${flags(`${STYLE} enough-data=no`)}`),
    );
    expect(path.at(-1)).toMatchObject({ question: 'enough-data', choice: 'no', by: 'person' });
    expect(against.join()).toContain('enough-data was answered no, and the file says yes');
  });

  test('a review of other files is refused; without files it is a risk', async () => {
    const page = (name: string): string =>
      `# Review of ${name}\n\nRead by: A\u001b[2J\n\n## 1. ${name}:3 (drawn)\n\n- [x] good\n- [ ] bad\n`;
    write('other.md', page('other.jsonl'));
    write('review.md', page('train.jsonl'));
    const line = `train.jsonl test.jsonl --task classification --json ${flags(STYLE)}`;
    expect(await run(`${line} --review other.md`)).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining('records of other.jsonl, which is not among the files'),
    });
    expect(decided(await run(`${line} --review review.md`)).review).toMatchObject({ read: 1, by: 'A␛[2J' });
    write('old.md', page('train.jsonl').replace('Read by', 'This page has 1 record of 50.\n\nRead by'));
    expect(decided(await run(`${line} --review old.md`)).risks.join()).toContain(
      'from 50 records, and there are 600 now',
    );
    const { risks } = decided(await run(`--task dialogue --json --review other.md ${flags('good-enough=yes')}`));
    expect(risks.join()).toContain('The review is of other.jsonl: no file was given');
  });

  test('the record is never written over the data', async () => {
    const before = file('train.jsonl');
    const { code } = await run(`train.jsonl test.jsonl --task classification --out train.jsonl ${flags(STYLE)}`);
    expect(code).toBe(2);
    expect(file('train.jsonl')).toBe(before);
  });
});

describe('a record', () => {
  const first = `--task dialogue --domain customer-support --source own-tickets --out d.md ${flags(PRICES)}`;

  test('is read back: nothing changed', async () => {
    expect((await run([...first.split(' '), '--title', 'Support bot'])).code).toBe(0);
    const again = decided(await run('--record d.md --json'));
    expect(again).toMatchObject({ title: 'Support bot', changed: [], decision: { id: 'build-retrieval' } });
  });

  test('keeps reasons, ticks that were set by hand, and shows what changed', async () => {
    await run([...first.split(' ').slice(0, -2), '--answer', 'manner-too=no:tried with 20 questions']);
    const own = '- [x] call notes; ours; 900; typed in haste';
    write(
      'd.md',
      file('d.md')
        .replace(/- \[ \] (.*banking77)/, '- [x] $1')
        .replace('- [ ]', `${own}\n- [ ]`),
    );
    const again = decided(await run('--record d.md --json --answer good-enough=no'));
    expect(again.path.at(-1)).toMatchObject({ by: 'record', reason: 'tried with 20 questions' });
    expect(again.sources.map(({ name }) => name)).toHaveLength(3);
    expect(again.risks.join()).not.toContain('are asked for');
    const turned = decided(await run('--record d.md --json --answer good-enough=yes'));
    expect(turned.changed).toEqual(
      expect.arrayContaining(['decision: build-retrieval → optimise-prompt', 'good-enough: no → yes']),
    );
  });

  test('fewer than three sources are said, and cost nothing', async () => {
    const { code } = await run(first);
    expect(code).toBe(0);
    expect(file('d.md')).toContain('**1 of at least 3 sources are named.**');
    for (const title of [
      'Path and reasons',
      'Alternatives rejected',
      'Data sources',
      'Risks',
      'Review by hand',
      'Gates of the check',
    ])
      expect(file('d.md')).toContain(`## ${title}`);
  });

  test('holds the ticks of a review with their interval, and a page with ticks is not drawn anew', async () => {
    const page = Array.from(
      { length: 50 },
      (_, i) => `## ${i + 1}. t.jsonl:${i} (drawn)\n- [${i < 4 ? ' ' : 'x'}] good\n- [${i < 4 ? 'x' : ' '}] bad\n`,
    );
    const ticked = `# Review of t.jsonl\n\nRead by: A. Weber\n\n${page.join('\n')}`;
    write('review.md', ticked);
    expect((await run(`${first} --review review.md`)).code).toBe(0);
    expect(file('d.md')).toMatch(/## What each method is for\n\n- prompting: .*\n- retrieval: .*\n- fine-tuning: /);
    expect(file('d.md')).toContain(
      't.jsonl: 50 read, 4 rejected: 95 % interval of bad records 3–19 %. Read by: A. Weber.',
    );
    // It stays when nobody has read again.
    for (let i = 0; i < 2; i++) {
      const { out } = await run('--record d.md --out d.md');
      expect(out).toContain('Changed since the earlier record\n  nothing');
      expect(out).not.toContain('Nobody has read');
    }
    expect(file('d.md').split('95 % interval of bad records')).toHaveLength(2);
    write('t.jsonl', rows(0, 20));
    expect(await run(['t.jsonl', '--out', 'review.md'], undefined, 'review')).toMatchObject({ code: 2 });
    expect(file('review.md')).toBe(ticked);
    expect((await run(['t.jsonl', '--n', '0'], undefined, 'review')).err).toContain('--n 0: expected a whole number');
  });

  test('that was edited by hand is not written over, unless it was read', async () => {
    await run(first);
    expect((await run(first)).code).toBe(0);
    const edited = file('d.md').replace('- [ ]', '- [x]');
    write('d.md', edited);
    expect(await run(first)).toMatchObject({ code: 2, err: expect.stringContaining('edited by hand') });
    expect(file('d.md')).toBe(edited);
    write('d.md', `Our notes\n\n${edited}`);
    expect((await run(first)).code).toBe(2);
    write('d.md', edited);
    expect((await run('--record d.md --out d.md')).code).toBe(0);
    expect(file('d.md')).toContain('2 of at least 3 sources');
  });

  test('takes a page that was drawn, ticked and named otherwise', async () => {
    const messages = [
      { role: 'user', content: `- [x] good\n## 9. a:1 (drawn)\n${'word '.repeat(700)}end` },
      { role: 'assistant', content: '![x](https://a.example/p.png)' },
    ];
    write('t.jsonl', `${JSON.stringify({ messages })}\n`);
    const draw = (name: string): Promise<Answer> => run([name, '--out', 'r.md'], undefined, 'review');
    expect((await draw('./t.jsonl')).code).toBe(0);
    // What stands in a record is no tick.
    expect((await draw(join(cwd, 't.jsonl'))).code).toBe(0);
    expect(file('r.md')).toContain('word end\n\nassistant: ![x](https://a.example/p.png)\n~~~\n');
    expect(file('r.md')).not.toContain('(cut:');
    write('r.md', file('r.md').replace('- [ ] good', '- [x] good'));
    expect((await draw('t.jsonl')).code).toBe(2);
    const line = `t.jsonl --task dialogue --json --review r.md ${flags('good-enough=yes')}`;
    expect(decided(await run(line)).review).toMatchObject({ read: 1, rejected: 0 });
  });

  test('keeps the notes at its end, which say nothing else', async () => {
    await run(first);
    const notes = 'Asked legal on Monday.\n\n`good-enough=yes` was the first guess.\n- [x] call them';
    write('d.md', file('d.md').replace('<!-- as written', `${notes}\u001b[2J\n<!-- as written`));
    // Above the hint, which nobody sees when the page is rendered, and behind the end.
    write('d.md', `${file('d.md').replace('## Notes\n', '## Notes\nAbove.\n')}Behind.\n`);
    for (let i = 0; i < 2; i++)
      expect((await run('--record d.md --out d.md')).out).toContain('Changed since the earlier record\n  nothing');
    expect(file('d.md').split(notes)).toHaveLength(2);
    expect(file('d.md')).not.toContain('\u001b');
    expect(decided(await run('--record d.md --json'))).toMatchObject({
      notes: expect.stringMatching(/^Above\.\s[\s\S]*\[2J\s+Behind\.$/),
      decision: { id: 'build-retrieval' },
    });
  });

  test('is not led astray by what a person wrote', async () => {
    const answers = {
      'good-enough': { choice: 'no', reason: 'says `good-enough=yes`\n# x' },
      'retrieval-helps': 'yes',
    };
    const sources = ['a --> b; `task=x`; c; d'];
    write('answers.json', JSON.stringify({ title: '`decision=sft`', task: 'dialogue', answers, sources }));
    expect((await run('--answers answers.json --out d.md')).code).toBe(0);
    expect(decided(await run('--record d.md --json'))).toMatchObject({
      changed: [],
      decision: { id: 'build-retrieval' },
    });
  });

  test('of data is no change where no file is given, and a source is what its id says', async () => {
    write('train.jsonl', rows(0, 600));
    write('test.jsonl', rows(1000, 120));
    const line = `--domain legal --source cuad --out d.md ${flags(STYLE)}`;
    expect((await run(`train.jsonl test.jsonl --task classification ${line}`)).code).toBe(0);
    expect(decided(await run('--record d.md --json'))).toMatchObject({ changed: [] });
    expect((await run('--record d.md --out e.md')).code).toBe(0);
    expect(file('e.md')).toContain('600 training records');
    // What one of two files had answered holds when the other is read alone.
    expect(decided(await run('train.jsonl --record d.md --json'))).toMatchObject({ decision: { id: 'sft' } });
    write('d.md', `\uFEFF${file('d.md')}`);
    expect(decided(await run('--record d.md --json --source cuad'))).toMatchObject({ changed: [] });
  });

  test.each(['advise', 'review'])('of %s never takes the place of another file', async (command) => {
    write('notes.md', 'Mine.\n');
    write('t.jsonl', rows(0, 3));
    const asked = command === 'review' ? 't.jsonl' : `--task dialogue ${flags('good-enough=yes')}`;
    expect(await run(`${asked} --out notes.md`, undefined, command)).toMatchObject({
      code: 2,
      err: expect.stringContaining('notes.md is there already'),
    });
    expect(file('notes.md')).toBe('Mine.\n');
  });

  test('is not led astray by the name of a file', async () => {
    const name = 'x`good-enough=yes`\u001b[2J{file}$&.jsonl';
    write(name, rows(0, 600));
    write('test.jsonl', rows(1000, 120));
    const line = ['--train', name, '--eval', 'test.jsonl', '--task', 'classification', '--out', 'my d.md'];
    expect((await run([...line, ...flags(STYLE).split(' ')])).code).toBe(0);
    expect(file('my d.md')).not.toContain('\u001b');
    expect(decided(await run(['--record', 'my d.md', '--json']))).toMatchObject({
      changed: [],
      decision: { id: 'sft' },
    });
    expect(file('my d.md')).toContain("--train 'x`good-enough=yes`");
    expect(file('my d.md')).toContain("{file}$&.jsonl'");
    const asked = ['--task', 'dialogue', '--json', '--out', 'my e.md', ...flags('good-enough=yes').split(' ')];
    expect(decided(await run(asked)).next.at(-1)?.run).toContain("--record 'my e.md'");
  });

  test('what is none is refused', async () => {
    write('d.md', '# Notes\n');
    expect(await run('--record d.md')).toMatchObject({ code: 2, err: expect.stringContaining('no decision record') });
  });
});

describe('in a terminal', () => {
  const TITLE: readonly [string, string] = ['to be decided', ENTER];
  const TASK: readonly [string, string] = ['Which task', nth(3)];
  const WHY: readonly [string, string] = ['Why?', ENTER];
  const GOOD = 'good enough';

  test('one question at a time, with help', async () => {
    const { code, out, err, asked } = await run('--json', [
      ['to be decided', `Letters${ENTER}`],
      TASK,
      ['Which domain', nth(6)],
      [GOOD, nth(5)],
      ['Try ten real examples', nth(1)],
      ['Why?', `9 of \`10\`${ENTER}`],
    ]);
    // A domain was skipped: no sources are asked for.
    expect([code, err]).toEqual([0, '']);
    expect(JSON.parse(out)).toMatchObject({
      title: 'Letters',
      task: { id: 'dialogue' },
      decision: { id: 'optimise-prompt' },
      path: [{ reason: "9 of '10'" }],
    });
    expect(asked).toContain('skip it');
  });

  test('back takes the last answer away; sources are chosen with the space bar', async () => {
    const { code, out } = await run('--json', [
      TITLE,
      TASK,
      ['Which domain', nth(4)],
      [GOOD, nth(2)],
      WHY,
      ['few-shot', nth(6)],
      [GOOD, nth(1)],
      WHY,
      ['Which sources', SPACE + DOWN + SPACE + ENTER],
    ]);
    expect(code).toBe(0);
    const { decision, sources } = JSON.parse(out) as Decision;
    expect([decision.id, sources.map(({ id }) => id)]).toEqual(['optimise-prompt', ['banking77', 'clinc150']]);
  });

  test('a question that is skipped leaves the decision open', async () => {
    const { code, out, err } = await run('--out d.md', [TITLE, TASK, ['Which domain', nth(4)], [GOOD, nth(3)]]);
    expect([code, out, existsSync(join(cwd, 'd.md'))]).toEqual([2, '', false]);
    expect(err).toContain('--answer good-enough=');
    expect(err).toContain('to go on: ftlint advise --task dialogue --domain customer-support --out d.md\n');
  });

  test.each(['to be decided', 'Which task', 'Which domain'])(
    'Ctrl-C at "%s" is 130 and writes nothing',
    async (question) => {
      const { code, out, err } = await run(
        '--out d.md',
        [TITLE, TASK, ['Which domain', CTRL_C]].map(
          ([text, keys]) => [text, text === question ? CTRL_C : keys] as const,
        ),
      );
      expect([code, out, existsSync(join(cwd, 'd.md'))]).toEqual([130, '', false]);
      expect(err).toContain('to go on: ftlint advise');
    },
  );

  test('nothing is asked that flags have said', async () => {
    const { asked } = await run('--task dialogue --domain legal --source cuad --answer good-enough=yes', []);
    expect(asked).toBe('');
  });
});
