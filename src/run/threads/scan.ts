import { FtlintError } from '../../core/error.ts';
import { scanCodec } from '../../core/scan-codec.ts';
import { fileSource } from '../../readers/source.ts';
import { corpusSource } from '../corpus.ts';
import type { OpenFile } from '../scan-dataset.ts';
import { type BrokenFiles, scanSegments } from '../scan-segments.ts';
import { optionsOf } from '../table-bounds.ts';
import { boardOver } from './board.ts';
import { sharedTables } from '../shared-tables.ts';
import { rulesFor } from './rules-for.ts';
import type { Answers, Failed, ScanThreadJob } from './job.ts';

/** What a worker thread does: takes segments from the board until there are none, then hands its state over. */
export async function scanThread(job: ScanThreadJob): Promise<Answers['scan'] | { readonly failed: Failed }> {
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
    const rules = await rulesFor(job.plan.destinations, job.plan.keep);
    const state = await scanSegments({ ...job.plan, rules }, open, take, watch, broken, optionsOf(job.bounds));
    return {
      state: scanCodec(rules).encode(state),
      tables: sharedTables(state),
      broken: [...broken].map(([file, error]) => [file, failed(error)]),
    };
  } catch (error) {
    if (error instanceof FtlintError) return { failed: failed(error) };
    throw error;
  }
}

async function openAgain({ plan, absolute }: ScanThreadJob['files'][number]): Promise<OpenFile> {
  return {
    plan,
    source: plan.members === undefined ? await fileSource(absolute, plan.path) : corpusSource(plan, absolute),
  };
}

function failed({ code, message, hint }: FtlintError): Failed {
  return { code, message, hint };
}
