/** Bytes a record that the shared table keeps, and 4 more while it is grouped (ARCHITECTURE.md, Memory). */
const TABLE_BYTES = 32;

/** Wall time of the first program by the second's; `scaled`: the second's is stretched to the bytes of the first's file. */
const time = (scaled) => (a, b) => a.median / (b.median * (scaled ? a.bytes / b.bytes : 1));
const peak = { value: (a) => a.peak, rounds: false };
const rest = ({ peak: mib, rows }) => mib - (rows * TABLE_BYTES) / 2 ** 20;
const withoutTable = { value: (a, b) => rest(a) / rest(b), rounds: false };

/**
 * The rows of the table, as data: what is divided by what, and the goal (at most; none: reported only).
 * `size` is the MB a goal was set for; `rounds`: whether the ratio of single rounds means something.
 */
export function goals(p) {
  const row = (id, what, programs, goal, more = {}) => ({
    id,
    what,
    programs,
    goal,
    value: time(false),
    rounds: true,
    ...more,
  });
  const whole = { size: 1000 };
  const scan = { ...whole, value: time(true) };
  const scanned = [
    row('G1', 'class rows, 1 thread / newline scan', [p.ours('class', 1), p.scan('class')], 4.5, scan),
    row('G2', 'chat rows, 1 thread / newline scan', [p.ours('chat', 1), p.scan('class')], 3.5, scan),
  ];
  const both = (make) => ['class', 'chat'].map(make);
  const same = (data, count) => p.duckdb(data, 'same', count);
  const grown = [p.ours('class', 1), p.ours('class, half', 1)];
  return [
    ...scanned,
    ...both((data) =>
      row('G3', `${data} / DuckDB same answers, 1 thread`, [p.ours(data, 1), same(data, 1)], 0.25, whole),
    ),
    ...both((data) =>
      row('G4', `${data} / DuckDB cheapest SQL, 1 thread`, [p.ours(data, 1), p.duckdb(data, 'cheap', 1)], 0.9, whole),
    ),
    ...both((data) =>
      row('G5', `${data} / DuckDB same answers, 2 threads each`, [p.ours(data, 2), same(data, 2)], 0.3, whole),
    ),
    row('G8', 'CSV / csv-parse alone', [p.ours('csv', 1), p.csvParse('csv')], 0.08),
    row('G8', 'CSV / DuckDB same answers', [p.ours('csv', 1), same('csv', 1)], 0.2),
    row('G9', 'JSON array / stream-json alone', [p.ours('array', 1), p.streamJson('array')], 0.12),
    row('G9', 'JSON array / DuckDB same answers', [p.ours('array', 1), same('array', 1)], 0.3),
    ...both((data) => row('G10', `${data}, 2 threads / 1 thread`, [p.ours(data, 2), p.ours(data, 1)], 0.65, whole)),
    row('G11', 'class rows, peak MiB', [p.ours('class', 1)], 260, { ...peak, ...whole }),
    row('G11', 'chat rows, peak MiB', [p.ours('chat', 1)], 100, { ...peak, ...whole }),
    row('G14', 'check of 1,000 rows / node -e 0 (goal for Node 20)', [p.start, p.emptyNode], 1.9),
    row('G14', '--version / node -e 0', [p.version, p.emptyNode]),
    row('G14', 'explain / node -e 0', [p.explain, p.emptyNode]),
    row('G15', '2x the class rows / 1x, time', grown, 2.1),
    row('G15', `the same, memory without the table (${TABLE_BYTES} B a record)`, grown, 1.1, withoutTable),
    row('G16', 'all rules / few rules, class', [p.ours('class', 1), p.fewRules('class')], 1.35),
    row('G16', 'all rules / few rules, chat', [p.ours('chat', 1), p.fewRules('chat')], 1.35),
    row('G17', 'class rows, 10 % of the texts in NFD / NFC', [p.ours('nfd', 1), p.ours('nfc', 1)], 1.5),
    row('P1', 'class / JSON.parse per line', [p.ours('class', 1), p.parse('class')]),
    row('P1', 'chat / JSON.parse per line', [p.ours('chat', 1), p.parse('chat')]),
    row('P2', 'class / Python json loop', [p.ours('class, slow peers', 1), p.python('class, slow peers')]),
    row('P3', 'class / pandas', [p.ours('class, slow peers', 1), p.pandas('class, slow peers')]),
    row('P4', 'chat / cleanllm preflight (structure only)', [p.ours('chat', 1), p.cleanllm('chat')]),
    row('P5', 'chat / dropoutt scan', [p.ours('chat, slowest peers', 1), p.dropoutt('chat, slowest peers')]),
  ];
}
