/** Exit codes of signals, as shells count: 128 and its number. */
const CODES: Readonly<Record<string, number>> = { SIGINT: 130, SIGTERM: 143 };

/** The exit code of a run that the signal ended. */
export function signalCode(signal: AbortSignal): number {
  return CODES[String(signal.reason)] ?? CODES['SIGINT'];
}
