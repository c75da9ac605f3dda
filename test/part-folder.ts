import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rules } from '../rules/index.ts';
import type { Report } from '../src/core/report.ts';
import { check } from '../src/run/check.ts';
import type { CheckOptions } from '../src/run/options.ts';
import { closeParts } from '../src/run/partial/close-parts.ts';
import { crc32 } from '../src/run/partial/crc32.ts';
import { frameHead, type FrameHeader, PREFIX_BYTES, readHeader, readPrefix } from '../src/run/partial/frame.ts';
import { mergeParts } from '../src/run/partial/merge-parts.ts';
import { openPartFiles } from '../src/run/partial/part-files.ts';
import { type Parts, readParts } from '../src/run/partial/read-parts.ts';
import { reportParts } from '../src/run/partial/report-parts.ts';
import { scanShard } from '../src/run/partial/scan-shard.ts';

/** A folder with partial results in it, as tests make, break and report them. */
export interface PartFolder {
  readonly cwd: string;
  write(name: string, bytes: Uint8Array | string): string;
  read(name: string): Buffer;
  /** The bytes of one shard. */
  scan(options: CheckOptions, index: number, of: number, frameBytes?: number): Promise<Buffer>;
  /** Files `p-1.ftp` … `p-n.ftp`, a shard each; their names. */
  scanAll(options: CheckOptions, of: number, stem?: string): Promise<string[]>;
  merge(names: readonly string[], to: string): Promise<string>;
  /** `merge --close`. */
  close(names: readonly string[], to: string): Promise<string>;
  report(names: readonly string[], options?: Partial<CheckOptions>): Promise<string>;
  check(options: CheckOptions): Promise<string>;
}

/** A fresh one. Reports are JSON text: equal text, equal report. */
export function partFolder(): PartFolder {
  const cwd = mkdtempSync(join(tmpdir(), 'ftlint-parts-'));
  const write = (name: string, bytes: Uint8Array | string): string => {
    writeFileSync(join(cwd, name), bytes);
    return name;
  };
  const scan: PartFolder['scan'] = async (options, index, of, frameBytes) => {
    const { frames, release } = await scanShard({ cwd, ...options }, { index, of }, frameBytes);
    try {
      return Buffer.concat([...frames]);
    } finally {
      release();
    }
  };
  const joined = async (
    names: readonly string[],
    to: string,
    join: (parts: Parts) => AsyncIterable<Uint8Array>,
  ): Promise<string> => {
    const files = await openPartFiles(names, cwd);
    try {
      const pieces: Uint8Array[] = [];
      for await (const piece of join(await readParts(files))) pieces.push(piece);
      return write(to, Buffer.concat(pieces));
    } finally {
      await files.close();
    }
  };
  const text = (report: Report): string => JSON.stringify(report);
  return {
    cwd,
    write,
    read: (name) => readFileSync(join(cwd, name)),
    scan,
    async scanAll(options, of, stem = 'p') {
      const names: string[] = [];
      for (let i = 1; i <= of; i++) names.push(write(`${stem}-${i}.ftp`, await scan(options, i, of)));
      return names;
    },
    merge: (names, to) => joined(names, to, mergeParts),
    close: (names, to) => joined(names, to, (parts) => closeParts(parts, rules)),
    report: async (names, options = {}) => text((await reportParts({ cwd, ...options, inputs: names })).report),
    check: async (options) => text(await check({ cwd, ...options })),
  };
}

/** Where each frame of a partial begins and ends. */
export function framesIn(
  bytes: Buffer,
): readonly { readonly at: number; readonly end: number; readonly header: FrameHeader }[] {
  const frames = [];
  for (let at = 0; at < bytes.length;) {
    const prefix = readPrefix(bytes.subarray(at), 'test', at);
    const payload = at + PREFIX_BYTES + prefix.headerBytes;
    const end = payload + prefix.payloadBytes;
    frames.push({ at, end, header: readHeader(bytes.subarray(at + PREFIX_BYTES, payload), prefix, 'test', at) });
    at = end;
  }
  return frames;
}

/** The partial with every header and payload changed, all checksums right: what another program would have written. */
export function rewritten(
  bytes: Buffer,
  header: (header: FrameHeader) => FrameHeader,
  payload: (payload: Buffer) => Buffer = (same) => same,
): Buffer {
  const out: Uint8Array[] = [];
  for (const { at, end, header: old } of framesIn(bytes)) {
    const prefix = readPrefix(bytes.subarray(at), 'test', at);
    const body = payload(bytes.subarray(at + PREFIX_BYTES + prefix.headerBytes, end));
    out.push(frameHead(prefix.kind, prefix.bucket, header(old), body.length, crc32(body)), body);
  }
  return Buffer.concat(out);
}
