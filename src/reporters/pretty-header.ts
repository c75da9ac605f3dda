import type { DatasetReport, FileReport } from '../core/report.ts';
import { cells, indented, pad } from './layout.ts';
import { byteSize, counted, grouped } from './numbers.ts';
import { painter } from './paint.ts';
import type { ReportContext } from './reporter.ts';
import { visible } from './visible.ts';
import { VERDICT } from './words.ts';

const CONTAINER: Readonly<Record<string, string>> = {
  jsonl: 'JSONL',
  'json-array': 'JSON array',
  'json-object': 'JSON object',
  csv: 'CSV',
  tsv: 'TSV',
  text: 'plain text',
};

function facts(file: FileReport): string {
  const container = `${CONTAINER[file.container] ?? file.container}${file.compression === null ? '' : `, ${file.compression}`}`;
  const encoding = file.encoding === 'utf-8' ? [] : [file.encoding];
  return [
    byteSize(file.stored > 0 ? file.stored : file.bytes),
    container,
    ...encoding,
    counted(file.records, 'record'),
  ].join(' · ');
}

/** Name and facts beside each other, or below each other where they do not fit. */
function named(name: string, text: string, context: ReportContext, indent: string): string[] {
  const paint = painter(context.color);
  const label = paint('bold', name);
  if (cells(indent + name) + 3 + cells(text) <= context.columns) return [`${indent}${label}   ${text}`];
  return [indent + label, ...indented(text, context.columns, indent.length + 2)];
}

/** Reasons that are worth a line: everything but a table with commas and a header, which a person expects. */
function oddities(files: readonly FileReport[], context: ReportContext): string[] {
  const tables = files.filter((f) => ['csv', 'tsv', 'text'].includes(f.container) || f.encoding !== 'utf-8');
  const odd = tables.flatMap((f) => f.why.filter((why) => !/^comma:|^first row is a header/.test(why)));
  return [...new Set(odd)].flatMap((why) => labelled('because', visible(why), '', context));
}

function fileLines(d: DatasetReport, context: ReportContext): string[] {
  if (d.files.length === 1) return named(visible(d.files[0].path), facts(d.files[0]), context, '');
  const width = Math.max(0, ...d.files.map((f) => (f.split ?? '').length));
  const lines = d.files.flatMap((f) =>
    named(`${width > 0 ? `${pad(f.split ?? '–', width)}   ` : ''}${visible(f.path)}`, facts(f), context, '  '),
  );
  const records = d.files.reduce((sum, f) => sum + f.records, 0);
  return [
    ...named(visible(d.name), `${counted(d.files.length, 'file')} · ${counted(records, 'record')}`, context, ''),
    ...lines,
  ];
}

function labelled(label: string, value: string, why: string, context: ReportContext): string[] {
  const text = why === '' ? value : `${value}   ${why}`;
  const lines = indented(text, context.columns - 2, 10);
  const paint = painter(context.color);
  const [first, ...rest] = lines.map((line) => `  ${line.slice(2)}`);
  return [`  ${pad(label, 8)}${first.slice(10).replace(value, paint('bold', value))}`, ...rest];
}

function taskLines(d: DatasetReport, context: ReportContext): string[] {
  const { id, given, why, candidates } = d.task;
  const how = visible(why) + (given || id === null ? '' : `${why === '' ? '' : '; '}--task to overrule`);
  const lines = labelled('task', id ?? 'not known', how, context);
  if (d.verdict !== 'cannot-tell' || given || candidates.length < 2) return lines;
  const others = candidates.flatMap((c) => {
    const short = c.short === '' ? '' : `, ${visible(c.short)}`;
    return indented(
      `as ${c.id}: ${VERDICT[c.verdict].word.toLowerCase()}${short}; settle it with --task ${c.id}`,
      context.columns,
      10,
      2,
    );
  });
  return [...lines, ...others];
}

function formatLines(d: DatasetReport, context: ReportContext): string[] {
  const fields = Object.entries(d.format.fields).map(([field, column]) =>
    field === visible(column) ? field : `${field} ← ${visible(column)}`,
  );
  const others = d.format.others.map((o) => `${grouped(o.records)} as ${o.id.replaceAll('-', ' ')}`);
  const why = [...fields, ...(others.length === 0 ? [] : [`also ${others.join(', ')}`])].join(' · ');
  return labelled('read as', d.format.id === null ? 'nothing known' : d.format.id.replaceAll('-', ' '), why, context);
}

/** What was read, and as what: file facts, then task and format with the reasons. */
export function headerLines(d: DatasetReport, context: ReportContext): readonly (readonly string[])[] {
  return [fileLines(d, context), [...taskLines(d, context), ...formatLines(d, context), ...oddities(d.files, context)]];
}
