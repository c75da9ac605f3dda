import { digits, keeps, spread } from './statistics.mjs';

/** A row of the table of ratios from what its programs did; programs that did not run make it say so. */
export function ratioRow({ id, what, programs, goal, value, rounds, size }, results, mb) {
  const runs = programs.map((program) => results(program));
  const absent = runs.find((run) => run.missing !== undefined) ?? runs.find((run) => run.failed !== undefined);
  const bound = goal === undefined ? '' : `≤ ${goal}`;
  if (absent !== undefined) {
    const why = absent.missing === undefined ? `failed to run: ${absent.failed}` : 'missing';
    return [id, what, '—', '', '', bound, `${absent.name}: ${why}`];
  }
  const found = value(...runs);
  const range = rounds ? spread(runs[0].seconds, runs[1].seconds) : undefined;
  // The newline scan's ratio is scaled by size; so are its rounds.
  const scale = rounds ? found / (runs[0].median / runs[1].median) : 1;
  const kept = keeps(found, goal);
  const small = size !== undefined && mb < size ? ` (goal set for ${size} MB)` : '';
  return [
    id,
    what,
    digits(found),
    range === undefined ? '' : `${digits(range[0] * scale)}–${digits(range[1] * scale)}`,
    rounds ? digits((runs[0].cpu / runs[1].cpu) * scale) : '',
    bound,
    kept === undefined ? (goal === undefined ? 'reported' : 'n/a') : `${kept ? 'yes' : 'NO'}${small}`,
  ];
}

/** A row of the table of programs: what each took. */
export function programRow({ name, data, failed, missing, median, bytes, cpu, peak }) {
  if (missing !== undefined) return [name, data ?? '', 'missing', '', '', ''];
  if (failed !== undefined) return [name, data ?? '', 'failed', '', '', ''];
  const speed = bytes === undefined || bytes < 1e6 ? '' : digits(bytes / 1e6 / median);
  return [name, data ?? '', digits(median), speed, digits(cpu), digits(peak)];
}

/** Rows as a Markdown table whose columns line up in a terminal too. */
export function markdown(head, rows) {
  const all = [head, ...rows];
  const widths = head.map((_, i) => Math.max(3, ...all.map((row) => [...row[i]].length)));
  const line = (row) => `| ${row.map((cell, i) => cell + ' '.repeat(widths[i] - [...cell].length)).join(' | ')} |`;
  return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rows.map(line)].join('\n');
}
