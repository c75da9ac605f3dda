import type { Container, FileNote, FilePlan } from '../core/plan.ts';

/** Lower-case extension, a `.gz` or `.zst` behind it left out. */
export const extensionOf = (path: string): string =>
  /\.([a-z\d]+)$/i.exec(path.replace(/\.(?:gz|zst)$/i, ''))?.[1].toLowerCase() ?? '';

const PACKED: Readonly<Record<string, FilePlan['compression']>> = { gz: 'gzip', zst: 'zstd' };

/** A plain file that is called `.gz`, or one packed otherwise than its name says: every loader tries to unpack it and stops. */
export function misnamedPacking(path: string, compression: FilePlan['compression']): readonly FileNote[] {
  const expected = /\.(gz|zst)$/i.exec(path)?.[1].toLowerCase();
  if (expected === undefined || PACKED[expected] === compression) return [];
  return [{ code: 'wrong-extension', offset: 0, line: 0, data: { found: compression ?? 'not compressed', expected } }];
}

/** What an extension promises; others promise nothing. */
const PROMISES: Readonly<Record<string, readonly Container[]>> = {
  jsonl: ['jsonl'],
  ndjson: ['jsonl'],
  json: ['json-array', 'json-object'],
  csv: ['csv'],
  tsv: ['tsv'],
  parquet: ['parquet'],
  arrow: ['arrow'],
  feather: ['arrow'],
};

/** A container that the extension does not promise: loaders choose by the name. */
export function wrongExtension(container: Container, extension: string): readonly FileNote[] {
  const promised = Object.hasOwn(PROMISES, extension) ? PROMISES[extension] : undefined;
  if (promised === undefined || promised.includes(container)) return [];
  const code = container === 'jsonl' && extension === 'json' ? 'json-lines-extension' : 'wrong-extension';
  return [{ code, offset: 0, line: 0, data: { found: container, expected: extension } }];
}
