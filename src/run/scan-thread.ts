import { rules } from '../../rules/index.ts';
import { FtlintError } from '../core/error.ts';
import type { ScanState } from '../core/scan.ts';
import { scanCodec } from '../core/scan-codec.ts';
import type { Table } from '../core/table.ts';
import { fileSource } from '../readers/source.ts';
import type { OpenFile } from './scan-dataset.ts';
import { type BrokenFiles, scanSegments } from './scan-segments.ts';
import { optionsOf } from './table-bounds.ts';
import { boardOver } from './thread-board.ts';
import type { Failed, ThreadAnswer, ThreadJob } from './thread-job.ts';

/** What a worker thread does: takes segments from the board until there are none, then hands its state over. */
export async function scanThread(job: ThreadJob): Promise<ThreadAnswer> {
  const board = boardOver(job.board);
  const files = new Map<number, Promise<OpenFile>>();
  const open = (file: number): Promise<OpenFile> => {
    let opened = files.get(file);
    if (opened === undefined) files.set(file, (opened = openAgain(job.files[file])));
    return opened;
  };
  const watch = {
    stopped: board.stopped,
    broke: board.stop,
    seen: (bytes: number, records: number) => board.seen(job.index, bytes, records),
  };
  const broken: BrokenFiles = new Map();
  try {
    const take = () => job.segments[board.take()];
    const state = await scanSegments({ ...job.plan, rules }, open, take, watch, broken, optionsOf(job.bounds));
    return {
      state: scanCodec(rules).encode(state),
      tables: tablesOf(state).map(([name, table]) => [name, table.parts()]),
      broken: [...broken].map(([file, error]) => [file, failed(error)]),
    };
  } catch (error) {
    if (error instanceof FtlintError) return { failed: failed(error) };
    throw error;
  }
}

async function openAgain({ plan, absolute }: ThreadJob['files'][number]): Promise<OpenFile> {
  return { plan, source: await fileSource(absolute, plan.path) };
}

function tablesOf({ input, preference, own }: ScanState): readonly (readonly [string, Table])[] {
  return [['input', input], ['preference', preference], ...own];
}

function failed({ code, message, hint }: FtlintError): Failed {
  return { code, message, hint };
}
