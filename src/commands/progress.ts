import { byteSize, duration, grouped } from '../reporters/numbers.ts';
import type { Progress } from '../run/options.ts';
import { inCi, type Io } from './io.ts';

/** Milliseconds: a run that is over before is not worth a line, and eyes read no faster. */
const FIRST = 300;
const EVERY = 100;

/** One line of progress: bytes, share, rows a second, time left. */
export function progressLine({ bytes, total, records }: Progress, seconds: number): string {
  const share = total > 0 ? Math.min(1, bytes / total) : undefined;
  const parts = [
    share === undefined ? byteSize(bytes) : `${byteSize(bytes)} of ${byteSize(total)} · ${Math.floor(share * 100)} %`,
  ];
  if (seconds > 0) parts.push(`${grouped(Math.round(records / seconds))} rows/s`);
  // An estimate from less than 2 % is noise.
  if (share !== undefined && share > 0.02 && share < 1)
    parts.push(`${duration(Math.max(1, Math.round((seconds * (1 - share)) / share)))} left`);
  return parts.join(' · ');
}

/** A progress line on stderr that rewrites itself, and what clears it; silent unless somebody watches. */
export function progress(
  io: Io,
  off: boolean,
): { readonly show?: (progress: Progress) => void; readonly clear: () => Promise<void> } {
  const { env, stderr } = io;
  if (off || inCi(env) || env['PRE_COMMIT'] === '1' || env['TERM'] === 'dumb' || !stderr.isTTY)
    return { clear: async () => {} };
  const start = io.now();
  let last = start + FIRST - EVERY;
  let shown = false;
  return {
    show: (p) => {
      const now = io.now();
      if (now - last < EVERY) return;
      last = now;
      shown = true;
      void stderr.write(`\r\u001b[K${progressLine(p, (now - start) / 1000).slice(0, (stderr.columns ?? 80) - 1)}`);
    },
    clear: async () => {
      if (shown) await stderr.write('\r\u001b[K');
      shown = false;
    },
  };
}
