import type { Said } from '../../advise/asking.ts';
import { shellWord } from '../nearby.ts';
import type { Parsed } from '../parse.ts';

/** The files as they were given, for a command to paste. */
export function filesText({ positionals, literal, values }: Parsed): string | undefined {
  const flagged = ['train', 'eval'].flatMap((name) =>
    (values.get(name) ?? []).map((file) => `--${name} ${shellWord(file)}`),
  );
  const all = [
    ...positionals.map((file) => (file === '-' ? file : shellWord(file))),
    ...literal.map(shellWord),
    ...flagged,
  ];
  return all.length === 0 ? undefined : all.join(' ');
}

/** The command that goes on where somebody left the questions. */
export function resumeLine({ title, task, domain, sources, answers }: Said, parsed: Parsed): string {
  const files = filesText(parsed);
  const out = parsed.values.get('out')?.[0];
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
    ...(out === undefined ? [] : [`--out ${shellWord(out)}`]),
  ].join(' ');
}
