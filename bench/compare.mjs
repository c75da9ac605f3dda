import { differences, duckdbAnswers, ourAnswers, plantedAnswers } from './answers.mjs';
import { runProgram } from './rounds.mjs';

/**
 * Holds our answers about each file against what the generator planted and, where it is installed, against DuckDB's.
 * Runs before anything is timed, which warms the page cache too. `lines` tell what was compared, `wrong` what differs.
 */
export function compareAnswers(programs, used, files, say) {
  const lines = [];
  const wrong = [];
  for (const [name, file] of files) {
    const ours = used.filter((program) => program.data === name && program.name.startsWith('ftlint'));
    say(`comparing answers: ${name}`);
    const parties = [['planted', plantedAnswers(file.planted)]];
    const query = programs.duckdb(name, 'same', 1);
    // Rows in two normal forms are class rows to DuckDB.
    const kind = file.kind === 'nfc' || file.kind === 'nfd' ? 'class' : file.kind;
    if (query.missing === undefined) {
      const run = runProgram(query, { ...file, kind });
      if (run.failed === undefined) parties.push(['DuckDB', duckdbAnswers(run.stdout)]);
      else wrong.push(`${name}: DuckDB: ${run.failed}`);
    }
    for (const program of ours.filter(({ failed }) => failed === undefined)) {
      const run = runProgram(program, file);
      if (run.failed !== undefined) {
        wrong.push(`${name}: ${program.name}: ${run.failed}`);
        continue;
      }
      const answers = ourAnswers(run.stdout);
      for (const [party, theirs] of parties) {
        for (const line of differences(answers, theirs)) wrong.push(`${name}: ${program.name} / ${party}: ${line}`);
      }
    }
    const { rows, copies, blank } = parties.at(-1)[1];
    const known = `${rows} rows, ${copies ?? '?'} exact copies, ${blank} with a blank side`;
    lines.push(`${name}: ${known}; equal to ${parties.map(([party]) => party).join(' and ')}`);
  }
  return { lines, wrong };
}
