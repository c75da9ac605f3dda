import { FtlintError } from '../core/error.ts';
import type { Task } from '../core/gate-types.ts';
import { nearest } from '../core/nearest.ts';

/** Names that stand for whatever the format shows. */
const BY_FORMAT = new Set(['auto', 'sft', 'fine-tuning', 'finetuning', 'finetune']);

/** The task behind an id or everyday name; undefined: to be inferred. Throws FtlintError with a suggestion for a typo. */
export function resolveTask(name: string | undefined, tasks: readonly Task[]): Task | undefined {
  if (name === undefined) return undefined;
  const wanted = name
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_]+/g, '-');
  if (BY_FORMAT.has(wanted)) return undefined;
  const task = tasks.find((t) => t.id === wanted || t.names.includes(wanted));
  if (task !== undefined) return task;
  const close = nearest(
    wanted,
    tasks.flatMap((t) => [t.id, ...t.names]),
  );
  const hint = close === undefined ? 'ftlint tasks lists them' : `did you mean --task ${close}?`;
  throw new FtlintError('unknown-task', `--task ${name}: no such task`, hint);
}
