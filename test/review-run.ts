import { draw } from '../src/advise/review/sample/draw.ts';
import { foundPlaces, worstFirst } from '../src/advise/review/sample/findings.ts';
import { type ReviewItem, reviewItems } from '../src/advise/review/sample/items.ts';
import { createPool, type ReviewPool } from '../src/advise/review/sample/pool.ts';
import { poolRule } from '../src/advise/review/sample/pool-rule.ts';
import { placedRecords, wantedBy } from '../src/advise/review/sample/second-reading.ts';
import { type PickedRecord, textRule } from '../src/advise/review/sample/text-rule.ts';
import type { Io } from '../src/commands/io.ts';
import { main } from '../src/commands/main.ts';
import { check } from '../src/run/check.ts';
import type { CheckOptions } from '../src/run/options.ts';

/** What a command wrote. */
export interface Reviewed {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs `ftlint review` in a folder. */
export const review = (args: readonly string[], cwd: string, stdin?: Uint8Array): Promise<Reviewed> =>
  run(['review', ...args], cwd, stdin);

/** Runs ftlint in a folder, without a terminal. */
export async function run(args: readonly string[], cwd: string, stdin?: Uint8Array): Promise<Reviewed> {
  const text = { out: '', err: '' };
  const sink = (name: 'out' | 'err'): Io['stdout'] => ({
    isTTY: false,
    columns: 100,
    write: async (piece) => void (text[name] += piece),
  });
  const io: Io = {
    stdout: sink('out'),
    stderr: sink('err'),
    stdin: async function* () {
      if (stdin !== undefined) yield stdin;
    },
    cwd,
    env: {},
    signal: new AbortController().signal,
    now: () => 0,
    today: () => '2026-11-23',
  };
  const code = await main(args, io);
  return { code, ...text };
}

/** The records that a page of the training split would show, however the engine reads the files. */
export async function itemsOf(options: CheckOptions, size: number): Promise<readonly ReviewItem[]> {
  const pools = new Map<string, ReviewPool>();
  const extend = [poolRule(size, (split, pool) => pools.set(split, pool))];
  const [first] = (await check({ ...options, limit: 200, excerpts: 'full', extend })).datasets;
  const found = foundPlaces(first, 'train');
  const chosen = draw(pools.get('train') ?? createPool(size), size, worstFirst(found).length);
  const told = new Map<string, readonly PickedRecord[]>();
  const wanted = wantedBy(chosen, found, { files: first.files, split: 'train', size });
  const texts = textRule(wanted, (split, records) => told.set(split, records));
  const [second] = (await check({ ...options, limit: 2 * size, extend: [texts] })).datasets;
  return reviewItems(first.files, found, chosen, placedRecords(second.findings, told), size);
}
