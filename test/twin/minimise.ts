/** Trials that a minimisation may take, and bytes that it may read in all. */
const TRIALS = 3000;
const READ = 50e6;

/**
 * The smallest bytes found that still fail, by leaving out ever smaller stretches and then making bytes plain.
 * `fails` is asked about smaller inputs only.
 */
export async function minimise(bytes: Uint8Array, fails: (bytes: Uint8Array) => Promise<boolean>): Promise<Uint8Array> {
  let best = bytes;
  let trials = 0;
  const most = Math.min(TRIALS, READ / bytes.length);
  const attempt = async (candidate: Uint8Array): Promise<boolean> => {
    if (trials++ >= most || !(await fails(candidate))) return false;
    best = candidate;
    return true;
  };
  // Powers of two: what lies at a border of chunks stays at one.
  for (let size = 2 ** Math.floor(Math.log2(Math.max(1, best.length))); size >= 1 && trials < most;) {
    let shorter = false;
    for (let at = 0; at < best.length && trials < most;)
      if (await attempt(without(best, at, size))) shorter = true;
      else at += size;
    if (!shorter || size > 8) size >>= 1;
  }
  for (let at = 0; at < best.length; at++) {
    if (best[at] === 0x61 || (best[at] < 0x80 && !isWord(best[at]))) continue;
    const plain = Uint8Array.from(best);
    plain[at] = 0x61;
    await attempt(plain);
  }
  return best;
}

const isWord = (b: number): boolean => (b >= 0x30 && b <= 0x39) || ((b | 0x20) >= 0x61 && (b | 0x20) <= 0x7a);

function without(bytes: Uint8Array, at: number, size: number): Uint8Array {
  const rest = new Uint8Array(bytes.length - Math.min(size, bytes.length - at));
  rest.set(bytes.subarray(0, at));
  rest.set(bytes.subarray(Math.min(at + size, bytes.length)), at);
  return rest;
}
