import { FtlintError } from '../core/error.ts';

/** A kind of file that this version does not open, by its first bytes. */
interface Foreign {
  readonly name: string;
  /** Bytes at `at` as Latin-1 text. */
  readonly magic: readonly string[];
  readonly at?: number;
  /** The line that makes something ftlint reads of it; `%` is the file, `@` its name without the last extension. */
  readonly convert: string;
}

const pandas = (read: string): string =>
  `python -c "import pandas as pd; pd.${read}.to_json('@.jsonl', orient='records', lines=True)"`;
const UNZIP = 'unzip %';
const TWICE = 'Unpack it once (gunzip, zstd -d) and give what comes out.';
const NOT_DATA = 'Export its text as JSON lines, one record a line.';

/** Signatures: the specifications of the formats; `file(1)` has the same. */
const FOREIGN: readonly Foreign[] = [
  { name: 'a Feather file of the first version', magic: ['FEA1'], convert: pandas("read_feather('%')") },
  { name: 'an ORC file', magic: ['ORC'], convert: pandas("read_orc('%')") },
  { name: 'an Avro file', magic: ['Obj\x01'], convert: 'avro-tools tojson % > @.jsonl' },
  { name: 'an HDF5 file', magic: ['\x89HDF\r\n'], convert: pandas("read_hdf('%')") },
  { name: 'a NumPy array', magic: ['\x93NUMPY'], convert: NOT_DATA },
  { name: 'compressed with bzip2', magic: Array.from({ length: 9 }, (_, i) => `BZh${i + 1}`), convert: 'bunzip2 -k %' },
  { name: 'compressed with xz', magic: ['\xfd7zXZ\0'], convert: 'xz -dk %' },
  { name: 'compressed with lz4', magic: ['\x04"M\x18'], convert: 'lz4 -d %' },
  { name: 'compressed twice (a gzip file is inside)', magic: ['\x1f\x8b'], convert: TWICE },
  {
    name: 'compressed twice (a zstd file is inside)',
    magic: ['(\xb5/\xfd', ...Array.from({ length: 16 }, (_, i) => `${String.fromCharCode(0x50 + i)}*M\x18`)],
    convert: TWICE,
  },
  { name: 'a 7z archive', magic: ["7z\xbc\xaf'\x1c"], convert: '7z x %' },
  { name: 'a RAR archive', magic: ['Rar!\x1a\x07'], convert: 'unrar x %' },
  { name: 'a tar archive', magic: ['ustar'], at: 257, convert: 'tar xf %' },
  {
    name: 'an SQLite database',
    magic: ['SQLite format 3\0'],
    convert: `sqlite3 -csv -header % "select * from <table>" > @.csv`,
  },
  {
    name: 'an old Excel or Word file',
    magic: ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'],
    convert: pandas("read_excel('%')"),
  },
  {
    name: 'a Python pickle',
    magic: ['\x80\x02', '\x80\x03', '\x80\x04', '\x80\x05'],
    convert: `${pandas("read_pickle('%')")}   (a pickle runs code when it is opened: only if you made it)`,
  },
  { name: 'a PDF', magic: ['%PDF-'], convert: 'pdftotext % @.txt' },
  { name: 'an RTF document', magic: ['{\\rtf'], convert: NOT_DATA },
  { name: 'an image', magic: ['\x89PNG', '\xff\xd8\xff', 'GIF8'], convert: NOT_DATA },
];

const ZIPPED: readonly Foreign[] = [
  { name: 'an Excel workbook', magic: ['xl/'], convert: pandas("read_excel('%')") },
  { name: 'a Word document', magic: ['word/'], convert: NOT_DATA },
  { name: 'a PyTorch file', magic: ['/data.pkl'], convert: NOT_DATA },
  { name: 'a NumPy archive', magic: ['.npy'], convert: NOT_DATA },
];

const latin1 = (bytes: Uint8Array, from: number, to: number): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset + from, Math.max(0, Math.min(to, bytes.length) - from)).toString('latin1');

/** Throws for a file that is no text, an unfetched Git LFS pointer, a web page, or empty: each with what to do. */
export function refuseForeign(head: Uint8Array, path: string): void {
  const start = latin1(head, 0, 512);
  if (start.startsWith('version https://git-lfs.github.com/spec/')) {
    throw new FtlintError(
      'lfs-pointer',
      `${path} is a Git LFS pointer; the data itself was not fetched.`,
      `git lfs pull --include="${path}"`,
    );
  }
  if (start.startsWith('PK\x03\x04') || start.startsWith('PK\x05\x06')) {
    const names = latin1(head, 0, 64 * 1024);
    // The names of the members stand in a zip's head; workbooks may begin with any of theirs.
    const inside = ZIPPED.find((kind) => kind.magic.some((part) => names.includes(part)));
    throw refusal(inside ?? { name: 'a zip archive', magic: [], convert: UNZIP }, path);
  }
  for (const kind of FOREIGN) {
    const at = kind.at ?? 0;
    if (
      kind.magic.some((magic) => start.startsWith(magic, at)) &&
      !(kind.magic[0] === 'ORC' && /^ORC[\w ,;\t-]/.test(start))
    )
      throw refusal(kind, path);
  }
}

/** Throws when the text is no data as it stands: a web page, XML, or a table behind Excel's `sep=` line. */
export function refuseMarkup(text: string, path: string): void {
  if (/^sep=.\r?\n/i.test(text)) {
    throw new FtlintError(
      'excel-sep-line',
      `${path} begins with Excel's "${text.slice(0, 5)}" line, which every loader takes for the header.`,
      'Delete the first line: tail -n +2 in.csv > out.csv',
    );
  }
  const start = text.slice(0, 2000).trimStart().toLowerCase();
  if (/^<(!doctype\s+html|html|head|body|script)\b/.test(start)) {
    throw new FtlintError(
      'html',
      `${path} is a web page (HTML), not data: the download was answered by a site, often a login or error page.`,
      'Fetch the raw file: on the Hub the link has /resolve/ instead of /blob/, on GitHub use "Raw".',
    );
  }
  if (/^<(\?xml|!doctype|[a-z][\w:.-]*[\s/>])/.test(start)) {
    throw new FtlintError(
      'unsupported-container',
      `${path} is XML, which ftlint does not read.`,
      fill(pandas("read_xml('%')"), path),
    );
  }
}

/** Throws for rows that end with CR alone: no reader of lines sees more than one. */
export function refuseLoneReturns(text: string, path: string): void {
  if (text.includes('\n') || !/\r[^\r]/.test(text)) return;
  // In one JSON value, CR is white space like any other.
  const [first = '', second = ''] = text.trimStart().split(/\r+/, 2);
  const json = first.startsWith('{') || first.startsWith('[');
  if (json && !(first.startsWith('{') && first.trimEnd().endsWith('}') && second.trimStart().startsWith('{'))) return;
  throw new FtlintError(
    'cr-line-ends',
    `${path} ends its lines with CR alone, as the old Mac OS did: most loaders see one long line.`,
    `tr '\\r' '\\n' < ${path} > lf-${path.slice(path.lastIndexOf('/') + 1)}`,
  );
}

const refusal = (kind: Foreign, path: string): FtlintError =>
  new FtlintError(
    'unsupported-container',
    `${path} is ${kind.name}, which this version of ftlint does not open.`,
    fill(kind.convert, path),
  );

const fill = (command: string, path: string): string =>
  command.replaceAll('%', path).replaceAll('@', path.replace(/\.[^./]+$/, ''));
