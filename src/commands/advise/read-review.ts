import type { ReviewResult } from '../../advise/review/page/result.ts';
import { visible } from '../../reporters/visible.ts';
import { shellWord } from '../nearby.ts';
import type { Parsed } from '../parse.ts';
import { filesText } from './resume.ts';

/** Whether a review is all that was given: then its result is what is wanted, and not a decision. */
export function onlyReview({ positionals, literal, values }: Parsed): boolean {
  const more = ['answer', 'answers', 'record', 'out', 'train', 'eval'];
  return positionals.length + literal.length === 0 && more.every((name) => !values.has(name));
}

/** The command that takes the result of a page into a decision record. */
const recordCommand = (files: string, page: string): string =>
  `ftlint advise ${files} --record decision.md --review ${page} --out decision.md`;

/** What to do with a page that has been read: print its result, and take it into a record. */
export function resultCommands(parsed: Parsed, page: string): readonly [string, string] {
  const stdin = parsed.values.get('stdin-filename')?.[0];
  const name = stdin === undefined ? '' : ` --stdin-filename ${shellWord(stdin)}`;
  return [
    `ftlint advise --review ${shellWord(page)}`,
    recordCommand(`${filesText(parsed) ?? '-'}${name}`, shellWord(page)),
  ];
}

/** The result of a review for a terminal, or as JSON. */
export function reviewPrinted(review: ReviewResult, { values, switches }: Parsed): string {
  if (switches.has('json')) return `${JSON.stringify({ review }, null, 2)}\n`;
  const page = values.get('review')?.[0] ?? '';
  const notes = review.notes.map(({ place, says, note }) => `  ${place}, ${says}: ${note}`);
  const lines = [
    `Review of ${review.of}: ${review.line}`,
    ...(review.by === undefined ? [] : [`Read by: ${review.by}`]),
    ...(notes.length === 0 ? [] : ['Notes', ...notes]),
    ...(review.risks.length === 0 ? [] : ['Risks', ...review.risks.map((risk) => `  ${risk}`)]),
    '',
    'No decision: it needs answers, and none were given. To take the review into a decision record:',
    `  ${recordCommand(review.files.map(shellWord).join(' '), shellWord(page))}`,
    'ftlint advise with --out decision.md writes one; at a terminal it asks.',
  ];
  return lines.map((line) => `${visible(line)}\n`).join('');
}
