import { type Ask, type Knowledge, nextAsk, readReply, type Said } from '../../advise/asking.ts';
import { interruptible, type Io } from '../io.ts';

/** Lines of the terminal, without their ends. */
async function* typed(io: Io): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of interruptible(io.stdin(), io.signal)) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = parts.pop() ?? '';
    for (const part of parts) yield part.replace(/\r$/, '');
  }
  if (rest !== '') yield rest;
}

function shown({ text, choices }: Ask): string {
  const width = String(choices.length).length;
  const lines = choices.map(({ label }, i) => `  ${String(i + 1).padStart(width)}  ${label}`);
  return `\n${text}\n${lines.join('\n')}\n  b back, s skip, ? help\n> `;
}

/** Whether somebody sits there: asks only then. */
export const canAsk = (io: Io): boolean => io.stdinIsTTY === true && io.stderr.isTTY;

/** Asks one question at a time until all is said or the input ends; throws when it is interrupted. Questions go to stderr: stdout is the answer's. */
export async function askAll(start: Said, knowledge: Knowledge, io: Io): Promise<Said> {
  const before: Said[] = [];
  let said = start;
  let ask = nextAsk(said, knowledge);
  if (ask === undefined) return said;
  await io.stderr.write(shown(ask));
  for await (const line of typed(io)) {
    const reply = readReply(line, ask);
    if (reply === 'help') await io.stderr.write(`  ${ask.help}\n> `);
    else if (reply === 'back' && before.length === 0) await io.stderr.write('  this is the first question\n> ');
    else if (typeof reply === 'object' && 'wrong' in reply) await io.stderr.write(`  ${reply.wrong}\n> `);
    else {
      if (reply === 'back') said = before.pop()!;
      else {
        before.push(said);
        said = ask.take(reply === 'skip' ? [] : reply);
      }
      ask = nextAsk(said, knowledge);
      if (ask === undefined) return said;
      await io.stderr.write(shown(ask));
    }
  }
  if (io.signal.aborted) throw new Error('interrupted');
  await io.stderr.write('\n');
  return said;
}
