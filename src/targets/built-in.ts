import type { TargetRuleMeta } from '../core/target-types.ts';

const meta = (id: string, title: TargetRuleMeta['title'], messages: TargetRuleMeta['messages']): TargetRuleMeta => ({
  id,
  group: 'target',
  since: '0.1.0',
  title,
  messages,
  fix: 'none',
});

/** Findings that every target can have and no check of its file asks for. */
export const BUILT_IN = {
  shape: meta(
    'target-shape',
    { one: '{target} cannot read 1 record', other: '{target} cannot read {count} records' },
    {
      unread:
        'the record has none of the shapes that {target} reads; it comes nearest with the key "{missing}", which is missing; rename or add the keys (ftlint explain {id} lists them)',
      none: 'the line is no JSON object; expected one of the shapes that {target} reads; mend or drop the line',
    },
  ),
  mixed: meta(
    'target-mixed-shapes',
    {
      one: '1 record is not of the shape that the first record tells {target}',
      other: '{count} records are not of the shape that the first record tells {target}',
    },
    {
      shape:
        'the record reads as "{found}" and the first one as "{first}"; expected one shape in all records; convert or drop those that differ',
    },
  ),
  length: meta(
    'target-length',
    {
      one: '1 record is longer than {target} takes ({limit} tokens)',
      other: '{count} records are longer than {target} takes ({limit} tokens)',
    },
    {
      cut: '{about}{tokens} tokens, of which {target} takes {limit}: {lost} tokens of the answer are cut; shorten the record or raise the limit',
      gone: '{about}{tokens} tokens, of which {target} takes {limit}: nothing of the answer is left; shorten the record or raise the limit',
      dropped: '{about}{tokens} tokens, {target} drops a record above {limit}; shorten it or raise the limit',
      fails: '{about}{tokens} tokens, {target} ends the run at a record above {limit}; shorten it or raise the limit',
      longer: '{about}{tokens} tokens, of which {target} takes {limit} at a time; the answer is not touched',
    },
  ),
  file: meta(
    'target-file',
    { one: 'a file is not as {target} wants it', other: 'files are not as {target} wants them' },
    {},
  ),
  kept: meta(
    'rows-dropped-by-target',
    {
      one: '{target} trains on {percent} of the records',
      other: '{target} trains on {percent} of the records',
    },
    {
      found: '{kept} of {records} records train in {target}; expected at least {limit}; mend what drops the others',
    },
  ),
} as const;

/** Their ids, which `--rule`, `--only` and `--skip` may name. */
export const BUILT_IN_IDS: readonly string[] = Object.values(BUILT_IN).map(({ id }) => id);
