import type { Measures } from '../core/measures.ts';
import { grouped as digits } from '../core/template.ts';
import type { Guess } from '../tasks/infer.ts';
import type { Case, Judged } from './case.ts';
import { distanceOf } from './judge-as.ts';

/** Never certify what was not understood: why nothing can be said of these records. */
export function notUnderstood(main: Measures | undefined, c: Case): string[] {
  if (main === undefined || main.records === 0) return ['no records were found'];
  const parsed = main.records - main.invalid;
  if (main.fit === 0 && parsed > 0 && c.seen.format === null) {
    return [
      c.doubt?.why ??
        `the shape of the records is not recognised (keys: ${c.seen.fields['keys'] ?? 'none'}): name the columns with --text, --label, --prompt, --completion or --messages`,
    ];
  }
  if (main.fit === 0) return [];
  if (c.doubt !== undefined && (c.given === undefined || c.given.id !== c.doubt.settledBy)) return [c.doubt.why];
  if (main.kind === 'token-ids' && c.given === undefined)
    return [
      'token ids do not say what they teach: name the task with --task (instruction-following, dialogue, domain-adaptation …)',
    ];
  // A conversation in which nobody asks has a blank input, and its answers can be read.
  if (main.blankInputs === main.fit && (main.kind !== 'conversation' || main.blankOutputs === main.fit))
    return [
      `the text that was read is empty in all ${digits(main.fit)} records: name the columns with --text, --prompt or --messages`,
    ];
  if (main.blankOutputs === main.fit && main.fit > 1 && main.kind === 'pair')
    return [
      `the answer that was read is empty in all ${digits(main.fit)} records: name the columns with --completion or --messages`,
    ];
  return [];
}

/** Candidates that remain and would change the exit code: nobody but the person can settle it. */
export function disagreement(candidates: readonly Guess[], judged: readonly Judged[], c: Case): string | undefined {
  const failing = judged.map(({ verdict }) => verdict === 'not-ready');
  if (failing.length < 2 || failing.every((f) => f === failing[0])) return undefined;
  const each = judged.map((j, i) => `${j.verdict.replaceAll('-', ' ')} as ${candidates[i].id}${shortOf(j, c)}`);
  return `${candidates[0].why}: ${each.join(', ')}; settle it with ${candidates.map((g) => `--task ${g.id}`).join(' or ')}`;
}

/** ", add 400 samples": what the candidate lacks, when it lacks something. */
function shortOf(judged: Judged, c: Case): string {
  const [first] = judged.verdict === 'not-ready' ? distanceOf(judged, c) : [];
  return first === undefined ? '' : ` (${first})`;
}
