/** Where text goes. */
export interface Sink {
  /** Resolves when the text was taken; a reader that went away (EPIPE) is no error. */
  write(text: string | Uint8Array): Promise<void>;
  readonly isTTY: boolean;
  /** Terminal cells in a line; undefined when unknown. */
  readonly columns: number | undefined;
}

/** A keyboard and the screen above it. */
export interface Terminal {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  /** Ctrl-C is a key like any other while keys are read one by one: who meets it says so. */
  interrupt(): void;
}

/** Everything that a command may know of the process. */
export interface Io {
  readonly stdout: Sink;
  readonly stderr: Sink;
  /** Asked for only when stdin is an input: opening it would keep the process alive. */
  stdin(): AsyncIterable<Uint8Array>;
  /** Where somebody sits who can be asked; undefined where nobody does. */
  terminal?(): Terminal | undefined;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted by SIGINT or SIGTERM, which is then its reason. */
  readonly signal: AbortSignal;
  /** Milliseconds on a clock that only goes forward. */
  now(): number;
  /** The day by the clock on the wall, YYYY-MM-DD. */
  today(): string;
}

/** Whether this run is under continuous integration: the variable that all of them set. */
export function inCi(env: Io['env']): boolean {
  return env['CI'] !== undefined && env['CI'] !== '' && env['CI'] !== '0' && env['CI'] !== 'false';
}

/** Whether a sink gets colours: the flag, then NO_COLOR (no-color.org) and FORCE_COLOR, then whether somebody watches. */
export function wantsColor(asked: string | undefined, sink: Sink, env: Io['env']): boolean {
  if (asked === 'always' || asked === 'never') return asked === 'always';
  if (env['NO_COLOR'] !== undefined && env['NO_COLOR'] !== '') return false;
  const force = env['FORCE_COLOR'];
  if (force !== undefined && force !== '') return force !== '0' && force !== 'false';
  return sink.isTTY && env['TERM'] !== 'dumb';
}

/** The stream until the signal: a pipe that says nothing more must not keep an interrupted run from its report. */
export async function* interruptible(
  stream: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const stopped = new Promise<undefined>((stop) => {
    if (signal.aborted) stop(undefined);
    signal.addEventListener('abort', () => stop(undefined), { once: true });
  });
  const chunks = stream[Symbol.asyncIterator]();
  for (;;) {
    const step = await Promise.race([chunks.next(), stopped]);
    if (step === undefined || step.done === true) return;
    yield step.value;
  }
}
