import { FtlintError } from '../../core/error.ts';
import { targetIndex } from '../../run/target-index.ts';
import { suggestion } from '../suggest.ts';

/** The id of the place that `--for` names, without its parameters; undefined for a run file, which only a check of data reads. */
export function findTrainer(asked: string | undefined): string | undefined {
  const name = asked?.split(':')[0];
  if (name === undefined || /\.(?:ya?ml|json|toml|py|sh)$/i.test(name)) return undefined;
  const known = targetIndex();
  const found = known.find(({ id, names }) => id === name || names.includes(name.toLowerCase()));
  if (found !== undefined) return found.id;
  const words = known.flatMap(({ id, names }) => [id, ...names]);
  throw new FtlintError(
    'unknown-target',
    `--for ${name}: no such target`,
    suggestion(name, words, 'ftlint targets lists them'),
  );
}
