import { type FlatTable, rootTable } from './flatbuffer.ts';
import { type FileBytes, Unreadable, WRITE_AGAIN } from '../rows/row-file.ts';

/** A message of Arrow's interprocess format: what it is about, and where its body lies. */
export interface Message {
  readonly kind: 'schema' | 'dictionary' | 'batch' | 'other';
  readonly header: FlatTable;
  /** Where it stands. */
  readonly at: number;
  /** Bytes `[start, end)` of the file. */
  readonly start: number;
  readonly end: number;
}

/** Bytes of a message's description: of 10,000 columns it is 2 MB. */
const HEADER_MOST = 64 * 1024 * 1024;
const MAGIC = 'ARROW1';
const KINDS = ['other', 'schema', 'dictionary', 'batch'] as const;
/** Version 4 of the metadata is that of Arrow 0.8 (2017). */
const OLDEST = 3;

const cutOff = (): Unreadable =>
  new Unreadable('is damaged: it ends in the middle of its rows, so it was cut off', WRITE_AGAIN);
const damaged = (): Unreadable => new Unreadable('is damaged: a message in it makes no sense', WRITE_AGAIN);

/** What a file says of its columns, and its messages about rows and dictionaries. */
export interface Contents {
  readonly schema: FlatTable;
  /** Dictionaries before the batches that point into them. */
  readonly messages: Iterable<Message>;
}

/** The contents of a stream as datasets saves it, or of a file with an index (Feather). Throws Unreadable. */
export function contentsOf(file: FileBytes): Contents {
  return file.size >= 8 && magicAt(file, 0) ? indexed(file) : streamed(file);
}

function streamed(file: FileBytes): Contents {
  const first = file.size > 0 ? read(file, 0, file.size) : undefined;
  if (first?.kind !== 'schema') throw new Unreadable('is damaged: it does not begin with its columns', WRITE_AGAIN);
  function* messages(): Generator<Message> {
    for (let at = (first as Message).end; at < file.size;) {
      const message = read(file, at, file.size);
      if (message === undefined) return;
      yield message;
      at = message.end;
    }
  }
  return { schema: first.header, messages: messages() };
}

/** By the index alone: not every writer leaves between its blocks what a stream has. Its dictionaries are for all batches. */
function indexed(file: FileBytes): Contents {
  const tail = file.size - MAGIC.length;
  if (tail < 16 || !magicAt(file, tail)) throw cutOff();
  const length = numbers(file.slice(tail - 4, tail)).getInt32(0, true);
  if (length <= 0 || length > Math.min(tail - 12, HEADER_MOST)) throw damaged();
  const index = rootTable(file.slice(tail - 4 - length, tail - 4));
  const schema = index.table(1);
  if (schema === undefined) throw damaged();
  function* messages(): Generator<Message> {
    for (const field of [2, 3]) for (const at of index.blocks(field)) yield messageAt(file, at);
  }
  return { schema, messages: messages() };
}

function magicAt(file: FileBytes, at: number): boolean {
  return Buffer.from(file.slice(at, at + MAGIC.length)).toString('latin1') === MAGIC;
}

/** The message at a place where one was found before. Throws Unreadable. */
export function messageAt(file: FileBytes, at: number): Message {
  const message = at >= 0 && at < file.size ? read(file, at, file.size) : undefined;
  if (message === undefined) throw damaged();
  return message;
}

/** Bytes in which most messages have their description. */
const AHEAD = 4096;

/** The message at a place; undefined where the mark of the end stands. */
function read(file: FileBytes, at: number, end: number): Message | undefined {
  const ahead = file.slice(at, Math.min(end, at + AHEAD));
  if (ahead.length < 4) throw cutOff();
  const view = numbers(ahead);
  let prefix = 4;
  let length = view.getInt32(0, true);
  // Before Arrow 0.15 the length stood there itself.
  if (length === -1) {
    if (ahead.length < 8) throw cutOff();
    length = view.getInt32(4, true);
    prefix = 8;
  }
  if (length === 0) return undefined;
  if (length < 0 || length > HEADER_MOST) throw damaged();
  const start = at + prefix + length;
  if (start > end) throw cutOff();
  const root = rootTable(
    prefix + length <= ahead.length ? ahead.subarray(prefix, prefix + length) : file.slice(at + prefix, start),
  );
  const body = root.int64(3);
  if (body < 0) throw damaged();
  if (start + body > end) throw cutOff();
  const header = root.table(2);
  if (header === undefined) throw damaged();
  if (root.int16(0) < OLDEST)
    throw new Unreadable(
      'was written by an Arrow older than 0.8, which ftlint does not read',
      'Write it again with a newer one',
    );
  return { kind: KINDS[root.int8(1)] ?? 'other', header, at, start, end: start + body };
}

const numbers = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
