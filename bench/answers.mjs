/** Rows, copies, blanks, lengths and labels as our report tells them, under one set of names. */
export function ourAnswers(report) {
  const { measures } = JSON.parse(report).datasets[0];
  return {
    rows: measures.records,
    copies: measures.duplicates.exact,
    blank: measures.empty,
    inputs: measures.lengths.input?.sum ?? 0,
    outputs: measures.lengths.output?.sum ?? 0,
    turns: measures.turns?.sum ?? 0,
    labels: Object.fromEntries(measures.labels?.counts ?? []),
  };
}

/** The same from DuckDB's rows: one for each label, or a single one without. */
export function duckdbAnswers(json) {
  const rows = JSON.parse(json);
  const sum = (name) => rows.reduce((total, row) => total + row[name], 0);
  return {
    rows: sum('rows'),
    copies: sum('rows') - sum('different'),
    blank: sum('blank'),
    inputs: sum('inputs'),
    outputs: sum('outputs'),
    turns: sum('turns'),
    labels: Object.fromEntries(rows.filter(({ label }) => label !== null).map((row) => [row.label, row.rows])),
  };
}

/** The same from what the generator planted. */
export function plantedAnswers({ rows, copies, blank, inputs, outputs, turns, labels }) {
  return { rows, copies, blank, inputs, outputs, turns, labels };
}

/** What two parties answer differently, one line each. An answer that one of them does not know (null) is not compared. */
export function differences(ours, theirs) {
  const flat = ({ labels, ...rest }) =>
    new Map([...Object.entries(rest), ...Object.entries(labels).map(([label, count]) => [`label ${label}`, count])]);
  const a = flat(ours);
  const b = flat(theirs);
  return [...new Set([...a.keys(), ...b.keys()])]
    .filter((name) => a.get(name) !== b.get(name) && b.get(name) !== null)
    .map((name) => `${name}: ${a.get(name)} and ${b.get(name)}`);
}
