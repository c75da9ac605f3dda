// `node bench/peak.mjs <file> [task]`: the built program and a plain JSON.parse per line over one file, in turn,
// as whole processes; prints the medians' ratio and the peak memory of each.
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const cli = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
const PARSE = `
const fs = require('node:fs');
const file = fs.openSync(process.argv[1]);
const buffer = Buffer.allocUnsafe(1 << 20);
let held = 0, rows = 0, count;
while ((count = fs.readSync(file, buffer, held, buffer.length - held)) > 0) {
  const end = held + count;
  let start = 0, at;
  while ((at = buffer.indexOf(10, start)) >= 0 && at < end) { JSON.parse(buffer.utf8Slice(start, at)); rows++; start = at + 1; }
  buffer.copyWithin(0, start, end);
  held = end - start;
}`;
const REPORT = `process.on('exit', () => console.error('peak ' + process.resourceUsage().maxRSS));`;

const [path, task = 'auto'] = process.argv.slice(2);
if (path === undefined) {
  console.error('usage: node bench/peak.mjs <file.jsonl> [task]');
  process.exitCode = 2;
} else {
  const hook = `data:text/javascript,${encodeURIComponent(REPORT)}`;
  const programs = {
    ftlint: ['--import', hook, cli, 'check', path, '--task', task, '--reporter', 'json', '--exit-zero'],
    'JSON.parse': ['-e', `${REPORT}${PARSE}`, path],
  };
  const seen = { ftlint: [], 'JSON.parse': [] };
  const peak = {};
  for (let round = 0; round < 3; round++) {
    for (const [name, args] of Object.entries(programs)) {
      const start = process.hrtime.bigint();
      const { stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
      seen[name].push(Number(process.hrtime.bigint() - start) / 1e9);
      peak[name] = Math.max(peak[name] ?? 0, Number(/peak (\d+)/.exec(stderr)?.[1] ?? NaN) / 1024);
    }
  }
  const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];
  const size = statSync(path).size / 1e6;
  for (const name of Object.keys(programs)) {
    console.log(
      `${name.padEnd(12)} ${median(seen[name]).toFixed(2)} s  ${Math.round(size / median(seen[name]))} MB/s  peak ${Math.round(peak[name])} MiB`,
    );
  }
  console.log(
    `ftlint takes ${(median(seen.ftlint) / median(seen['JSON.parse'])).toFixed(2)} times as long as JSON.parse alone`,
  );
}
