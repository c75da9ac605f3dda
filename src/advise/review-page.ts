import { FtlintError } from '../core/error.ts';
import { fenced, shorten, withoutFences } from './fenced.ts';
import { bandOf, type Draw } from './review-draw.ts';
import type { ReviewItem } from './review-items.ts';
import { type ReviewResult, reviewResult, type Why } from './review-result.ts';

/** Code points of a finding on the page. */
const LONGEST = 600;
const BY = 'Read by:';

/** What a text may not do on the page: begin a line, hide, or act on a terminal; the caller knows how. */
type OneLine = (text: string) => string;

/** What was read. */
export interface Reviewed {
  /** The files as they were given. */
  readonly named: string;
  /** How the records were chosen, a paragraph each. */
  readonly how: readonly string[];
  /** Lengths that end the shorter third of the set, and the middle one. */
  readonly thirds: Draw['thirds'];
}

/** The page to read and tick. */
export function reviewPage(items: readonly ReviewItem[], { named, how, thirds }: Reviewed, oneLine: OneLine): string {
  const lines = [
    `# Review of ${oneLine(named)}`,
    '',
    ...how.flatMap((paragraph) => [paragraph, '']),
    'Put an x into one box of each record: good if you would want the model to answer like that. Then: `ftlint advise --review <this file>`.',
    '',
    `${BY} `,
  ];
  for (const [i, { path, line, why, input, output, length, findings }] of items.entries()) {
    lines.push('', `## ${i + 1}. ${oneLine(path)}:${line} (${why})`, '');
    if (length !== undefined && thirds !== undefined) lines.push(`Length ${length}: ${bandOf(length, thirds)}.`, '');
    lines.push(...fenced(input || '(no text)', oneLine));
    if (output !== '') lines.push('', 'Answer:', '', ...fenced(output, oneLine));
    // Findings quote the data too.
    if (findings.length > 0)
      lines.push('', 'Found:', '', ...fenced(findings.map((f) => shorten(oneLine(f), LONGEST)).join('\n'), oneLine));
    lines.push('', '- [ ] good', '- [ ] bad');
  }
  return `${lines.join('\n')}\n`;
}

/** Reads the ticks of a page back. Throws FtlintError where it is no review, or a record is both good and bad. */
export function readReview(page: string, named: string): ReviewResult {
  const none = (): { read: number; rejected: number } => ({ read: 0, rejected: 0 });
  const count = { drawn: none(), class: none(), worst: none() };
  let unread = 0;
  const own = withoutFences(page);
  if (own === undefined)
    throw new FtlintError(
      'review',
      `${named}: a block of record text has no end`,
      'put the line of ~ below the text back as it was written',
    );
  const sections = own.split(/^## (?=\d+\. )/m);
  const files = new Set<string>();
  if (!page.startsWith('# Review of ') || sections.length < 2)
    throw new FtlintError(
      'review',
      `${named} is no review`,
      'ftlint review train.jsonl --n 50 --out review.md writes one',
    );
  for (const section of sections.slice(1)) {
    const [, place, why] = /^\d+\. (.*) \((drawn|class|worst)\)\s*$/m.exec(section) ?? [];
    const ticked = (box: string): boolean => new RegExp(`^\\s*[-*] \\[[xX]\\] ${box}\\s*$`, 'm').test(section);
    const [good, bad] = [ticked('good'), ticked('bad')];
    if (why === undefined)
      throw new FtlintError(
        'review',
        `${named}: the heading "${section.split('\n', 1)[0]}" lacks (drawn), (class) or (worst)`,
        'put it back as it was written',
      );
    files.add(place.replace(/:\d+$/, ''));
    if (good && bad)
      throw new FtlintError('review', `${named}: ${place} is ticked as good and as bad`, 'take one of the two away');
    if (!good && !bad) unread++;
    else {
      const one = count[why as Why];
      one.read++;
      if (bad) one.rejected++;
    }
  }
  const by = new RegExp(`^${BY}[ \\t]*(\\S.*)$`, 'm').exec(sections[0])?.[1].trim();
  return reviewResult(count, unread, by, /^# Review of (.*)$/m.exec(own)?.[1] ?? '', [...files]);
}
