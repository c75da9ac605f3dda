import type { Said } from '../../advise/asking.ts';
import { shellWord } from '../nearby.ts';

/** The command that goes on where somebody left the questions. */
export function resumeLine({ title, task, domain, sources, answers }: Said, files: string | undefined): string {
  const flags: readonly (readonly [string, string])[] = [
    ...(title ? [['title', title] as const] : []),
    ...(task ? [['task', task] as const] : []),
    ...(domain ? [['domain', domain] as const] : []),
    ...(sources ?? []).map((source) => ['source', source] as const),
    ...Object.entries(answers).flatMap(([id, { choice, by, reason }]) =>
      by === 'file' ? [] : [['answer', `${id}=${choice}${reason === undefined ? '' : `:${reason}`}`] as const],
    ),
  ];
  return [
    'ftlint advise',
    ...(files === undefined ? [] : [files]),
    ...flags.map(([name, value]) => `--${name} ${shellWord(value)}`),
  ].join(' ');
}
