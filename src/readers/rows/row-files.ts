import { FtlintError } from '../../core/error.ts';
import type { FilePlan } from '../../core/plan.ts';
import { type FileBytes, type RowFile, Unreadable, WRITE_AGAIN } from './row-file.ts';
import type { Source } from '../source.ts';

/** Files that were opened: what their index says is asked for once a segment. */
const OPENED = new WeakMap<Source, Promise<RowFile>>();

/** Opens a Parquet or Arrow file; what reads it is loaded here, by who needs it. Throws FtlintError. */
export function openRows(plan: Pick<FilePlan, 'container' | 'path'>, source: Source): Promise<RowFile> {
  let opened = OPENED.get(source);
  if (opened === undefined) OPENED.set(source, (opened = open(plan, source)));
  return opened;
}

async function open({ container, path }: Pick<FilePlan, 'container' | 'path'>, source: Source): Promise<RowFile> {
  const bytes = bytesOf(source);
  if (container === 'arrow') {
    const { openArrow } = await import('../arrow/arrow.ts');
    return orUnreadable(path, () => openArrow(bytes));
  }
  const { openParquet } = await import('../parquet/parquet.ts');
  return orUnreadable(path, () => openParquet(bytes));
}

/** The name of a file with what is wrong with it. The error's class may be that of a module loaded apart: its name counts. */
export function orUnreadable<T>(path: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'Unreadable') throw error;
    const { message, hint } = error as Unreadable;
    throw new FtlintError('unreadable-table', `${path} ${message}.`, hint);
  }
}

function bytesOf(source: Source): FileBytes {
  const { path, bytes: size, direct } = source;
  return {
    path,
    size,
    slice(start, end) {
      const bytes = new Uint8Array(end - start);
      const file = direct?.(start);
      let at = 0;
      try {
        while (file !== undefined && at < bytes.length) {
          const read = file.into(bytes, at, bytes.length - at);
          if (read === 0) break;
          at += read;
        }
      } finally {
        file?.close();
      }
      if (at < bytes.length) throw new Unreadable('ended while it was read', WRITE_AGAIN);
      return bytes;
    },
  };
}
