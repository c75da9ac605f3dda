import { KEPT } from './few-rules.mjs';
import { keyOf } from './programs.mjs';
import { markdown, programRow, ratioRow } from './table.mjs';

const list = (lines) => lines.map((line) => `- ${line}`).join('\n');

/** The whole page: machine, ratios, programs, peers that are missing, answers, and how to do it again. */
export function resultsPage({ rows, results, files, facts, compared, mb, runs, command }) {
  const of = (program) => results.get(keyOf(program));
  const all = [...results.values()];
  const missing = [...new Set(all.map((run) => run.missing).filter((how) => how !== undefined))];
  const sizes = [...files].map(([name, { bytes, planted }]) => `${name}: ${bytes} bytes, ${planted.rows} rows`);
  return `# Bench

Written by \`npm run bench\`, never by hand. Whole processes in alternation, ${runs} rounds, medians; class and chat rows of ${mb} MB.
A ratio below 1 means that ftlint is faster. The newline scan is timed on the class file and scaled by size.

${list(facts)}

## Ratios

${markdown(
  ['#', 'ftlint / peer', 'ratio', 'by round', 'by cpu', 'goal', 'kept'],
  rows.map((row) => ratioRow(row, of, mb)),
)}

## Programs

${markdown(['program', 'data', 's', 'MB/s', 'cpu s', 'peak MiB'], all.map(programRow))}

## Missing peers

${missing.length === 0 ? 'None.' : list(missing)}

## Answers, compared before times

${list(compared)}

## Data

${list(sizes)}

Few rules (G16) are: ${KEPT.join(', ')}; the engine's counts are made in both.

## Again

\`\`\`sh
${command}
\`\`\`
`;
}
