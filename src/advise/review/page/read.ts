import { FtlintError } from '../../../core/error.ts';
import { withoutFences } from './text-blocks.ts';
import type { Why } from '../sample/items.ts';
import { type ReviewCount, type ReviewResult, reviewResult } from './result.ts';
import { headingsOf, readSection, withoutCopies } from './section.ts';
import { boxOn } from './boxes.ts';
import { BY, COUNT, TITLE } from './write.ts';

/** Reads the ticks of a page back. Throws FtlintError where it is no review, or a tick cannot be understood. */
export function readReview(page: string, named: string): ReviewResult {
  const own = withoutFences(page);
  if (own === undefined)
    throw new FtlintError(
      'review',
      `${named}: a block of record text has no end`,
      'put the line of ~ below the text back as it was written',
    );
  const lines = own.split('\n');
  const headings = headingsOf(lines);
  if (!own.startsWith(TITLE) || headings.length === 0)
    throw new FtlintError(
      'review',
      `${named} is no review`,
      'ftlint review train.jsonl --n 50 --out review.md writes one',
    );
  const stray = lines.slice(0, headings[0]).findIndex((line) => boxOn(line) !== undefined);
  if (stray >= 0)
    throw new FtlintError(
      'review',
      `${named}, line ${stray + 1}: "${lines[stray].trim()}" stands above the first record`,
      'the heading of its record is gone: put it back as it was written, or take the line away',
    );
  const sections = withoutCopies(
    headings.map((from, i) => readSection(lines, from, headings[i + 1] ?? lines.length, named)),
    named,
  );
  const count = (kind: Why): ReviewCount => {
    const read = sections.filter(({ why, says }) => why === kind && says !== undefined);
    return { read: read.length, rejected: read.filter(({ says }) => says === 'bad').length };
  };
  const head = lines.slice(0, headings[0]).join('\n');
  const [, written = '', total] = COUNT.exec(head) ?? [];
  return reviewResult(
    { drawn: count('drawn'), class: count('class'), worst: count('worst') },
    {
      of: lines[0].slice(TITLE.length).trim(),
      by: new RegExp(`^${BY}[ \\t]*(\\S.*)$`, 'm').exec(head)?.[1].trim(),
      files: [...new Set(sections.map(({ path }) => path))],
      present: sections.length,
      total: total === undefined ? undefined : Number(total),
      onPage: Math.max(sections.length, Number(written)),
      notes: sections.flatMap(({ place, says, note }) =>
        says === undefined || note === '' ? [] : [{ place, says, note }],
      ),
    },
  );
}

/** Whether somebody has ticked a box of a page, or tried to. */
export function isTicked(page: string): boolean {
  try {
    return readReview(page, 'the page').read > 0;
  } catch (error) {
    // No review at all is nobody's reading; one that cannot be read may well be.
    return error instanceof FtlintError && page.startsWith(TITLE);
  }
}
