import { COMMON, INPUT, named, type OptionSpec, OUT, OUTPUT } from '../options.ts';

const DECISION = 'What is decided';

/** Flags of `ftlint advise`. */
export const ADVISE: readonly OptionSpec[] = [
  {
    name: 'answer',
    value: 'question=choice',
    repeat: true,
    group: DECISION,
    help: 'an answer, with a reason where you like: good-enough=no:"3 of 10 passed"',
  },
  {
    name: 'answers',
    value: 'file',
    group: DECISION,
    help: 'answers as JSON: {"task": …, "answers": {"good-enough": "no"}}',
  },
  { name: 'title', value: 'text', group: DECISION, help: 'what it is about, for the record' },
  {
    name: 'domain',
    value: 'id',
    group: DECISION,
    help: 'medical, legal, finance, customer-support, code: sources of data are offered',
  },
  {
    name: 'source',
    value: 'source',
    repeat: true,
    group: DECISION,
    help: 'a source of data that you confirm: the id of a candidate, or "name; licence; size; quality"',
  },
  {
    name: 'record',
    value: 'file',
    group: DECISION,
    help: 'an earlier record: its answers hold, and what changed is shown',
  },
  {
    name: 'review',
    value: 'file',
    group: DECISION,
    help: 'a page of ftlint review with its ticks; alone, its result is printed',
  },
  ...named(INPUT).filter(({ name }) => name !== 'no-error-on-unmatched' && name !== 'skip-unknown'),
  { ...OUT, help: 'where the decision record is written, as Markdown; - is stdout' },
  { name: 'json', group: OUTPUT, help: 'the decision as JSON' },
  ...named('threads', 'max-memory'),
  ...COMMON,
];

/** Flags of `ftlint review`. */
export const REVIEW: readonly OptionSpec[] = [
  { name: 'n', value: 'n', group: OUTPUT, help: 'records to read (default 50)' },
  { ...OUT, help: 'where the page is written, as Markdown; - is stdout (default)' },
  ...named(INPUT).filter(({ name }) => name !== 'no-error-on-unmatched' && name !== 'skip-unknown'),
  ...named('threads', 'max-memory'),
  ...COMMON,
];
