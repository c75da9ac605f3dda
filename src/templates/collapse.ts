/** Turns that may come again and again: a call and its result, several results. */
const LONGEST = 4;

/**
 * Numbers of the turns that are rendered. Of turns that repeat at once the first and the last are kept; of rounds (what begins
 * with a question, by `asks`) the first, the last, and each form once between them. Templates look at the beginning, the end,
 * the neighbour and whether a number is odd; all of these stay. So dialogues of any length have few forms.
 */
export function collapse(forms: readonly unknown[], asks: (turn: number) => boolean): readonly number[] {
  return distinctRounds(withoutRepeats(forms), forms, asks);
}

function withoutRepeats(forms: readonly unknown[]): readonly number[] {
  const kept: number[] = [];
  for (let at = 0; at < forms.length;) {
    const { size, times } = longestRun(forms, at);
    // What has an odd number of turns is kept as often as leaves odd turns odd.
    const first = size % 2 === 0 ? 1 : 1 + (times % 2);
    for (let i = 0; i < Math.min(first, times - 1) * size; i++) kept.push(at + i);
    at += times * size;
    for (let i = at - size; i < at; i++) kept.push(i);
  }
  return kept;
}

function longestRun(forms: readonly unknown[], at: number): { readonly size: number; readonly times: number } {
  let best = { size: 1, times: 1 };
  for (let size = 1; size <= LONGEST; size++) {
    let end = at + size;
    while (end < forms.length && forms[end] === forms[end - size]) end++;
    const times = Math.floor((end - at) / size);
    if (times > 2 && times * size > best.times * best.size) best = { size, times };
  }
  return best;
}

function distinctRounds(
  turns: readonly number[],
  forms: readonly unknown[],
  asks: (turn: number) => boolean,
): readonly number[] {
  const starts = turns.flatMap((turn, i) => (asks(turn) ? [i] : []));
  const seen = new Set<string>();
  return turns.slice(0, starts[0] ?? turns.length).concat(
    starts.flatMap((start, round) => {
      const of = turns.slice(start, starts[round + 1] ?? turns.length);
      const form = of.map((turn) => String(forms[turn])).join();
      const known = seen.has(form);
      seen.add(form);
      // Without a round of an odd number of turns, even turns would be odd.
      return known && of.length % 2 === 0 && round < starts.length - 1 ? [] : of;
    }),
  );
}
