/** Edits between two words (insert, delete, replace, swap of neighbours): optimal string alignment distance. */
export function distance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    before = last;
    last = row;
  }
  return last[b.length];
}

/** The known word that was probably meant; undefined when none is near. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  const asked = word.toLowerCase().slice(0, 64);
  let best: string | undefined;
  let least = Math.max(1, Math.floor(asked.length / 3)) + 1;
  for (const candidate of known) {
    // The beginning of a long name is a good guess, but a worse one than a slip of the finger.
    const begun = asked.length >= 3 && candidate.startsWith(asked);
    const far = Math.min(distance(asked, candidate), begun ? 1.5 : Infinity);
    if (far < least) {
      least = far;
      best = candidate;
    }
  }
  return best;
}
