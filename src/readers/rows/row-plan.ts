import { FtlintError } from '../../core/error.ts';
import type { Container, FilePlan } from '../../core/plan.ts';
import { openRows } from './row-files.ts';
import type { Source } from '../source.ts';

/** First bytes of files whose rows are not text, as Latin-1; `PARE` is Parquet with an encrypted footer. */
const MAGIC: readonly (readonly [magic: string, container: Container])[] = [
  ['PAR1', 'parquet'],
  ['PARE', 'parquet'],
  ['ARROW1', 'arrow'],
  // A stream, as datasets saves it: its first message begins with the mark of all messages.
  ['\xff\xff\xff\xff', 'arrow'],
];

/** The container of a file whose rows are not text, by its first bytes; undefined: another one. */
export function rowContainer(head: Uint8Array): Container | undefined {
  const start = Buffer.from(head.buffer, head.byteOffset, Math.min(8, head.length)).toString('latin1');
  return MAGIC.find(([magic]) => start.startsWith(magic))?.[1];
}

/** Refuses rows where nobody can go to and fro in them. */
export function refuseStream(path: string, origin: FilePlan['origin'], compression: FilePlan['compression']): void {
  if (origin === 'stdin')
    throw new FtlintError(
      'unsupported-container',
      `${path} is a Parquet or Arrow table, which cannot be read from standard input: what stands where is said at its end.`,
      'Give it as a file: ftlint check <file>',
    );
  if (compression !== null)
    throw new FtlintError(
      'unsupported-container',
      `${path} is a Parquet or Arrow table inside a ${compression} file, which loaders do not open.`,
      `Unpack it: ${compression === 'gzip' ? 'gunzip' : 'zstd -d'} ${path}`,
    );
}

/** The plan with the places where reading may begin; any other plan as it is. Throws FtlintError when the file cannot be read. */
export async function withStretches(plan: FilePlan, source: Source): Promise<FilePlan> {
  if (plan.container !== 'parquet' && plan.container !== 'arrow') return plan;
  const { rows, stretches } = await openRows(plan, source);
  if (rows === 0)
    throw new FtlintError(
      'empty-file',
      `${plan.path} has no rows.`,
      'Write the data again; an export that failed leaves such files.',
    );
  const name = plan.container === 'parquet' ? 'row group' : 'record batch';
  const count = `${stretches.length} ${name}${stretches.length === 1 ? '' : name.endsWith('h') ? 'es' : 's'}`;
  return {
    ...plan,
    why: [...plan.why, count],
    stretches: stretches.map(({ start, bytes }) => ({ start, bytes })),
  };
}
