// `npm run bench -- --help`. Writes data, compares answers, then times; prints one table of ratios.
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { compareAnswers } from './compare.mjs';
import { cacheFolder, dataSets, prepare } from './data.mjs';
import { buildFewRules } from './few-rules.mjs';
import { goals } from './goals.mjs';
import { machineFacts } from './machine.mjs';
import { findPeers } from './peers/find.mjs';
import { createPrograms, keyOf } from './programs.mjs';
import { resultsPage } from './page.mjs';
import { runRounds } from './rounds.mjs';

const HELP = `npm run bench -- [options]

  --mb <n>        size of the class and chat files in MB of 10^6 bytes (200)
  --large         the same as --mb 1000
  --runs <n>      rounds; the table shows medians (5)
  --only <ids>    rows of the table: G1,G8
  --out <file>    write the results there too: bench/RESULTS.md
  --help

Peers are looked for in the folder FTLINT_BENCH_PEERS: see bench/README.md.`;

const say = (line) => console.error(`bench: ${line}`);

function options() {
  const { values } = parseArgs({
    options: {
      mb: { type: 'string', default: '200' },
      large: { type: 'boolean', default: false },
      runs: { type: 'string', default: '5' },
      only: { type: 'string' },
      out: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const mb = values.large ? 1000 : Number(values.mb);
  const runs = Number(values.runs);
  if (!(mb > 0) || !(Number.isInteger(runs) && runs > 0)) throw new Error('--mb and --runs are positive numbers');
  return { ...values, mb, runs, only: values.only?.toUpperCase().split(',') };
}

/** Programs and rows share instances of the same work: each runs once a round. */
function distinct(programs) {
  return [...new Map(programs.map((program) => [keyOf(program), program])).values()];
}

function bench({ mb, runs, only, out }) {
  const peers = findPeers(process.env.FTLINT_BENCH_PEERS ?? join(cacheFolder, 'peers'));
  const asked = (id) => only === undefined || only.includes(id);
  let few;
  const fewRules = () => (asked('G16') ? (few ??= buildFewRules(say)) : { cli: '' });
  const programs = createPrograms(peers, fewRules);
  const rows = goals(programs).filter(({ id }) => asked(id));
  if (rows.length === 0) throw new Error(`no row of the table is called ${only}`);
  const used = distinct(rows.flatMap((row) => row.programs));
  const sets = dataSets(mb);
  const names = [...new Set(used.map(({ data }) => data))].filter((name) => name !== undefined);
  const files = new Map(names.map((name) => [name, prepare(sets[name], say)]));

  const compared = compareAnswers(programs, used, files, say);
  if (compared.wrong.length > 0) {
    say('answers differ; nothing is timed');
    for (const line of compared.wrong) say(line);
    return 1;
  }
  const results = runRounds(used, files, runs, say);
  const page = resultsPage({
    rows,
    results,
    files,
    facts: machineFacts(peers),
    compared: compared.lines,
    mb,
    runs,
    command: `npm run bench -- ${process.argv.slice(2).join(' ')}`.trim(),
  });
  console.log(page);
  if (out !== undefined) writeFileSync(resolve(out), page);
  return 0;
}

try {
  const asked = options();
  if (asked.help) console.log(HELP);
  else process.exitCode = bench(asked);
} catch (error) {
  say(error.message);
  process.exitCode = 2;
}
