import { counted } from '../reporters/numbers.ts';
import { visible } from '../reporters/visible.ts';
import type { Parts } from '../run/partial/read-parts.ts';
import { interruptible, type Io } from './io.ts';
import type { Parsed } from './parse.ts';
import { outOf, writeOut } from './part-out.ts';
import { guardInputs } from './destinations.ts';

/** `ftlint merge`: partial results as one, each once; the exit code. */
export async function mergeCommand(parsed: Parsed, io: Io): Promise<number> {
  const out = outOf(parsed, io, 'ftlint merge part-*.ftp -o all.ftp');
  const names = [...parsed.positionals, ...parsed.literal];
  if (out !== '-') await guardInputs([{ reporter: 'merge', path: out }], names, io.cwd);
  const { openPartFiles } = await import('../run/partial/part-files.ts');
  const { readParts } = await import('../run/partial/read-parts.ts');
  const { mergeParts } = await import('../run/partial/merge-parts.ts');
  const stdin = names.includes('-') ? interruptible(io.stdin(), io.signal) : undefined;
  const files = await openPartFiles(names, io.cwd, stdin);
  try {
    const parts = await readParts(files);
    const frames = parsed.switches.has('close') ? await closed(parts) : mergeParts(parts);
    const bytes = await writeOut(out, frames, io);
    if (!parsed.switches.has('quiet')) {
      const dropped = parts.dropped === 0 ? '' : `, ${counted(parts.dropped, 'frame')} given twice dropped`;
      const to = out === '-' ? 'stdout' : visible(out);
      await io.stderr.write(
        `ftlint: ${counted(parts.pieces.length, 'shard')}${dropped}, ${counted(bytes, 'byte')} to ${to}\n`,
      );
    }
    return 0;
  } finally {
    await files.close();
  }
}

async function closed(parts: Parts): Promise<AsyncIterable<Uint8Array>> {
  const [{ closeParts }, { rulesFor }] = await Promise.all([
    import('../run/partial/close-parts.ts'),
    import('../run/threads/rules-for.ts'),
  ]);
  const { destinations = null, keep = 1 } = parts.plan ?? {};
  return closeParts(parts, await rulesFor(destinations ?? undefined, keep));
}
