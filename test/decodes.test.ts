import { afterAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rules } from '../rules/index.ts';
import { Scan } from '../src/core/scan.ts';
import { triggersOf } from '../src/core/triggers.ts';
import { Mapper } from '../src/formats/mapper.ts';
import { createScanner } from '../src/kernel/scanner.ts';
import { readSegment } from '../src/readers/read.ts';
import { loadData } from '../src/run/data.ts';
import { findInputs } from '../src/run/inputs.ts';
import { openInput } from '../src/run/open.ts';

const cwd = mkdtempSync(join(tmpdir(), 'ftlint-decodes-'));
afterAll(() => rmSync(cwd, { recursive: true }));

/** Strings that one pass over a file decodes, with all rules on. */
async function decoded(name: string, content: string): Promise<readonly string[]> {
  writeFileSync(join(cwd, name), content);
  const { files } = await findInputs({ inputs: [name], cwd });
  const opened = await openInput(files[0], { inputs: [name], cwd }, loadData().formats);
  if ('skipped' in opened) throw new Error(opened.skipped);
  const { plan, source, reading } = opened;
  const triggers = triggersOf(rules);
  const scan = new Scan({ rules, task: undefined, keep: 5 }, new Mapper(reading.formats, reading.main ?? undefined));
  const texts: string[] = [];
  const segment = { id: 0, file: 0, start: 0, end: Infinity };
  for await (const batch of readSegment(plan, segment, source, createScanner({ triggers, maxDepth: 512 }))) {
    const text = (entry: number): string => {
      const found = batch.text(entry);
      texts.push(found);
      return found;
    };
    scan.add(Object.assign(Object.create(batch) as typeof batch, { text }), 0, 0, null);
  }
  return texts;
}

const N = 20_000;
const LABELS = Array.from({ length: 40 }, (_, i) => `class ${String.fromCharCode(97 + (i % 26))}${i}`);
const rows = (row: (i: number) => object): string =>
  Array.from({ length: N }, (_, i) => `${JSON.stringify(row(i))}\n`).join('');
const sentence = (i: number): string => `a plain sentence about matter ${i}, with an "escape" and a few more words`;

describe('a clean file', () => {
  test.each([
    ['labelled.jsonl', rows((i) => ({ text: sentence(i), label: LABELS[i % 40] }))],
    [
      'labelled.csv',
      `text,label\n${Array.from({ length: N }, (_, i) => `"a sentence, about ${i}",${LABELS[i % 40]}\n`).join('')}`,
    ],
  ])('%s: each label is decoded when it is seen for the first time, nothing else ever', async (name, content) => {
    expect((await decoded(name, content)).toSorted()).toEqual(LABELS.toSorted());
  });

  test('token ids: nothing is decoded, however many rules look at them', async () => {
    const ids = (i: number): readonly number[] => [1, i, i + 7, 2];
    const content = rows((i) => ({
      input_ids: ids(i),
      attention_mask: [1, 1, 1, 1],
      labels: [-100, ...ids(i).slice(1)],
    }));
    expect(await decoded('ids.jsonl', content)).toEqual([]);
  });

  test('words with tags: each tag is decoded when it is seen for the first time', async () => {
    const tags = ['B-PER', 'I-PER', 'O'];
    const content = rows((i) => ({ tokens: [`Ana${i}`, `Ruiz${i}`, 'left'], ner_tags: tags }));
    const texts = await decoded('tags.jsonl', content);
    expect(texts.filter((text) => tags.includes(text)).toSorted()).toEqual(tags);
  });

  test('chat: two roles and a sample of the answers', async () => {
    const content = rows((i) => ({
      messages: [
        { role: 'user', content: sentence(i) },
        { role: 'assistant', content: `${sentence(i)} ${sentence(i + 1)}` },
      ],
    }));
    const texts = await decoded('chat.jsonl', content);
    // The count of roles and the rule about roles each ask once.
    expect(texts.filter((text) => text.length < 20).toSorted()).toEqual(['assistant', 'assistant', 'user', 'user']);
    // A bottom-k sample of 256 takes a record in and throws another out 256 · ln(n / 256) times on the way; it is pruned in bulk.
    expect(texts.length - 4).toBeLessThan(2 * 256 * (1 + Math.log(N / 256)));
  });
});
