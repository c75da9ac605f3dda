#!/usr/bin/env node
import type { Io, Sink } from './commands/io.ts';
import { main } from './commands/main.ts';

/** Node makes a standard stream when it is first asked for, which takes time: most runs never touch stderr. */
function sink(name: 'stdout' | 'stderr'): Sink {
  let gone = false;
  let opened: NodeJS.WriteStream | undefined;
  const stream = (): NodeJS.WriteStream =>
    (opened ??= process[name].on('error', (error: NodeJS.ErrnoException) => {
      // A reader that has seen enough (head, less) is not a fault; a full disk is.
      if (error.code !== 'EPIPE' && !gone) process.exitCode = 2;
      gone = true;
    }));
  return {
    write: (text) => new Promise((done) => (gone ? done() : stream().write(text, () => done()))),
    get isTTY() {
      return stream().isTTY === true;
    },
    get columns() {
      return stream().columns;
    },
  };
}

const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  // Once: the second Ctrl-C meets the default handler and ends the process.
  process.once(signal, () => interrupted.abort(signal));
}

let opened = false;
const io: Io = {
  stdout: sink('stdout'),
  stderr: sink('stderr'),
  stdin: () => {
    opened = true;
    return process.stdin;
  },
  terminal: () => {
    const [input, output] = [process.stdin, process.stderr];
    opened = true;
    if (!input.isTTY || !output.isTTY || process.env['TERM'] === 'dumb') return undefined;
    return { input, output, interrupt: () => interrupted.abort('SIGINT') };
  },
  cwd: process.cwd(),
  env: process.env,
  signal: interrupted.signal,
  now: () => performance.now(),
  today: () => new Date().toISOString().slice(0, 10),
};

// What Node says of a process that ends before it was done: nobody may take that for a pass.
process.exitCode = 13;
void main(process.argv.slice(2), io).then((code) => {
  process.exitCode = process.exitCode === 2 ? 2 : code;
  // An interrupted run may leave stdin half read, and an open pipe keeps the process alive.
  if (opened) process.stdin.destroy();
});
