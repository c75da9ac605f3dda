import { FtlintError } from '../core/error.ts';
import { counted } from '../reporters/numbers.ts';
import { visible } from '../reporters/visible.ts';
import { checkOptions, limitOf } from './ask.ts';
import { guardInputs } from './destinations.ts';
import type { Io } from './io.ts';
import { checkNames } from './known.ts';
import type { Parsed } from './parse.ts';
import { outOf, writeOut } from './part-out.ts';
import { progress } from './progress.ts';
import { signalCode } from './signal-code.ts';

/** Reads `i/n`, `i` from 1. */
function shardOf(parsed: Parsed): { readonly index: number; readonly of: number } {
  const text = parsed.values.get('shard')?.[0] ?? '1/1';
  const [, index, of] = (/^(\d{1,9})\/(\d{1,9})$/.exec(text) ?? []).map(Number);
  if (index === undefined || index < 1 || index > of)
    throw new FtlintError('usage', `--shard ${text}: expected i/n, i from 1 to n`, 'as in --shard 3/8');
  return { index, of };
}

/** `ftlint scan`: reads one shard and writes what it saw; the exit code. */
export async function scanCommand(parsed: Parsed, io: Io): Promise<number> {
  const shard = shardOf(parsed);
  const out = outOf(parsed, io, `ftlint scan … --shard ${shard.index}/${shard.of} -o part-${shard.index}.ftp`);
  const base = checkOptions(parsed, io);
  const named = [...base.inputs, ...(base.train ?? []), ...(base.eval ?? [])];
  if (named.length === 0) throw new FtlintError('usage', 'no input is given', 'ftlint scan <file> -o part.ftp');
  await checkNames(base);
  if (out !== '-') await guardInputs([{ reporter: 'scan', path: out }], named, io.cwd);
  const watch = progress(io, parsed.switches.has('no-progress'));
  const options = {
    ...base,
    limit: limitOf(parsed),
    onNote: (note: string) => void io.stderr.write(`ftlint: ${note}\n`),
    ...(watch.show !== undefined && { onProgress: watch.show }),
  };
  const { scanShard } = await import('../run/partial/scan-shard.ts');
  const result = await scanShard(options, shard).finally(watch.clear);
  try {
    if (result.interrupted || io.signal.aborted) {
      await io.stderr.write('ftlint: interrupted; no partial result was written\n');
      return signalCode(io.signal);
    }
    const bytes = await writeOut(out, result.frames, io);
    for (const { message } of result.failures) await io.stderr.write(`ftlint: ${visible(message)}\n`);
    if (!parsed.switches.has('quiet')) {
      const seen = `shard ${shard.index} of ${shard.of}: ${counted(result.records, 'record')}`;
      await io.stderr.write(`ftlint: ${seen}, ${counted(bytes, 'byte')} to ${out === '-' ? 'stdout' : visible(out)}\n`);
    }
    return result.failures.length > 0 ? 2 : 0;
  } finally {
    result.release();
  }
}
