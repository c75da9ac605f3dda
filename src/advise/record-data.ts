import { grouped } from '../core/template.ts';
import type { Decision } from './decision.ts';
import type { Measured } from './measured.ts';
import { type Candidate, type Source, typedSource } from './source-types.ts';

const licenceOf = (licence: string, read: string | null | undefined): string =>
  read === null
    ? `${licence} (not read by us: read it there)`
    : read === undefined
      ? licence
      : `${licence} (read ${read})`;

/** How the line is read back: what a person would type for it. */
const mark = (typed: string): string => `<!-- source: ${typed.replaceAll('--', '-')} -->`;

function confirmed(source: Source): string {
  const { kind, name, where, licence, licenceRead, size, quality, privacy } = source;
  const at = where === undefined ? '' : `, ${where}`;
  const personal = privacy === undefined ? '' : ` Privacy: ${privacy}.`;
  return `- [x] ${name}${at}. Licence: ${licenceOf(licence, kind === 'public' ? licenceRead : undefined)}. Size: ${size}. Quality: ${quality}.${personal} ${mark(typedSource(source))}`;
}

function candidate({ id, kind, name, where, licence, licenceRead, size, privacy }: Candidate): string {
  return `- [ ] ${name}, ${where}. Licence: ${licenceOf(licence, kind === 'public' ? licenceRead : undefined)}. Size: ${size ?? 'not known'}. Privacy: ${privacy}. ${mark(id)}`;
}

/** Sources with a tick where the person confirmed them; a tick that is set in the record counts when it is read back. */
export function* sourceSection({ sources, leastSources, candidates, domain }: Decision): Generator<string> {
  yield sources.length >= leastSources
    ? `${sources.length} sources are named.`
    : `**${sources.length} of at least ${leastSources} sources are named.** Tick candidates below, or add lines of your own: \`- [x] name; licence; size; quality\`.`;
  yield '';
  yield* sources.map(confirmed);
  if (candidates.length === 0) {
    if (domain === undefined) yield 'No domain was named, so no candidates are offered.';
    return;
  }
  yield* candidates.map(candidate);
}

/** What was measured, one fact a line. */
export function* dataSection(measured: Measured | undefined): Generator<string> {
  if (measured === undefined) {
    yield 'Not measured: no file was given.';
    return;
  }
  const { files, verdict, records, usable, evaluation, overlapping, facts } = measured;
  yield `- Files: ${files.join(', ')}. The check says: ${verdict.replaceAll('-', ' ')} (\`data.verdict=${verdict}\`)`;
  yield `- ${grouped(records)} training records, ${grouped(usable)} usable (\`data.records=${records}\`, \`data.usable=${usable}\`)`;
  yield evaluation === 0
    ? '- No evaluation records among these files (`data.evaluation=0`)'
    : `- ${grouped(evaluation)} evaluation records, ${grouped(overlapping)} of them also in train (\`data.evaluation=${evaluation}\`, \`data.overlapping=${overlapping}\`)`;
  yield facts === undefined
    ? '- Share of answers that bear facts: not measured for this kind of record.'
    : `- ${facts.bearing} of ${facts.sampled} sampled answers hold a number or a name that their prompt does not: an estimate, advisory (\`data.facts=${facts.bearing}/${facts.sampled}\`)`;
}
