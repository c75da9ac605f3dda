import { readFile } from 'node:fs/promises';
import { FtlintError } from '../core/error.ts';
import { nearest } from '../core/nearest.ts';
import type { Target } from '../core/target-types.ts';
import { everything, type Item, limitPage, ownItems } from './catalogue.ts';
import { shippedTarget } from '../run/targets-data.ts';
import type { Io } from './io.ts';
import { targetPage } from './target-page.ts';

const HIDDEN = new Set(['$schema', 'id', 'title', 'names']);

/** `minItems` → `min items`. */
const spaced = (key: string): string =>
  key.replace(/([a-z])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`);

function* outline(value: unknown, key: string, depth: number): Generator<string> {
  const lead = `${'  '.repeat(depth)}- ${spaced(key)}`;
  if (Array.isArray(value) && value.every((v) => typeof v !== 'object' || v === null))
    yield `${lead}: ${value.length === 0 ? '–' : value.join(', ')}`;
  else if (Array.isArray(value)) {
    yield `${lead}:`;
    for (const [i, member] of value.entries()) yield* outline(member, String(i + 1), depth + 1);
  } else if (typeof value === 'object' && value !== null) {
    yield `${lead}:`;
    for (const [k, member] of Object.entries(value)) yield* outline(member, k, depth + 1);
  } else yield `${lead}: ${String(value)}`;
}

/** A page made of the data, for what has no page of its own. */
export function dataPage(item: Item): string {
  const data = item.data ?? {};
  const title = typeof data['title'] === 'string' ? data['title'] : item.id;
  const lines = [`# ${title}`, '', `${item.kind} \`${item.id}\``, ''];
  if (item.names.length > 0) lines.push(`Also called: ${item.names.join(', ')}`, '');
  for (const [key, value] of Object.entries(data)) if (!HIDDEN.has(key)) lines.push(...outline(value, key, 0));
  return `${lines.join('\n')}\n`;
}

/** `ftlint explain <id>`: the page of a rule, task, format, gate or target, those of the folder `rulesDir` first; offline. */
export async function explainCommand(words: readonly string[], io: Io, rulesDir?: string): Promise<number> {
  if (words.length !== 1)
    throw new FtlintError(
      'usage',
      'explain takes one id',
      'as in ftlint explain invalid-json; ftlint rules, tasks, formats, gates and targets list them',
    );
  const word = words[0].toLowerCase();
  const own = await ownItems(rulesDir, io.cwd);
  const shipped = await everything();
  const items = [...own, ...shipped.filter(({ kind, id }) => kind !== 'target' || !own.some((one) => one.id === id))];
  const exact = items.filter((item) => item.id === word);
  const named = exact.length > 0 ? exact : items.filter((item) => item.names.includes(word));
  const found = named.length > 0 ? named : await limitPage(word, items);
  if (found.length === 0) {
    const near = nearest(
      word,
      items.flatMap((item) => [item.id, ...item.names]),
    );
    // A run file, or a target with parameters, as --for takes them.
    const stem = word.replace(/[.:].*$/s, '');
    const meant = items.find(({ id, names }) => id === stem || names.includes(stem));
    const hint =
      meant !== undefined
        ? `ftlint explain ${stem} is the page of ${meant.kind} ${meant.id}`
        : near === undefined
          ? 'ftlint rules, tasks, formats, gates and targets list what is known'
          : `did you mean ${near}?`;
    throw new FtlintError('unknown-page', `nothing is called ${words[0]}`, hint);
  }
  // One word may be a task and a format (`preference`): both are meant.
  const pages = await Promise.all(
    found.map(async (item) => {
      if (item.kind === 'target')
        return targetPage(item.data === undefined ? await shippedTarget(item.id) : (item.data as unknown as Target));
      return item.page === undefined ? dataPage(item) : `${(await readFile(item.page, 'utf8')).trimEnd()}\n`;
    }),
  );
  await io.stdout.write(pages.join('\n'));
  return 0;
}
